"""The andon beside the screen: begins when the station is open, ends before it is closed."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.andon.andon import Andon
    from kiosk.andon.here import Here
    from kiosk.operations.station import Station
    from kiosk.ui.andon.presence import AndonPresence

log = logging.getLogger(__name__)


class Caller:
    """Everything of it happens on threads of its own: not even its imports hold up the screen.
    `preferences` gives the station's settings as they are."""

    def __init__(
        self, presence: AndonPresence, preferences: Callable[[], Mapping[str, Any]]
    ) -> None:
        self._presence, self._preferences = presence, preferences
        self._station: Station | None = None
        self._andon: Andon | None = None
        self._turn = threading.Lock()
        self._ended = False

    def begin(self, station: Station) -> None:
        self._station = station
        self._apart(self._start)

    def set_anew(self) -> None:
        """The settings are others."""
        if self._station is not None:
            self._apart(self._start)

    def end(self) -> None:
        with self._turn:
            self._ended = True
            andon, self._andon = self._andon, None
        if andon is not None:
            andon.stop()

    def _start(self) -> None:
        from kiosk.andon.andon import Andon
        from kiosk.andon.settings import settings_of

        station = self._station
        assert station is not None
        with self._turn:
            if self._andon is not None:
                self._andon.stop()
                self._andon = None
            if not self._ended:  # a window may be closed before all this is loaded
                settings = settings_of(self._preferences())
                self._andon = Andon(station, lambda: here(station), settings, self._presence.tell)
                self._andon.start()

    def _apart(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="calling", daemon=True).start()


def here(station: Station) -> Here | None:
    """Which station of which line this is: its key from the link to its hub, all else from the
    roster. None while it has neither."""
    from kiosk.andon.here import here_of
    from kiosk.operations.roster import line_of, peers_of
    from kiosk.sync.link import link_of
    from kiosk.sync.rotation import keys_of

    link = link_of(station.store)
    if link is None:
        return None
    keys = [key.text for key in keys_of(link)]
    return here_of(link.device, keys, line_of(station), peers_of(station))
