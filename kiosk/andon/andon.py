"""The andon of this station: its calls go out to the line, the line's calls come in, and what
nobody answers goes on to the next. On one thread of its own; nothing it does holds up the work."""

from __future__ import annotations

import logging
import threading
import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.andon.errors import CannotListen, NoMulticast, OtherPort
from kiosk.andon.lamps import Lamps, payload_of, state_of, topic_of
from kiosk.andon.line import Line, in_order
from kiosk.andon.own import OwnCalls
from kiosk.andon.standing import Standing
from kiosk.operations.andon import (
    AndonStatus,
    HeardCall,
    settle_answer,
    take_up_answer,
    waiting_answers,
)
from kiosk.operations.exceptions import escalate_exception
from sop.andon import Story, due
from sop.wire.andon import Calls, Coming, Heard, Noted, Said

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from kiosk.andon.here import Here
    from kiosk.andon.settings import Mqtt, Settings
    from kiosk.errors import KnownError
    from kiosk.operations.exceptions import Handled
    from kiosk.operations.station import Change, Station

log = logging.getLogger(__name__)

TURN_MS = 250
LOOK_S = 3.0
"""How often it is looked who belongs to the line and where this machine is."""
DIAL_S = 8.0
"""Whoever was not heard for so long is dialled anew."""
_RECOVER_S = 2.0

_decode = msgspec.json.Decoder(Said).decode
_encode = msgspec.json.Encoder().encode


