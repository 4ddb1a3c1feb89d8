"""What is shown in a picture view, and the marks painted over it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import fill, text_size, write

_CENTRED = Qt.AlignmentFlag.AlignCenter


class Mark(NamedTuple):
    """A numbered pin; x and y are fractions of the picture from its top left corner."""

    number: int
    x: float
    y: float
    text: str = ""


class Shown(NamedTuple):
    """A picture by path or bytes (`page` of a PDF counts from 1), or a clip by path."""

    file: Path | bytes
    caption: str = ""
    marks: tuple[Mark, ...] = ()
    page: int | None = None
    clip: bool = False


def paint_pin(painter: QPainter, where: QPointF, number: int, chosen: bool) -> None:
    """A numbered disc with a rim, so that it shows on any picture."""
    size = theme.px(58 if chosen else 48)
    disc = QRectF(0, 0, size, size)
    disc.moveCenter(where)
    painter.setPen(QPen(theme.colour("surface"), theme.px(4)))
    painter.setBrush(theme.colour("on_attention_soft" if chosen else "accent"))
    painter.drawEllipse(disc)
    ink, pixels = "attention_soft" if chosen else "on_accent", theme.scale.label
    write(painter, disc, str(number), pixels, ink, bold=True, align=_CENTRED, elide=False)


def paint_count(painter: QPainter, which: int, of: int) -> None:
    """Which of how many, in the top left corner."""
    words = f"{which} / {of}"
    width = text_size(words, theme.scale.small, bold=True).width() + theme.px(32)
    pill = QRectF(theme.px(16), theme.px(16), width, theme.px(40))
    fill(painter, pill, "surface", pill.height() / 2, line="line")
    write(painter, pill, words, theme.scale.small, "text", bold=True, align=_CENTRED)
