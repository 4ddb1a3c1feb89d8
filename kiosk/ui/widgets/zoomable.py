"""A view that fingers zoom, drag and swipe; what it shows is its subclass's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted
from kiosk.ui.widgets.picture_grip import Grip, length
from kiosk.ui.widgets.viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

#: What one tap zooms to.
_CLOSE = 2.5


class Zoomable(Painted):
    """`zoomed` carries the zoom; 1 is the whole."""

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport()
        self._grip = Grip()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def tapped(self, point: QPointF) -> None:
        """A finger came and went in one place."""

    def swiped(self, steps: int) -> None:
        """The whole was pushed aside: 1 towards the next, -1 towards the one before."""

    @property
    def zoom(self) -> float:
        return self._viewport.zoom

    def toggle_zoom(self, about: QPointF | None = None) -> None:
        """Closer, about a point of the view; or the whole again."""
        point = about if isinstance(about, QPointF) else self._viewport.room.center()
        self.zoom_to(1.0 if self.zoom > 1.01 else _CLOSE, point)

    def zoom_to(self, zoom: float, about: QPointF) -> None:
        """Zoom so that what lies under `about` stays under it."""
        before = self.zoom
        self._viewport.zoom_to(zoom, about)
        self.update()
        if before != self.zoom:
            self.zoomed.emit(self.zoom)

    # --- hands ---

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> bool:
        points = [point.position() for point in event.points()]
        if event.type() == QEvent.Type.TouchBegin and self.childAt(points[0].toPoint()):
            # Left alone, Qt turns it into a press of the button that lies there.
            event.ignore()
            return False
        if event.type() == QEvent.Type.TouchCancel:
            self._grip = Grip()
        elif event.type() == QEvent.Type.TouchEnd:
            self._let_go(points[0])
        elif len(points) >= 2:
            self._pinch(points[0], points[1])
        elif event.type() == QEvent.Type.TouchBegin:
            self._grip = Grip.at(points[0])
        else:
            self._drag(points[0])
        event.accept()
        return True

    def _pinch(self, one: QPointF, other: QPointF) -> None:
        middle = (one + other) / 2
        spread = max(1.0, length(one - other))
        grip = self._grip
        if grip.spread is None:
            grip.spread, grip.zoom, grip.middle, grip.swipe = spread, self.zoom, middle, 0.0
        self._viewport.move(middle - grip.middle)
        grip.middle, grip.moved = middle, True
        self.zoom_to(grip.zoom * spread / grip.spread, middle)

    def _drag(self, point: QPointF) -> None:
        grip = self._grip
        if not grip.held or grip.spread is not None:
            return
        grip.moved = grip.moved or length(point - grip.start) > theme.px(14)
        if not grip.moved:
            return
        if self.zoom > 1.01:
            self._viewport.move(point - grip.last)
        else:
            grip.swipe = point.x() - grip.start.x()
        grip.last = point
        self.update()

    def _let_go(self, point: QPointF) -> None:
        grip, self._grip = self._grip, Grip()
        self.update()
        if not grip.held:
            return
        if not grip.moved:
            self.tapped(point)
        elif abs(grip.swipe) > min(theme.px(120), self.width() / 5):
            self.swiped(1 if grip.swipe < 0 else -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = Grip.at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_to(self.zoom * 1.0015 ** event.angleDelta().y(), event.position())
