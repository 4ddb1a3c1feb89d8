"""The station: what every operation stands on. One thread writes; everybody is told afterwards."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kiosk.clock import Clock
from kiosk.errors import KnownError
from kiosk.operations.ruling import Ruling
from kiosk.operations.timekeeping import Seen, look_at_clock
from kiosk.store import Capture, Draft, NewRun, RunChange, RunUpdate, Store, Stored
from sop.answers import Scanned
from sop.commands import Command
from sop.events import (
    CheckPassed,
    Event,
    ExceptionAnswered,
    ExceptionDisposed,
    ExceptionEscalated,
    ExceptionRaised,
    ExecutionAborted,
    ExecutionCompleted,
    ExecutionPaused,
    ExecutionResumed,
    ExecutionStarted,
    HandedOver,
    NoteAdded,
    Person,
)
from sop.execution import Aside, Decision, Refusal, apply, begin, decide_aside, follow
from sop.execution.cases import Cases
from sop.procedure import Procedure
from sop.release import Release, decode_release
from sop.state import ExecutionState
from sop.station_events import BaseFact

if TYPE_CHECKING:
    from kiosk.operations.pins.counting import Tries

T = TypeVar("T")

_encode = msgspec.json.Encoder().encode
_decode_event = msgspec.json.Decoder(Event).decode
_STATUS_EVENTS = (
    ExecutionPaused,
    ExecutionResumed,
    ExecutionAborted,
    ExecutionCompleted,
    HandedOver,
)
_ABOUT_EXCEPTIONS = (
    ExceptionRaised,
    ExceptionAnswered,
    ExceptionEscalated,
    ExceptionDisposed,
    NoteAdded,
)
_KEPT_STATES = 16


class Outcome(msgspec.Struct, frozen=True):
    """What came of a command: new events, all durable, or a refusal that changed nothing."""

    state: ExecutionState
    events: tuple[Event, ...] = ()
    refusal: Refusal | None = None
    stored: tuple[Stored, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """The notice that goes up after a commit. `execution` is None for station-wide changes."""

    topic: str
    execution: str | None = None


class NobodySignedIn(KnownError):
    def __init__(self) -> None:
        super().__init__(
            "nobody_signed_in", "请先刷卡登录。", "Nobody is signed in. Scan your badge first."
        )


class Station:
    """The station's own side of the work.

    Operations are plain functions taking a Station; `submit` runs them on the one thread that
    writes. Listeners are called on that thread, after the commit.
    """

    def __init__(self, store: Store, clock: Clock, name: str, operation: str | None = None) -> None:
        self.store = store
        self.clock = clock
        self.name = name
        self.operation = operation
        self.person: Person | None = None
        self.ruling = Ruling()
        self.pin_tries: Tries | None = None
        self.locked_pins: tuple[str, ...] = ()
        self.clock_seen: Seen | None = None
        self._states: OrderedDict[str, ExecutionState] = OrderedDict()
        self._releases: dict[str, Release] = {}
        self._listeners: list[Callable[[Change], None]] = []
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    # --- threads and notices ---

    def submit(self, operation: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
        """Run `operation(station, …)` on the writer thread."""
        return self._worker.submit(operation, self, *args, **kwargs)

    def on_change(self, listener: Callable[[Change], None]) -> None:
        self._listeners.append(listener)

    def tell(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)

    def close(self) -> None:
        """Finish what was submitted, then close the store."""
        self._worker.shutdown(wait=True)
        self.store.close()

    # --- who and when ---

    def signed_in(self) -> Person:
        """Who works here now. Raises `NobodySignedIn`."""
        if self.person is None:
            raise NobodySignedIn()
        return self.person

    def now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)

    def stamp(self) -> dict[str, Any]:
        """Who asks, when, and how far east of UTC: what every command carries."""
        now = self.clock.now()
        offset = now.utcoffset() or timedelta()
        return {
            "at": int(now.timestamp() * 1000),
            "by": self.signed_in(),
            "offset_minutes": int(offset.total_seconds()) // 60,
        }

    # --- releases and states ---

    def release(self, digest: str) -> Release:
        """The installed release of that digest. Raises `KeyError` when it was never installed."""
        if digest not in self._releases:
            self._releases[digest] = self._load_release(digest)
        return self._releases[digest]

    def _load_release(self, digest: str) -> Release:
        installed = self.store.releases.get(digest)
        if installed is None:
            raise KeyError(digest)
        return decode_release(installed.body)

    def state(self, execution: str) -> ExecutionState:
        """Where that execution stands, rebuilt from its events when it is not at hand."""
        if execution not in self._states:
            self._remember(execution, self._replay(execution))
        self._states.move_to_end(execution)
        return self._states[execution]

    def _replay(self, execution: str) -> ExecutionState:
        events = [_decode_event(stored.data) for stored in self.store.events(execution)]
        started = events[0]
        assert isinstance(started, ExecutionStarted)
        return reduce(apply, events, begin(self.release(started.release).procedure))

    def _remember(self, execution: str, state: ExecutionState) -> None:
        self._states[execution] = state
        while len(self._states) > _KEPT_STATES:
            self._states.popitem(last=False)

    # --- the one way down ---

    def begin(self, procedure: Procedure, command: Command, execution: str) -> Outcome:
        """Carry out the Start command of a new execution."""
        return self._carry_out(begin(procedure), command, execution)

    def carry_out(self, execution: str, command: Command) -> Outcome:
        """Decide, record, apply, tell. When this returns with events, they are on disk.

        Raises `DiskFull`, `StaleExecution` and the other errors of the store; then nothing of
        the command was recorded.
        """
        return self._carry_out(self.state(execution), command, execution)

    def _carry_out(self, state: ExecutionState, command: Command, execution: str) -> Outcome:
        decision = self.ruling.decide(state, command)
        if isinstance(decision, Refusal):
            return Outcome(state, refusal=decision)
        look_at_clock(self)
        after = reduce(apply, decision, state)
        stored = self.store.append(
            [_draft(event, execution) for event in decision],
            run=_run_update(decision, after),
            captures=_captures(decision),
        )
        self._remember(execution, after)
        self.tell(Change("execution", execution))
        self._hear_of_exceptions(decision, execution)
        return Outcome(after, decision, stored=tuple(stored))

    def carry_out_aside(self, cases: Cases, command: Aside) -> Decision:
        """As `carry_out`, for an exception that belongs to no run; `cases` are those open."""
        decision = decide_aside(cases, command)
        if isinstance(decision, Refusal):
            return decision
        self.store.append([_draft(event, None) for event in decision])
        self._hear_of_exceptions(decision, None)
        return decision

    def _hear_of_exceptions(self, events: tuple[Event, ...], execution: str | None) -> None:
        if any(isinstance(event, _ABOUT_EXCEPTIONS) for event in events):
            self.heed_exceptions()
            self.tell(Change("exceptions", execution))

    def heed_exceptions(self) -> None:
        """Say anew whether an exception stops this station. On the writer's thread."""
        stored = self.store.open_exceptions()
        told = (_decode_event(each.data) for each in stored)
        cases: Cases = reduce(follow, told, {})
        stopping = (each for each, it in cases.items() if it.holds and it.raised.effect == "stop")
        self.ruling = msgspec.structs.replace(self.ruling, stopped=tuple(stopping))

    def note(self, kind: str, **data: Any) -> None:
        """Record a fact of the station that belongs to no execution."""
        actor = self.person.id if self.person else None
        self.store.append([Draft(kind=kind, data=_encode(data), actor=actor)])

    def record(self, fact: BaseFact) -> Stored:
        """Record a fact of the station that belongs to no execution, under the name of its class.
        Durable when this returns; photographs it names are on disk already."""
        actor = self.person.id if self.person else None
        draft = Draft(kind=type(fact).__name__, data=_encode(fact), actor=actor)
        return self.store.append([draft])[0]


