"""The one loop that talks to the hub: on its own thread, by the monotonic clock, for ever.

It never stops trying while there is something to say or hear; it waits longer after failures,
never so long that a returned network goes unnoticed, and as long as a busy hub asks for.
"""

from __future__ import annotations

import logging
import random
import threading
from typing import TYPE_CHECKING, Protocol

from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from kiosk.errors import KnownError
from kiosk.operations.timekeeping import look_at_clock
from kiosk.sync.errors import NotTheHub, Refused, Unreachable
from kiosk.sync.health import health_of
from kiosk.sync.link import Link, link_of
from kiosk.sync.rotation import keys_of
from kiosk.sync.status import status_of
from kiosk.sync.transport import Hub
from kiosk.sync.uplink import Uplink

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.reconciling import State, SyncStatus
    from kiosk.operations.station import Change, Station
    from sop.wire.messages import Welcome

log = logging.getLogger(__name__)

INTERVAL_S = 20.0
"""Between two sessions when nothing happens; each time up to half more or less."""
GATHER_S = 0.4
"""What happens within it travels together."""
LONGEST_S = 20.0
"""Between two tries: people who plugged the cable in again look at the chip."""
_backoff = wait_random_exponential(multiplier=1, min=0.5, max=LONGEST_S)


class Downlink(Protocol):
    def run(self, hub: Hub, welcome: Welcome) -> None: ...


def connect(link: Link) -> Hub:
    return Hub(link.url, link.device, keys_of(link))


class Sync:
    """`start` it after the station is open, `stop` it before it is closed.

    `on_status` listeners are called on the loop's thread.
    """

    def __init__(
        self,
        station: Station,
        downlink: Downlink | None = None,
        connect: Callable[[Link], Hub] = connect,
    ) -> None:
        self._station = station
        self._downlink = downlink
        self._connect = connect
        self._state: State = "starting"
        self._reason: KnownError | None = None
        self._hub: Hub | None = None
        self._link: tuple[str, str, str] = ("", "", "")
        self._news = threading.Event()  # something to say, or somebody wants it now
        self._now = threading.Event()  # somebody wants it now: a wait after a failure ends too
        self._stopping = threading.Event()
        self._listeners: list[Callable[[SyncStatus], None]] = []
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        self._station.on_change(self._something_happened)
        self._thread.start()

    def stop(self, patience: float = 5) -> None:
        """Ends after the request in hand. Nothing is lost when it is not waited for."""
        self._stopping.set()
        self.wake()
        self._thread.join(patience)

    def wake(self) -> None:
        """Try now: somebody tapped the chip, or the hub has something new."""
        self._now.set()
        self._news.set()

    def on_status(self, listener: Callable[[SyncStatus], None]) -> None:
        self._listeners.append(listener)

    def status(self) -> SyncStatus:
        """Not for the screen's thread: it reads the database."""
        return status_of(self._station, self._state, self._reason)

    # --- the loop ---

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._until_it_works()
            self._news.wait(INTERVAL_S * random.uniform(0.5, 1.5))
            self._stopping.wait(GATHER_S)
            self._news.clear()

    def _until_it_works(self) -> None:
        trying = Retrying(
            retry=retry_if_exception_type(Exception),
            wait=_pause,
            sleep=self._rest,
            stop=lambda _state: self._stopping.is_set(),
            before_sleep=self._failed,
            retry_error_callback=lambda _state: None,
        )
        trying(self._session)

    def _session(self) -> None:
        """One exchange, up and down."""
        self._station.submit(look_at_clock).result()
        hub = self._known_hub()
        if hub is None:
            self._stands("alone")
            return
        welcome = Uplink(self._station, hub, self._progressed).run(health_of(self._station))
        self._stands("online")
        if self._downlink is not None:
            self._downlink.run(hub, welcome)

    def _known_hub(self) -> Hub | None:
        """Connected anew when this station was enrolled elsewhere or its key changed."""
        link = link_of(self._station.store)
        wanted = ("", "", "") if link is None else (link.url, link.device, link.key)
        if wanted != self._link:
            if self._hub is not None:
                self._hub.close()
            self._hub = None if link is None else self._connect(link)
            self._link = wanted
        return self._hub

    def _failed(self, attempt: RetryCallState) -> None:
        error = attempt.outcome.exception() if attempt.outcome else None
        if isinstance(error, (Unreachable, NotTheHub)):
            self._stands("offline", error)
        elif isinstance(error, KnownError):
            self._stands("refused", error)
        else:
            log.error("a session with the hub failed", exc_info=error)
            self._stands("offline")

    def _rest(self, seconds: float) -> None:
        self._now.wait(seconds)
        self._now.clear()

    # --- telling ---

    def _something_happened(self, _change: Change) -> None:
        self._news.set()

    def _progressed(self, _have: int) -> None:
        self._stands("online")

    def _stands(self, state: State, reason: KnownError | None = None) -> None:
        self._state, self._reason = state, reason
        if self._listeners:
            status = self.status()
            for listener in list(self._listeners):
                listener(status)


def _pause(attempt: RetryCallState) -> float:
    """As long as the hub asks for, and a little more so that not all come back at once."""
    error = attempt.outcome.exception() if attempt.outcome else None
    if isinstance(error, Refused) and error.retry_after is not None:
        return error.retry_after * random.uniform(1.0, 1.25)
    return _backoff(attempt)
