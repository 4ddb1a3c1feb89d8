"""A hand at the screen: it sees what is visible, taps where a finger can reach, and waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_S = 20.0
#: A page just turned to has yet to give its parts their places.
_SETTLES_S = 2.0


class NotReached(Exception):
    """What should have been on the screen was not."""


class Hands:
    """Works in one window. Everything waits until it is so, and says what it waited for."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    # --- waiting ---

    def rest(self, seconds: float) -> None:
        """Let the screen do what it does for so long."""
        end = time.monotonic() + seconds
        while True:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if time.monotonic() >= end:
                return
            time.sleep(0.002)

    def until(self, so: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
        """Wait for it. Raises `NotReached` naming `what` when it does not come."""
        end = time.monotonic() + seconds
        while not so():
            if time.monotonic() >= end:
                raise NotReached(what)
            self.rest(0.01)

    # --- seeing ---

    def buttons(self) -> Iterator[QAbstractButton]:
        for button in self.window.findChildren(QAbstractButton):
            if button.isVisible():
                yield button

    def button(self, name: str) -> QAbstractButton:
        """The visible button called that, or whose name begins so."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            found[:] = [b for b in self.buttons() if b.accessibleName().startswith(name)]
            return bool(found)

        self.until(look, f"a button called {name!r}")
        exact = [button for button in found if button.accessibleName() == name]
        return (exact or found)[0]

    def part(self, kind: type[QWidget], name: str = "") -> QWidget | None:
        """A visible part of that kind, if there is one."""
        parts = self.window.findChildren(kind, name) if name else self.window.findChildren(kind)
        return next((part for part in parts if part.isVisible()), None)

    # --- touching ---

    def tap(self, widget: QWidget, at: QPointF | None = None) -> None:
        """A tap in its middle, or at a point of it. Raises when something lies over it."""
        self.press(widget, at)
        self.release(widget, at)

    def tap_named(self, name: str) -> None:
        self.tap(self.button(name))

    def press(self, widget: QWidget, at: QPointF | None = None) -> None:
        self._send(QEvent.Type.MouseButtonPress, *self._aim(widget, at))

    def release(self, widget: QWidget, at: QPointF | None = None) -> None:
        self._send(QEvent.Type.MouseButtonRelease, *self._aim(widget, at))
        self.rest(0)

    def hold(self, widget: QWidget, so: Callable[[], object], what: str) -> None:
        """Keep the finger on it until it is so."""
        self.press(widget)
        try:
            self.until(so, what)
        finally:
            self._send(QEvent.Type.MouseButtonRelease, widget, QPointF(widget.rect().center()))

    def _aim(self, widget: QWidget, at: QPointF | None) -> tuple[QWidget, QPointF]:
        """What a finger would hit there; it must be the widget or a part of it."""
        self._scroll_to(widget)
        self.until(lambda: widget.isVisible() and widget.isEnabled(), f"{_name(widget)} to tap")
        end = time.monotonic() + _SETTLES_S
        while True:
            local = at if at is not None else QPointF(widget.rect().center())
            hit = self.window.childAt(widget.mapTo(self.window, local.toPoint()))
            if hit is not None and (hit is widget or widget.isAncestorOf(hit)):
                return widget, local
            if time.monotonic() >= end:
                raise NotReached(f"{_name(widget)} lies under {_name(hit)}")
            self.rest(0.02)

    def _scroll_to(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            area = parent.parentWidget()
            holder = area.parentWidget() if area is not None else None
            if isinstance(holder, QScrollArea) and holder.widget() is parent:
                holder.ensureWidgetVisible(widget, 0, 40)
            elif isinstance(area, QScrollArea) and area.widget() is parent:
                area.ensureWidgetVisible(widget, 0, 40)
            parent = area

    def _send(self, kind: QEvent.Type, widget: QWidget, local: QPointF) -> None:
        down = kind == QEvent.Type.MouseButtonPress
        left = Qt.MouseButton.LeftButton
        held = left if down else Qt.MouseButton.NoButton
        everywhere = QPointF(widget.mapToGlobal(QPoint(0, 0))) + local
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, local, everywhere, left, held, none)
        QCoreApplication.sendEvent(widget, event)


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()!r}".strip()