def _draft(event: Event, execution: str | None) -> Draft:
    return Draft(
        kind=type(event).__name__,
        data=_encode(event),
        execution=execution,
        actor=event.by or None,
    )


def _run_update(events: tuple[Event, ...], after: ExecutionState) -> RunUpdate | None:
    """The lists need to hear only of beginnings, ends, pauses and changes of hand."""
    first = events[0]
    if isinstance(first, ExecutionStarted):
        return _new_run(first, after)
    if not any(isinstance(event, _STATUS_EVENTS) for event in events):
        return None
    operator = after.operator.id if after.operator else None
    return RunChange(execution=after.execution, status=after.status, operator=operator)


def _new_run(started: ExecutionStarted, state: ExecutionState) -> NewRun:
    order = started.work_order
    return NewRun(
        execution=started.execution,
        status=state.status,
        release=started.release,
        code=started.code,
        revision=started.revision,
        title=state.procedure.title,
        station=started.station,
        operator=started.operator.id,
        work_order=order.number if order else None,
        unit=started.unit.serial or started.unit.lot,
        product=order.product if order else None,
    )


def _captures(events: tuple[Event, ...]) -> list[Capture]:
    """Every code a passed scan proved: for "not used before", and for genealogy."""
    found = []
    for index, event in enumerate(events):
        if isinstance(event, CheckPassed) and isinstance(event.answer, Scanned):
            check = f"{event.step}/{event.check}"
            answer = event.answer
            values = {"raw": answer.text, "lot": answer.lot, "serial": answer.serial}
            found += [
                Capture(value=value, kind=kind, check=check, event=index)
                for kind, value in values.items()
                if value
            ]
    return found
