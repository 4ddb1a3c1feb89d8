"""A signature drawn by finger or pen."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, fill, write


class SignaturePad(Painted):
    """`changed` tells whether there is a signature. Strokes are kept, not pixels."""

    changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[QPointF]] = []
        self.setAccessibleName(self.tr("Sign here"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def signed(self) -> bool:
        """More than a touch: something was drawn."""
        return any(len(stroke) > 3 for stroke in self._strokes)

    def clear(self) -> None:
        self._strokes = []
        self.changed.emit(False)
        self.update()

    def image(self) -> QImage:
        """Black on white, as large as it was drawn."""
        image = QImage(self.size(), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, Qt.GlobalColor.black)
        painter.end()
        return image

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(160))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([event.position()])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.changed.emit(self.signed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        fill(painter, area, "sunken", line="line", width=2)
        base = area.height() * 0.78
        painter.setPen(QPen(theme.colour("faint"), 2))
        side = theme.px(32)
        painter.drawLine(QPointF(side, base), QPointF(area.width() - side, base))
        if not self._strokes:
            words = QRectF(side, base + theme.px(4), area.width() - 2 * side, theme.px(40))
            write(painter, words, self.tr("Sign here"), theme.scale.small, "soft")
        self._draw(painter, theme.colour("text"))

    def _draw(self, painter: QPainter, ink: object) -> None:
        pen = QPen(ink, theme.px(5))  # type: ignore[call-overload]
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(_smooth(stroke))


def _smooth(points: list[QPointF]) -> QPainterPath:
    """Through the middles between the points: the curve of a hand, not of a sampler."""
    path = QPainterPath(points[0])
    for before, after in pairwise(points):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(points[-1] + QPointF(0.1, 0.1))
    return path
