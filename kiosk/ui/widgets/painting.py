"""What every painted widget shares: icons in the colour of the moment, rounded grounds, text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
)
from PySide6.QtWidgets import QWidget

from kiosk.resources import resources
from kiosk.ui.theme import font, theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

#: A figure and its unit stay on one line.
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[A-Za-zµμΩ°%])")
WRAPPED = int(Qt.TextFlag.TextWordWrap)


class Painted(QWidget):
    """A widget that paints itself from the theme, and again when the theme changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Colours or sizes changed."""
        self.updateGeometry()
        self.update()


def antialiased(widget: QWidget) -> QPainter:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    return painter


def icon(name: str, size: int, colour: QColor) -> QPixmap:
    """The icon of that name (resources/icons), square, in one colour."""
    return _icon(name, size, colour.name())


@lru_cache(maxsize=400)
def _icon(name: str, size: int, colour: str) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # not needed by an icon-less first frame

    source = (resources() / "icons" / f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(source.replace(b"#000000", colour.encode())))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def fill(
    painter: QPainter,
    area: QRectF | QRect,
    ground: str | QColor | None,
    radius: float | None = None,
    line: str | QColor | None = None,
    width: float = 1.5,
) -> None:
    """A rounded ground with an optional outline inside it. Names are palette tokens."""
    area = QRectF(area)
    if line is not None:
        inset = width / 2
        area = area.adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(_colour(line), width))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else _colour(ground))
    round_by = theme.scale.radius if radius is None else radius
    painter.drawRoundedRect(area, round_by, round_by)


def shadow(painter: QPainter, area: QRectF, radius: float) -> None:
    """A soft shadow of a few strokes: QGraphicsDropShadowEffect more than doubles painting."""
    colour = QColor(theme.colour("shadow"))
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, share in ((6, 0.10), (4, 0.16), (2, 0.30)):
        colour.setAlphaF(theme.colour("shadow").alphaF() * share)
        painter.setBrush(colour)
        grown = area.adjusted(-spread / 2, 0, spread / 2, spread)
        painter.drawRoundedRect(grown, radius + spread, radius + spread)


def write(
    painter: QPainter,
    area: QRectF | QRect,
    text: str,
    size: int,
    colour: str | QColor = "text",
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
    wrap: bool = False,
    elide: bool = True,
) -> None:
    """Text in an area: on one line, with … when it is too long, or wrapped."""
    used = font(size, bold)
    painter.setFont(used)
    painter.setPen(_colour(colour))
    where = QRectF(area).toRect()
    if wrap:
        painter.drawText(where, int(align) | WRAPPED, text)
        return
    if elide:
        metrics = QFontMetrics(used)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, int(align), text)


def text_size(text: str, size: int, bold: bool = False, width: int = 0) -> QSize:
    """The room a text takes; wrapped when a width is given."""
    metrics = QFontMetrics(font(size, bold))
    if width:
        return metrics.boundingRect(QRect(0, 0, width, 10_000), WRAPPED, text).size()
    return metrics.size(0, text)


@lru_cache(maxsize=400)
def lines_of(text: str, size: int, width: int, most: int, bold: bool = False) -> tuple[str, ...]:
    """The text broken into at most that many lines, the last with … when there is more."""
    used = font(size, bold)
    text = _BEFORE_UNIT.sub("\u00a0", text)
    layout = QTextLayout(text, used)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    if lines:
        right = Qt.TextElideMode.ElideRight
        lines[-1] = QFontMetrics(used).elidedText(lines[-1], right, width)
    return tuple(lines)


def focus_ring(painter: QPainter, area: QRectF, radius: float) -> None:
    """Where the keyboard is: two lines, so that it shows on any ground.

    Only when it came there by key: after a touch, a ring around the button says nothing.
    """
    device = painter.device()
    by_key = Qt.WidgetAttribute.WA_KeyboardFocusChange
    if isinstance(device, QWidget) and not device.window().testAttribute(by_key):
        return
    for colour, inset in (("surface", 4.0), ("accent", 2.0)):
        painter.setPen(QPen(theme.colour(colour), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius)


def tick(painter: QPainter, area: QRectF, colour: str | QColor, width: float) -> None:
    """A tick, for where an icon of a fixed size would not do."""
    pen = QPen(_colour(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(_at(area, 0.22, 0.53))
    path.lineTo(_at(area, 0.42, 0.72))
    path.lineTo(_at(area, 0.78, 0.32))
    painter.drawPath(path)


def cross(painter: QPainter, area: QRectF, colour: str | QColor, width: float) -> None:
    pen = QPen(_colour(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(_at(area, 0.28, 0.28), _at(area, 0.72, 0.72))
    painter.drawLine(_at(area, 0.72, 0.28), _at(area, 0.28, 0.72))


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.x() + area.width() * x, area.y() + area.height() * y)


def _colour(given: str | QColor) -> QColor:
    return theme.colour(given) if isinstance(given, str) else given