class Andon:
    """`start` it after the station is open, `stop` it before it is closed. `here` says which
    station this is, None when it is on no line; `tell` hears every change, on this thread."""

    def __init__(
        self,
        station: Station,
        here: Callable[[], Here | None],
        settings: Settings,
        tell: Callable[[AndonStatus], None] = lambda _status: None,
    ) -> None:
        self._station, self._here, self._settings, self._tell = station, here, settings, tell
        self._line = Line(station.name)
        self._own = OwnCalls(station)
        self._stories: list[Story] = []
        self._own_since_ns = 0
        self._standing = Standing(settings, self._line, self.wake)
        self._looked_s: float | None = None
        self._to_do: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._under_way: set[tuple[str, ...]] = set()
        self._news, self._stopping = threading.Event(), threading.Event()
        self._told: AndonStatus | None = None
        self._lamps: Lamps | None = None
        self._lamp_topic = ""
        self._thread = threading.Thread(target=self._run, name="andon", daemon=True)
        station.on_change(self._something_happened)

    def start(self) -> None:
        self._news.set()
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self.wake()
        if self._thread.ident is not None:
            self._thread.join(3)

    def wake(self) -> None:
        """Something is new. From any thread."""
        self._news.set()
        self._standing.ring()

    # --- the loop ---

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._turn()
            except Exception as error:  # the top of the thread: the andon must not end with it
                if not self._stopping.is_set():
                    log.exception("the andon stumbled")
                    self._show(CannotListen(f"{type(error).__name__}: {error}"))
                    self._standing.lose()
                    self._stopping.wait(_RECOVER_S)
        self._standing.lose()
        if self._lamps is not None:
            self._lamps.close()

    def _turn(self) -> None:
        now = time.monotonic()
        if self._looked_s is None or now - self._looked_s >= LOOK_S:
            self._look(now)
        if self._news.is_set():
            self._news.clear()
            self._read()
        self._do_what_came()
        for device, said in self._line.due(time.monotonic()):
            self._standing.send(device, _encode(said))
        self._escalate()
        self._show(self._trouble())
        for device, message in self._standing.receive(TURN_MS, self._news):
            self._hear(device, message)

    def _look(self, now: float) -> None:
        self._looked_s = now
        self._news.set()  # what was read too early, or was told of too late, is read then
        self._line.station = self._station.name
        self._standing.stand(self._here(), now)
        for device in self._line.to_dial(now, DIAL_S):
            self._standing.dial_anew(device)

    def _read(self) -> None:
        stories = self._own.read()
        self._line.answers = waiting_answers(self._station)
        if stories != self._stories:
            self._stories = stories
            self._own_since_ns = self._station.clock.monotonic_ns()
            self._line.call(self._own.told(stories))
        if self._settings.mqtt is not None:
            self._light(self._settings.mqtt)

    def _do_what_came(self) -> None:
        while True:
            try:
                self._to_do.get_nowait()()
            except Empty:
                return

    # --- hearing ---

    def _hear(self, device: str, message: bytes) -> None:
        try:
            said = _decode(message)
        except msgspec.MsgspecError:  # of a newer program
            log.debug("not understood: %r", message[:200])
            return
        clock_ns = self._station.clock.monotonic_ns()
        self._line.heard(device, said, time.monotonic(), clock_ns)
        if isinstance(said, Calls):
            self._answer(device, Heard(session=self._line.session, of=said.session,
                                       number=said.number))  # fmt: skip
        elif isinstance(said, Coming):
            self._take_up(device, said)
        elif isinstance(said, Noted):
            self._settle(said)

    def _answer(self, device: str, said: Said) -> None:
        self._standing.send(device, _encode(said))

    def _take_up(self, device: str, said: Coming) -> None:
        """Whoever says so is believed as far as its key goes; the person only by our roster."""
        where = self._line.others[device].station if device in self._line.others else said.station

        def noted(refused: str) -> None:
            self._answer(device, Noted(session=self._line.session, exception=said.exception,
                                       person=said.person, refused=refused))  # fmt: skip

        key = ("coming", said.exception, said.person)
        self._ask(key, noted, take_up_answer, said.exception, said.person, where)

    def _settle(self, said: Noted) -> None:
        waiting = [
            one
            for one in self._line.answers
            if (one.exception, one.person) == (said.exception, said.person)
        ]
        if not waiting:
            return
        if said.refused:
            refused = self._line.refused.setdefault(said.exception, {})
            refused[waiting[0].name] = said.refused
        key = ("noted", said.exception, said.person)
        self._ask(key, lambda _none: self._news.set(), settle_answer, said.exception, said.person)

    def _ask(
        self,
        key: tuple[str, ...],
        then: Callable[[Any], None],
        operation: Callable[..., Any],
        *args: Any,
    ) -> None:
        """On the writer's thread; `then` on ours. While it is under way it is not asked twice."""
        if key in self._under_way:
            return
        self._under_way.add(key)

        def done(future: Future[Any]) -> None:
            self._to_do.put(lambda: self._came(key, then, future))
            self.wake()

        self._station.submit(operation, *args).add_done_callback(done)

    def _came(self, key: tuple[str, ...], then: Callable[[Any], None], future: Future[Any]) -> None:
        self._under_way.discard(key)
        error = future.exception()
        if error is not None:  # a full disk: it is asked again, for it is said again
            log.warning("%s: %s", key[0], error)
            return
        then(future.result())

    # --- going on to the next ---

    def _escalate(self) -> None:
        if not self._stories:
            return
        now = self._own.now()
        for story in self._stories:
            to = due(story, self._own.awake, now, self._settings.minutes)
            if to is not None:
                key = ("escalate", story.exception, to)
                self._ask(key, self._escalated(key), escalate_exception, story.exception, to)

    def _escalated(self, key: tuple[str, ...]) -> Callable[[Handled], None]:
        def heard(handled: Handled) -> None:
            if handled.refusal is not None:  # the rules' last word: not asked again
                self._under_way.add(key)

        return heard

    # --- telling ---

    def _light(self, settings: Mqtt) -> None:
        """The broker is told what there is to see; whether it hears it holds up nothing."""
        line, name = self._standing.line, self._station.name
        topic = topic_of(settings.topic, line, name)
        if self._lamps is None or topic != self._lamp_topic:
            if self._lamps is not None:
                self._lamps.close()
            gone = payload_of(name, line, "gone", ())
            self._lamps = Lamps(settings, topic, gone, self._station.store.folder)
            self._lamp_topic = topic
        running = bool(self._station.store.runs("running", limit=1))
        state = state_of(self._line.own, running)
        self._lamps.show(payload_of(name, line, state, self._line.own))

    def _something_happened(self, _change: Change) -> None:
        self.wake()

    def _trouble(self) -> KnownError | None:
        standing = self._standing
        if not standing.stands:
            return None
        if standing.problem:
            return CannotListen(standing.problem)
        if standing.no_multicast and not self._settings.addresses:
            return NoMulticast(standing.no_multicast)
        if standing.port != self._settings.port:
            return OtherPort(standing.port, self._settings.port)
        return None

    def _show(self, trouble: KnownError | None) -> None:
        now, now_ns = time.monotonic(), self._station.clock.monotonic_ns()
        status = AndonStatus(
            reach="trouble" if isinstance(trouble, CannotListen)
            else "listening" if self._standing.stands else "alone",
            calls=in_order([*self._ours(), *self._line.calls(now)], now_ns),
            neighbours=self._line.neighbours(now),
            port=self._standing.port,
            trouble=trouble,
        )  # fmt: skip
        if not _alike(status, self._told):
            self._told = status
            self._tell(status)

    def _ours(self) -> list[HeardCall]:
        return [
            HeardCall(station=self._station.name, device="", call=call, own=True,
                      at_ns=self._own_since_ns)
            for call in self._line.own
        ]  # fmt: skip


def _alike(one: AndonStatus, other: AndonStatus | None) -> bool:
    """Whether a screen would show the same. Errors are never equal, what they say may be."""
    if other is None or (one.trouble and one.trouble.en) != (other.trouble and other.trouble.en):
        return False
    return msgspec.structs.replace(one, trouble=None) == msgspec.structs.replace(
        other, trouble=None
    )
