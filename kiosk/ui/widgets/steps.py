"""The list of steps: where one is, what is behind, what is ahead. State by shape and word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import (
    antialiased,
    cross,
    fill,
    focus_ring,
    icon,
    lines_of,
    text_size,
    tick,
    write,
)
from kiosk.ui.widgets.scrolling import ScrollArea

#: Height of a line of text, as a multiple of its size.
_LINE = 1.28

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
        self._here = ""
        # Once the lines have their places: when the range changes they do not have them yet.
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.timeout.connect(self._show_in_the_middle)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._laid_out.start(0))

    def show_steps(self, rows: list[StepRow]) -> None:
        """Only what changed is made anew; the current step is brought into view."""
        if [row.id for row in rows] != list(self._rows):
            self.clear()
            self._rows = {}
            for row in rows:
                line = _Row(row)
                line.clicked.connect(lambda _=False, step=row.id: self.picked.emit(step))
                line.placed.connect(self._placed)
                self._rows[row.id] = line
                self.add(line)
        for row in rows:
            self._rows[row.id].show_row(row)
            if row.mark in ("current", "blocked"):
                self._here = row.id
        self._show_in_the_middle()
        self._laid_out.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out.start(0)

    def _placed(self) -> None:
        if self.sender() is self._rows.get(self._here):
            self._show_in_the_middle()

    def _show_in_the_middle(self) -> None:
        line = self._rows.get(self._here)
        if line is not None:
            middle = line.geometry().center().y() - self.viewport().height() // 2
            self.verticalScrollBar().setValue(middle)


class _Row(QAbstractButton):
    """`placed` when the list gave it another place."""

    placed = Signal()

    def __init__(self, row: StepRow) -> None:
        super().__init__()
        self._row = row
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.updateGeometry)

    def show_row(self, row: StepRow) -> None:
        if row != self._row:
            self._row = row
            self.updateGeometry()
        self.setAccessibleName(f"{row.number} {row.title} {row.note}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(92))

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.placed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()  # the hint was for another width

    def heightForWidth(self, width: int) -> int:
        """Taller where a long title or the note below it needs it."""
        size, lines = self._title_lines(width - self._left - theme.px(8))
        words = len(lines) * round(size * _LINE) + (_note_height() if self._row.note else 0)
        return max(theme.px(92), words + theme.px(20))

    @property
    def _left(self) -> int:
        """Where the words begin."""
        return theme.px(76)

    @property
    def _stands_out(self) -> bool:
        return self._row.mark in ("current", "blocked")

    def _title_lines(self, room: int) -> tuple[int, tuple[str, ...]]:
        """On one line in full size; on smaller ones when one is too short for it."""
        title, size = self._row.title, theme.scale.label
        if text_size(title, size, self._stands_out).width() <= room:
            return size, (title,)
        size = theme.px(23)
        return size, lines_of(
            title, size, max(room, 1), 3 if theme.scale.compact else 2, self._stands_out
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        row, area = self._row, QRectF(self.rect())
        if self._stands_out:
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
        x = self._left
        ink = "on_accent_soft" if row.mark == "current" else "text"
        if row.mark in ("done", "skipped", "not_due"):
            ink = "faint"
        room = QRectF(x, 0, area.width() - x - theme.px(8), area.height())
        self._paint_words(painter, room, ink)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)

    def _paint_words(self, painter: QPainter, room: QRectF, ink: str) -> None:
        """The title and the note below it, together in the middle of the row."""
        row = self._row
        size, lines = self._title_lines(int(room.width()))
        tall, note = round(size * _LINE), _note_height() if row.note else 0
        y = room.center().y() - (len(lines) * tall + note) / 2
        for line in lines:
            place = QRectF(room.x(), y, room.width(), tall)
            write(painter, place, line, size, ink, bold=self._stands_out, elide=False)
            y += tall
        if row.note:
            tone = "critical" if row.critical and row.mark != "done" else "faint"
            below = QRectF(room.x(), y, room.width(), note)
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


def _note_height() -> int:
    return theme.px(28)
