"""What a screen is to the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context


class Screen(QWidget):
    """One full screen. Made once, then entered and left.

    A screen renders and emits; what it shows comes from its view model, where it goes next is
    said through `self.context.go(name, **what)`.
    """

    #: Runs without anybody signed in (the badge and lock screens).
    needs_person = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._unsaid = False

    def enter(self, **what: Any) -> None:
        """The screen comes into view, with what it was asked to show."""

    def again(self) -> dict[str, Any] | None:
        """What to be entered with to show the same once more: after the window was turned or
        resized screens are made anew, and after a lock the person comes back. None when it is
        what the screen was entered with."""
        return None

    def in_hand(self) -> str:
        """What is worked on here, for whoever stands before the locked screen; empty for nothing.
        It names nothing that only the person who works may see."""
        return ""

    def leave(self) -> None:
        """The screen goes out of view: let go of camera, timers, players."""

    def expectation(self) -> Expectation | None:
        """What the camera should look for while this screen is in view; None rests it."""
        return None

    def scanned(self, scan: Scan) -> bool:
        """A code was read by camera or keyboard-style scanner. True when it meant something."""
        return False

    def retranslate(self) -> None:
        """Say everything again, in the language now in force."""

    def changeEvent(self, event: QEvent) -> None:
        """Out of view a screen need not speak: saying a long record again takes some frames."""
        if event.type() == QEvent.Type.LanguageChange:
            self._unsaid = not self.isVisible()
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._unsaid:
            self._unsaid = False
            self.retranslate()
        super().showEvent(event)
