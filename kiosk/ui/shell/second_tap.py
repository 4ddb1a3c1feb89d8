"""A gloved hand taps twice. The second tap was not meant for what the first one brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

#: Two taps of one nervous finger are 80 to 200 ms apart; nobody reads a new screen in that time.
_TWICE_MS = 250
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class SecondTap:
    """Asked about every press on the window. Keys of a pad may be struck as fast as one likes;
    what goes on to something new takes one tap, and what has just appeared under the finger none.
    """

    def __init__(self) -> None:
        self._at_ms = -_TWICE_MS
        self._place = QPoint()
        self._touched: QWidget | None = None

    def is_stray(self, event: QMouseEvent, touched: QWidget | None) -> bool:
        """Whether this press, which would hit `touched`, is to be lost."""
        if event.type() not in _PRESSES:
            return False
        place = event.position().toPoint()
        soon = 0 <= event.timestamp() - self._at_ms < _TWICE_MS
        near = (place - self._place).manhattanLength() < theme.px(40)
        same = touched is self._touched and not isinstance(touched, PrimaryButton)
        self._at_ms, self._place, self._touched = event.timestamp(), place, touched
        return soon and near and not same
