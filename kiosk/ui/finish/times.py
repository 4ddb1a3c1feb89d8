"""How long a step took, as a bar against its standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from kiosk.ui.run.times import spoken
from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, fill, text_size, write

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from kiosk.ui.finish.summary import StepTime


class TimeLine(Painted):
    """`longest` is what the whole width stands for, in milliseconds; `word` names what is odd."""

    def __init__(self, step: StepTime, longest: int, word: str) -> None:
        super().__init__()
        self._step, self._longest, self._word = step, max(longest, 1), word
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{step.title} {spoken(step.duration_ms)} {word}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(74))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        step = self._step
        said = spoken(step.duration_ms)
        if step.standard_ms is not None:
            said += f" / {spoken(step.standard_ms)}"
        if self._word:
            said = f"{self._word} · {said}"
        width = text_size(said, theme.scale.small, bold=True).width() + theme.px(12)
        upper = QRectF(0, 0, self.width(), theme.px(40))
        name = upper.adjusted(0, 0, -width, 0)
        write(painter, name, f"{step.number}  {step.title}", theme.scale.label)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        ink = "attention" if self._word else "soft"
        write(painter, upper, said, theme.scale.small, ink, bold=True, align=right, elide=False)
        self._paint_bar(painter)

    def _paint_bar(self, painter: QPainter) -> None:
        step, thick = self._step, theme.px(14)
        track = QRectF(0, theme.px(46), self.width(), thick)
        fill(painter, track, "sunken", thick / 2)
        bar = QRectF(track)
        bar.setWidth(max(thick, track.width() * step.duration_ms / self._longest))
        fill(painter, bar, "attention" if self._word else "accent", thick / 2)
        if step.standard_ms is not None:
            x = track.width() * step.standard_ms / self._longest
            mark = QRectF(min(x, track.width() - 4), track.y() - theme.px(5), theme.px(4), 0)
            mark.setHeight(thick + theme.px(10))
            fill(painter, mark, "text", theme.px(2))
