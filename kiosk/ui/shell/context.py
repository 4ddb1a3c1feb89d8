"""What every screen is handed: desk, eyes, preferences, sounds, and the way elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.ui.andon.presence import AndonPresence
from kiosk.ui.hub.presence import Presence
from kiosk.ui.sounds import Sounds

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.ui.desk import Desk
    from kiosk.ui.preferences import Preferences
    from kiosk.ui.shell.eyes import Eyes


class Navigator(Protocol):
    """The shell as screens see it."""

    def go(self, name: str, **what: Any) -> None:
        """Show the screen of that name."""

    def show_sheet(self, sheet: QWidget) -> None:
        """Lay one sheet over the screen; an earlier one goes."""

    def close_sheet(self) -> None: ...

    @property
    def sheet(self) -> QWidget | None:
        """The sheet that lies over the screen."""

    def look(self) -> None:
        """What the screen in view hopes to see has changed: tell the camera."""

    def lock(self, reason: str = "idle") -> None:
        """Sign out and show the badge screen."""

    def unlock(self) -> None:
        """Somebody has signed in."""

    def say(self, text: str, kind: str = "info") -> None:
        """A passing message: info, pass, attention or fail."""


@dataclass(frozen=True)
class Context:
    desk: Desk
    eyes: Eyes
    preferences: Preferences
    shell: Navigator
    sounds: Sounds = field(default_factory=Sounds)
    presence: Presence = field(default_factory=Presence)
    andon: AndonPresence = field(default_factory=AndonPresence)

    @property
    def language(self) -> str:
        """The language of the screen, as in procedures: zh or en."""
        return self.preferences.language

    def go(self, name: str, **what: Any) -> None:
        self.shell.go(name, **what)
