"""Between the screen's thread and the station's: questions go down, answers and notices come up."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.station import Station

log = logging.getLogger(__name__)


class Desk(QObject):
    """Where screens ask operations. Nothing asked here ever blocks the screen's thread.

    `opened` comes once the station is open; what was asked before waits for it. `unopened`
    carries why it cannot be opened; `open` may be tried again.
    `changed` carries the station's `Change` notices; `failed` the `KnownError`s nobody caught;
    `broken` the traceback-worthy rest. `closing` comes before the station is closed.
    """

    opened = Signal(object)
    unopened = Signal(object)
    changed = Signal(object)
    closing = Signal()
    failed = Signal(object)
    broken = Signal(object)
    _arrived = Signal(object)

    def __init__(self, open_station: Callable[[], Station], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_station = open_station
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._station: Station | None = None
        self._waiting: list[tuple[Any, ...]] = []
        self._opener = ThreadPoolExecutor(max_workers=1, thread_name_prefix="opener")
        self._closed = False
        self._unanswered = 0

    @property
    def quiet(self) -> bool:
        """Everything asked so far has been answered."""
        return self._unanswered == 0 and not self._waiting

    @property
    def station(self) -> Station:
        """The open station. Only to hand on to operations."""
        assert self._station is not None, "asked before the station was open"
        return self._station

    @property
    def is_open(self) -> bool:
        return self._station is not None

    def open(self) -> None:
        """Open the station off the screen's thread."""
        self._when_done(self._opener.submit(self._try_to_open), self._took_over, None)

    def ask(
        self,
        operation: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Run `operation(station, *args)` on the writer thread; `then(result)` comes back here.

        `failed(error)` hears a `KnownError`; without it the error goes to the `failed` signal.
        """
        if self._station is None:
            self._waiting.append((operation, args, then, failed, kwargs))
        elif not self._closed:
            self._when_done(self._station.submit(operation, *args, **kwargs), then, failed)

    def close(self) -> None:
        """Finish what was asked, then close the station. Twice does no harm."""
        if self._closed:
            return
        self._closed = True
        self.closing.emit()
        self._opener.shutdown(wait=True)
        if self._station is not None:
            self._station.close()

    def _try_to_open(self) -> Station | None:
        try:
            return self._open_station()
        except Exception as error:  # the top of the opener's thread
            if not isinstance(error, KnownError):
                log.exception("the station cannot be opened")
            self.unopened.emit(error)
            return None

    def _took_over(self, station: Station | None) -> None:
        if station is None:
            return
        self._station = station
        station.on_change(self.changed.emit)
        self.opened.emit(station)
        waiting, self._waiting = self._waiting, []
        for operation, args, then, failed, kwargs in waiting:
            self.ask(operation, *args, then=then, failed=failed, **kwargs)

    def _when_done(
        self,
        future: Future[Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[KnownError], None] | None,
    ) -> None:
        self._unanswered += 1
        future.add_done_callback(lambda done: self._arrived.emit((done, then, failed)))

    def _deliver(
        self,
        arrived: tuple[
            Future[Any], Callable[[Any], None] | None, Callable[[KnownError], None] | None
        ],
    ) -> None:
        self._unanswered -= 1
        done, then, failed = arrived
        error = done.exception()
        if error is None:
            if then is not None:
                then(done.result())
        elif isinstance(error, KnownError):
            (failed or self.failed.emit)(error)
        else:
            log.error("an operation failed", exc_info=error)
            self.broken.emit(error)
