"""The sync beside the screen: begins when the station is open, ends before it is closed."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from kiosk.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.station import Station
    from kiosk.sync.calendar import Calendar
    from kiosk.sync.loop import Sync
    from kiosk.ui.hub.presence import Presence


TURN_S = 0.0005
"""A thread that computes gives way after so long. A confirmation passes from the screen to the
writer, to the disk and back; with Python's 5 ms it waited up to 17 ms while a long journal was
sent, more than a frame."""


class Reconciler:
    """Everything of it happens on threads of its own: not even its imports hold up the screen."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self._station: Station | None = None
        self._sync: Sync | None = None
        self._calendar: Calendar | None = None
        self._turn = threading.Lock()
        self._ended = False
        presence.wanted.connect(self._wake)
        presence.invited.connect(self._enrol)

    def begin(self, station: Station) -> None:
        self._station = station
        sys.setswitchinterval(TURN_S)
        self._apart(self._start)

    def end(self) -> None:
        with self._turn:
            self._ended = True
        if self._calendar is not None:
            self._calendar.stop()
        if self._sync is not None:
            self._sync.stop()

    def _start(self) -> None:
        from kiosk.sync.assembly import sync_of
        from kiosk.sync.calendar import Calendar

        assert self._station is not None
        sync = sync_of(self._station)
        sync.on_status(self._presence.tell)
        with self._turn:
            if not self._ended:  # a window may be closed before all this is loaded
                self._sync = sync
                sync.start()
                self._calendar = Calendar(self._station)
                self._calendar.start()

    def _wake(self) -> None:
        if self._sync is not None:
            self._sync.wake()

    def _enrol(self, text: str) -> None:
        self._apart(lambda: self._join(text))

    def _join(self, text: str) -> None:
        from kiosk.sync.enrolment import enrol, invitation_in

        assert self._station is not None
        try:
            enrol(self._station, invitation_in(text))
        except KnownError as error:
            self._presence.tell_failure(error)
            return
        self._presence.joined.emit()
        self._wake()

    def _apart(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="reconciling", daemon=True).start()
