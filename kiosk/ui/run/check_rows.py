"""The checks of a step as lines: which are proved, which is in hand, which are still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import (
    antialiased,
    cross,
    fill,
    focus_ring,
    icon,
    text_size,
    tick,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPaintEvent

    from kiosk.ui.run.view import CheckView

ICONS = {
    "acknowledge": "tick",
    "scan": "scan",
    "measurement": "gauge",
    "choice": "choice",
    "checklist": "checklist",
    "text": "text",
    "photo": "photo",
    "timer": "timer",
    "calculation": "calculator",
    "sign_off": "signature",
}


class CheckRows(QWidget):
    """`picked` carries the check's id."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._rows: dict[str, CheckRow] = {}

    def show_checks(self, checks: Sequence[CheckView]) -> None:
        """One line each; the same lines again when the same checks are shown."""
        if [check.check.id for check in checks] != list(self._rows):
            self._make(checks)
        for check in checks:
            self._rows[check.check.id].show_check(check)

    def row(self, check: str) -> CheckRow:
        return self._rows[check]

    def _make(self, checks: Sequence[CheckView]) -> None:
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {check.check.id: CheckRow(check) for check in checks}
        for check_id, row in self._rows.items():
            row.clicked.connect(lambda _=False, each=check_id: self.picked.emit(each))
            self._column.addWidget(row)

    def sizeHint(self) -> QSize:
        """Of the lines now in it: the layout would still count those on their way out."""
        count = len(self._rows)
        gaps = max(0, count - 1) * theme.px(8)
        return QSize(theme.px(240), count * theme.px(64) + gaps)


class CheckRow(QAbstractButton):
    """State by shape (tick, cross, the kind's picture) and by word, never by colour alone."""

    def __init__(self, view: CheckView) -> None:
        super().__init__()
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.updateGeometry)

    def show_check(self, view: CheckView) -> None:
        self._view = view
        self.setAccessibleName(f"{view.title} {view.recorded or view.expected}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        view, area = self._view, QRectF(self.rect())
        ground = "accent_soft" if view.active else "sunken"
        fill(painter, area, ground, theme.px(14), line="accent" if view.active else None, width=2.5)
        size = theme.px(38)
        mark = QRectF(theme.px(14), (area.height() - size) / 2, size, size)
        paint_mark(painter, mark, view)
        left = mark.right() + theme.px(14)
        value = "" if view.active else view.recorded or view.expected
        room = area.width() - left - theme.px(14)
        self._paint_words(painter, QRectF(left, 0, room, area.height()), value)
        if self.hasFocus():
            focus_ring(painter, area, theme.px(14))

    def _paint_words(self, painter: QPainter, room: QRectF, value: str) -> None:
        view, pixels = self._view, theme.scale.label
        ink = "on_accent_soft" if view.active else "soft" if view.status == "passed" else "text"
        passed = view.status == "passed"
        share = self._share_of_value(room.width(), value, passed)
        words = room.adjusted(0, 0, -share, 0)
        write(painter, words, view.title, pixels, ink, bold=view.active)
        if share:
            rest = room.adjusted(words.width() + theme.px(12), 0, 0, 0)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            tone = "text" if passed else "soft"
            write(painter, rest, value, theme.scale.small, tone, bold=passed, align=right)

    def _share_of_value(self, room: float, value: str, passed: bool) -> float:
        """How wide the value may be. What is only expected stands there whole or not at all:
        the input says it again; what was recorded never gives way altogether."""
        if not value:
            return 0.0
        wanted = text_size(value, theme.scale.small, bold=passed).width() + theme.px(14)
        left = room - text_size(self._view.title, theme.scale.label).width()
        if wanted <= left:
            return wanted
        return min(wanted, max(left, room * 0.46)) if passed else 0.0


class CheckStrip(QWidget):
    """The same checks as marks in a row, where the input needs the height."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._row.addStretch(1)
        self._marks: dict[str, _Mark] = {}

    def show_checks(self, checks: Sequence[CheckView]) -> None:
        if [check.check.id for check in checks] != list(self._marks):
            for mark in self._marks.values():
                mark.hide()
                mark.deleteLater()
            self._marks = {check.check.id: _Mark(check) for check in checks}
            for index, (check_id, mark) in enumerate(self._marks.items()):
                mark.clicked.connect(lambda _=False, each=check_id: self.picked.emit(each))
                self._row.insertWidget(index, mark)
        for check in checks:
            self._marks[check.check.id].show_check(check)


class _Mark(QAbstractButton):
    def __init__(self, view: CheckView) -> None:
        super().__init__()
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_check(self, view: CheckView) -> None:
        self._view = view
        self.setAccessibleName(f"{view.title} {view.recorded or view.expected}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(64))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(30), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        view, area = self._view, QRectF(self.rect())
        ground = "accent_soft" if view.active else "sunken"
        fill(painter, area, ground, theme.px(14), line="accent" if view.active else None, width=2.5)
        size = min(theme.px(38), area.width() - 4)
        mark = QRectF(0, 0, size, size)
        mark.moveCenter(area.center())
        paint_mark(painter, mark, view)


def paint_mark(painter: QPainter, mark: QRectF, view: CheckView) -> None:
    """A tick, a cross, or what kind of check it is."""
    pen = theme.px(4)
    if view.status == "passed":
        fill(painter, mark, "passed", mark.width() / 2)
        tick(painter, mark, "surface", pen)
    elif view.status == "failed":
        fill(painter, mark, "failed", theme.px(8))
        cross(painter, mark, "on_failed", pen)
    else:
        ink = theme.colour("on_accent_soft" if view.active else "faint")
        size = int(mark.width() * 0.86)
        inset = (mark.width() - size) / 2
        x, y = int(mark.x() + inset), int(mark.y() + inset)
        painter.drawPixmap(x, y, icon(ICONS[view.kind], size, ink))
