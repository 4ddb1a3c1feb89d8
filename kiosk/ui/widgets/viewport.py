"""Where a picture lies in its view: fitted, zoomed about a point, never lost out of sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

LARGEST = 6.0


class Viewport:
    """`zoom` 1 is the whole picture fitted into the room; `area` is where it is drawn."""

    def __init__(self) -> None:
        self.room = QRectF()
        self.picture = QSizeF()
        self.zoom = 1.0
        self._centre = QPointF(0.5, 0.5)

    def show(self, picture: QSizeF) -> None:
        """Another picture, whole."""
        self.picture = picture
        self.reset()

    def resize(self, room: QRectF) -> None:
        self.room = room
        self._hold()

    def reset(self) -> None:
        self.zoom, self._centre = 1.0, QPointF(0.5, 0.5)

    @property
    def area(self) -> QRectF:
        size = self._fitted() * self.zoom
        middle = self.room.center()
        return QRectF(
            middle.x() - self._centre.x() * size.width(),
            middle.y() - self._centre.y() * size.height(),
            size.width(),
            size.height(),
        )

    def at(self, fraction: QPointF) -> QPointF:
        """The point of the view where that fraction of the picture lies."""
        area = self.area
        return QPointF(
            area.x() + fraction.x() * area.width(), area.y() + fraction.y() * area.height()
        )

    def zoom_to(self, zoom: float, about: QPointF) -> None:
        """Zoom so that what lies under `about` stays under it."""
        before = self.area
        if before.isEmpty():
            return
        under = QPointF(
            (about.x() - before.x()) / before.width(), (about.y() - before.y()) / before.height()
        )
        self.zoom = min(max(zoom, 1.0), LARGEST)
        now = self.at(under)
        self.move(about - now)

    def move(self, by: QPointF) -> None:
        size = self._fitted() * self.zoom
        if not size.isEmpty():
            self._centre -= QPointF(by.x() / size.width(), by.y() / size.height())
        self._hold()

    def _fitted(self) -> QSizeF:
        if self.picture.isEmpty() or self.room.isEmpty():
            return QSizeF()
        share = min(
            self.room.width() / self.picture.width(), self.room.height() / self.picture.height()
        )
        return self.picture * share

    def _hold(self) -> None:
        """Keep the picture over the room: its edges never come inside, small sides stay centred."""
        size = self._fitted() * self.zoom
        for get, put, length, room in (
            (self._centre.x, self._centre.setX, size.width(), self.room.width()),
            (self._centre.y, self._centre.setY, size.height(), self.room.height()),
        ):
            half = room / 2 / length if length else 0.5
            put(0.5 if half >= 0.5 else min(max(get(), half), 1 - half))
