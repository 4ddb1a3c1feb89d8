"""The list of steps: where one is, what is behind, what is ahead. State by shape and word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kiosk.ui.theme import font, theme
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
from kiosk.ui.widgets.scrolling import ScrollArea

StepMark = Literal["done", "current", "open", "skipped", "deviated", "blocked", "not_due"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the list. `note` is the small word under the title (红线, skipped …)."""

    id: str
    number: int
    title: str
    mark: StepMark
    critical: bool = False
    note: str = ""
    section: str = ""


class StepList(ScrollArea):
    """`picked` carries the step's id."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setSpacing(theme.px(6))
        self._rows: dict[str, _Row] = {}

    def show_steps(self, rows: list[StepRow]) -> None:
        """Only what changed is made anew; the current step is brought into view."""
        if [row.id for row in rows] != list(self._rows):
            self.clear()
            self._rows = {}
            for row in rows:
                line = _Row(row)
                line.clicked.connect(lambda _=False, step=row.id: self.picked.emit(step))
                self._rows[row.id] = line
                self.add(line)
        for row in rows:
            self._rows[row.id].show_row(row)
            if row.mark in ("current", "blocked"):
                self._show_in_the_middle(self._rows[row.id])

    def _show_in_the_middle(self, line: QWidget) -> None:
        room = max(0, (self.viewport().height() - line.sizeHint().height()) // 2)
        self.ensureWidgetVisible(line, 0, room)


class _Row(QAbstractButton):
    def __init__(self, row: StepRow) -> None:
        super().__init__()
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.updateGeometry)

    def show_row(self, row: StepRow) -> None:
        self._row = row
        self.setAccessibleName(f"{row.number} {row.title} {row.note}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(92))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        row, area = self._row, QRectF(self.rect())
        current = row.mark in ("current", "blocked")
        if current:
            ground = "failed_soft" if row.mark == "blocked" else "accent_soft"
            fill(painter, area, ground)
        elif self.isDown():
            fill(painter, area, "sunken")
        if row.critical:
            line = QRectF(0, theme.px(18), theme.px(5), area.height() - theme.px(36))
            fill(painter, line, "critical", theme.px(3))
        size = theme.px(46)
        badge = QRectF(theme.px(16), (area.height() - size) / 2, size, size)
        self._paint_badge(painter, badge)
        x = badge.right() + theme.px(14)
        ink = "on_accent_soft" if row.mark == "current" else "text"
        if row.mark in ("done", "skipped", "not_due"):
            ink = "faint"
        room = QRectF(x, 0, area.width() - x - theme.px(8), area.height())
        self._paint_words(painter, room, ink, bold=current)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)

    def _paint_words(self, painter: QPainter, room: QRectF, ink: str, *, bold: bool) -> None:
        """The title, on two smaller lines when one is too short for it, and the note below."""
        row = self._row
        note = theme.px(26) if row.note else 0
        title = QRectF(room.x(), theme.px(6), room.width(), room.height() - theme.px(12) - note)
        size, wide = theme.scale.label, text_size(row.title, theme.scale.label, bold).width()
        if wide > room.width():
            size = theme.px(22 if not row.note else 20)
        two_lines = wide > room.width()
        shown = row.title
        if two_lines:
            metrics = QFontMetrics(font(size, bold))
            both = int(title.width() * 1.8)
            shown = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, both)
        write(painter, title, shown, size, ink, bold=bold, wrap=two_lines)
        if row.note:
            tone = "critical" if row.critical and row.mark != "done" else "faint"
            below = QRectF(room.x(), title.bottom(), room.width(), note)
            write(painter, below, row.note, theme.px(20), tone, bold=row.critical)

    def _paint_badge(self, painter: QPainter, badge: QRectF) -> None:
        row, radius, pen = self._row, badge.width() / 2, theme.px(4)
        if row.mark == "done":
            fill(painter, badge, "passed", radius)
            tick(painter, badge, "surface", pen)
        elif row.mark == "deviated":
            fill(painter, badge, "attention", theme.px(8))
            tick(painter, badge, "surface", pen)
        elif row.mark == "blocked":
            fill(painter, badge, "failed", theme.px(8))
            cross(painter, badge, "on_failed", pen)
        elif row.mark in ("skipped", "not_due"):
            fill(painter, badge, None, radius, line="faint", width=2)
            size = int(badge.width() * 0.55)
            name = "skip" if row.mark == "skipped" else "minus"
            inset = (badge.width() - size) / 2
            painter.drawPixmap(
                int(badge.x() + inset),
                int(badge.y() + inset),
                icon(name, size, theme.colour("faint")),
            )
        else:
            current = row.mark == "current"
            ground, ink = ("accent", "on_accent") if current else (None, "soft")
            fill(painter, badge, ground, radius, line=None if current else "line", width=3)
            centre = Qt.AlignmentFlag.AlignCenter
            number = str(row.number)
            write(painter, badge, number, theme.px(22), ink, bold=True, align=centre, elide=False)
