"""The sign of a category: a shape of its own in a colour of its own, told apart from far away."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, icon

ICONS = {
    "man": "people",
    "machine": "settings",
    "material": "work_order",
    "method": "document",
    "environment": "sun",
    "measurement": "ruler",
}
#: Corners and the angle of the first; None is round.
_CORNERS: dict[str, tuple[int, float] | None] = {
    "man": None,
    "machine": (4, pi / 4),
    "material": (4, 0.0),
    "method": (3, -pi / 2),
    "environment": (6, 0.0),
    "measurement": (3, pi / 2),
}
#: How large the icon can be in it, of its width, and how far its middle lies below.
_ROOM = {"method": (0.40, 0.07), "measurement": (0.40, -0.07), "material": (0.46, 0.0)}


def shape(category: str, area: QRectF) -> QPainterPath:
    """The outline, as large as the area allows, its middle in the area's."""
    path = QPainterPath()
    corners = _CORNERS[category]
    if corners is None:
        path.addEllipse(area)
        return path
    count, first = corners
    reach = area.width() / 2 * (1.28 if category == "machine" else 1.08)
    points = [
        QPointF(
            area.center().x() + reach * cos(first + 2 * pi * index / count),
            area.center().y() + reach * sin(first + 2 * pi * index / count),
        )
        for index in range(count)
    ]
    path.moveTo(points[0])
    for point in points[1:]:
        path.lineTo(point)
    path.closeSubpath()
    return path


def paint_sign(
    painter: QPainter, category: str, area: QRectF, ground: str = "on_call", ink: str = ""
) -> None:
    """The shape in `ground`, its icon in `ink`: the category's own colour unless told."""
    inner = area.adjusted(*(side * area.width() * 0.06 for side in (1, 1, -1, -1)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawPath(shape(category, inner))
    share, lower = _ROOM.get(category, (0.56, 0.0))
    size = max(1, int(inner.width() * share))
    drawn = icon(ICONS[category], size, theme.colour(ink or f"call_{category}"))
    middle = inner.center() + QPointF(0, inner.height() * lower)
    painter.drawPixmap(int(middle.x() - size / 2), int(middle.y() - size / 2), drawn)


class Sign(Painted):
    """A category's sign in a square."""

    def __init__(self, category: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category, self._side = category, side
        self._ground, self._ink = f"call_{category}", "on_call"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_category(self, category: str, *, on_its_colour: bool = False) -> None:
        self._category = category
        own = f"call_{category}"
        self._ground, self._ink = ("on_call", own) if on_its_colour else (own, "on_call")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        paint_sign(painter, self._category, QRectF(self.rect()), self._ground, self._ink)
