"""Time that must pass, as a ring that fills and a number that counts down."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, tick, write

State = Literal["ready", "running", "done", "broken"]
_CENTRED = Qt.AlignmentFlag.AlignCenter


class TimerDial(Painted):
    """Shows a time it is told; it counts nothing itself. Times are milliseconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elapsed, self._total = 0, 1
        self._state: State = "ready"
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_time(
        self, elapsed_ms: int, total_ms: int, state: State = "running", words: str = ""
    ) -> None:
        """`words` stand under the number: what to do now. broken: let go too early."""
        self._elapsed, self._total = min(elapsed_ms, total_ms), max(1, total_ms)
        self._state, self._words = state, words
        self.setAccessibleName(f"{clock_time(total_ms - self._elapsed)} {words}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(340))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        width = theme.px(22)
        size = min(self.width(), self.height()) - width
        ring = QRectF(0, 0, size, size)
        ring.moveCenter(QRectF(self.rect()).center())
        self._paint_ring(painter, ring, width)
        if self._state == "done":
            mark = ring.adjusted(size * 0.24, size * 0.24, -size * 0.24, -size * 0.24)
            tick(painter, mark, "passed", theme.px(16))
            return
        inner = ring.adjusted(width, width, -width, -width)
        number = inner.adjusted(0, -size * 0.06 if self._words else 0, 0, -size * 0.06)
        left = clock_time(self._total - self._elapsed)
        pixels = round(size * (0.25 if len(left) < 6 else 0.18))
        write(painter, number, left, pixels, "text", bold=True, align=_CENTRED, elide=False)
        words = QRectF(inner.x(), inner.center().y() + size * 0.12, inner.width(), theme.px(44))
        ink = "failed" if self._state == "broken" else "soft"
        write(painter, words, self._words, theme.scale.small, ink, align=_CENTRED)

    def _paint_ring(self, painter: QPainter, ring: QRectF, width: float) -> None:
        tone = {"done": "passed", "broken": "failed"}.get(self._state, "accent")
        share = 1.0 if self._state == "done" else self._elapsed / self._total
        for colour, part in (("line", 1.0), (tone, share)):
            pen = QPen(theme.colour(colour), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            if part > 0:
                painter.drawArc(ring, 90 * 16, round(-360 * 16 * part))


def clock_time(milliseconds: int) -> str:
    """m:ss, or h:mm:ss from an hour on. What is left is rounded up: 0:00 is really over."""
    seconds = -(-max(0, milliseconds) // 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
