"""A window without a display, as large as a real one, and the hands that touch it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtWidgets import QWidget

SCREEN = Path(__file__).with_name("screen.json")


def without_display() -> None:
    """Before the first `QApplication`. Qt's offscreen screen is 800×800 unless it is told
    otherwise, and a touch beyond it is lost without a word."""
    # Relative, because Qt parts the options at colons and Windows paths have one.
    where = os.path.relpath(SCREEN)
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={where}"


class Fingers:
    """Real touch events, one or several fingers at a time."""

    def __init__(self, widget: QWidget) -> None:
        from PySide6.QtTest import QTest

        self._test, self._widget = QTest, widget
        self._glass = QTest.createTouchDevice()

    def press(self, *points: QPointF | QPoint) -> None:
        event = self._test.touchEvent(self._widget, self._glass)
        for finger, point in enumerate(points):
            event.press(finger, _whole(point), self._widget)
        event.commit()

    def move(self, *points: QPointF | QPoint) -> None:
        event = self._test.touchEvent(self._widget, self._glass)
        for finger, point in enumerate(points):
            event.move(finger, _whole(point), self._widget)
        event.commit()

    def release(self, *points: QPointF | QPoint) -> None:
        event = self._test.touchEvent(self._widget, self._glass)
        for finger, point in enumerate(points):
            event.release(finger, _whole(point), self._widget)
        event.commit()

    def tap(self, point: QPointF | QPoint) -> None:
        self.press(point)
        self.release(point)


def _whole(point: QPointF | QPoint) -> QPoint:
    return point.toPoint() if hasattr(point, "toPoint") else point
