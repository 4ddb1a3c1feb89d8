"""Working through an execution. Everything here runs on the station's writer thread."""

from typing import Any, cast

import msgspec
from uuid_utils import uuid7

from kiosk.operations import browsing, changing, governing
from kiosk.operations.roster_age import require_confirmed
from kiosk.operations.signing import authenticate, authorise, identify
from kiosk.operations.station import Outcome, Station
from kiosk.scanner import Scan
from kiosk.scanner.gs1 import parse_gs1
from kiosk.store import Use
from sop.answers import Scanned
from sop.commands import (
    AddPhoto,
    BaseCommand,
    Command,
    EnterContingency,
    FinishTimer,
    HandOver,
    LeaveContingency,
    RecordScan,
    ReleaseStep,
    Sign,
    SignDeviation,
    Start,
)
from sop.events import CheckPassed, Event, ExecutionStarted, TimerStarted, Unit, WorkOrder
from sop.execution import same_code, unused_code
from sop.execution.scanning import SEPARATOR

CLOCKS_AGREE_MS = 2_000


def start_execution(
    station: Station,
    release: str,
    work_order: WorkOrder | None = None,
    serial: str | None = None,
    *,
    instead_of: str | None = None,
) -> Outcome:
    """Begin a run of an installed release, pinned to it for good; `instead_of` that execution.

    Raises `ReleaseWithdrawn` for one that must not start any more, `ChangesUnread` when the
    revision is new here to whoever is signed in, `RosterExpired` when nobody confirmed for too
    long who works here.
    """
    require_confirmed(station)
    governing.require_not_withdrawn(station, release)
    changing.require_changes_read(station, release)
    execution = str(uuid7())
    command = Start(
        **station.stamp(),
        execution=execution,
        release=release,
        station=station.name,
        operation=station.operation,
        work_order=work_order,
        unit=Unit(serial=serial, lot=work_order.lot if work_order else None),
        instead_of=instead_of,
    )
    return station.begin(station.release(release).procedure, command, execution)


def start_next_unit(station: Station, number: str, release: str) -> Outcome:
    """Begin the next unit of a work order, with a serial of its own."""
    order = browsing.work_order(station, number)
    serial = browsing.next_serial(station, order) if order else None
    return start_execution(station, release, order, serial)


def start_following_unit(station: Station, execution: str) -> Outcome:
    """Begin the next unit of the order that execution was for, by the revision now in force."""
    state = station.state(execution)
    newest = governing.newest_of(station, state.procedure.code)
    release = newest.digest if newest else state.release
    if state.work_order is None:
        return start_execution(station, release)
    return start_next_unit(station, state.work_order.number, release)


def do(station: Station, execution: str, command: type[BaseCommand], /, **fields: Any) -> Outcome:
    """Ask an execution for `command`, now, by whoever is signed in."""
    return station.carry_out(execution, cast(Command, command(**station.stamp(), **fields)))


def record_scan(station: Station, execution: str, step: str, check: str, scan: Scan) -> Outcome:
    """A code was seen: what it says, and whether it was used before, is for the rules to judge."""
    gs1 = parse_gs1(scan.text, scan.symbology, gs1=scan.gs1)
    command = RecordScan(
        **station.stamp(),
        step=step,
        check=check,
        text=scan.text,
        symbology=scan.symbology or "unknown",
        source=scan.source,
        gs1=dict(gs1.values) if gs1 else {},
        expiry=gs1.expiry if gs1 else None,
    )
    used_in = _used_elsewhere(station, execution, command)
    return station.carry_out(execution, msgspec.structs.replace(command, used_in=used_in))


def _used_elsewhere(station: Station, execution: str, command: RecordScan) -> str | None:
    """Another run that used this code, or this very piece under another one."""
    code = unused_code(station.state(execution), command)
    if code is None:
        return None
    own = _unit_runs(station, execution)
    text = code.text.removeprefix(SEPARATOR)
    known = {use for each in (text, SEPARATOR + text) for use in station.store.used(each)}
    elsewhere = {use for use in known if use.kind != "lot" and use.execution not in own}
    if elsewhere:
        return max(elsewhere, key=lambda use: use.seq).execution
    pieces = station.store.used(code.serial, "serial") if code.serial else []
    others = (use for use in pieces if use.execution not in own)
    return next((use.execution for use in others if _is_of(station, use, code)), None)


def _unit_runs(station: Station, execution: str) -> set[str]:
    """This run, and those it was begun instead of: a unit begun anew keeps its parts."""
    runs: list[str] = []
    each: str | None = execution
    while each is not None and each not in runs:
        runs.append(each)
        each = predecessor_of(station, each)
    return set(runs)


def predecessor_of(station: Station, execution: str) -> str | None:
    """The execution that this one was begun instead of."""
    first = next(iter(station.store.events(execution)), None)
    event = msgspec.json.decode(first.envelope.data, type=Event) if first else None
    return event.instead_of if isinstance(event, ExecutionStarted) else None


def _is_of(station: Station, use: Use, code: Scanned) -> bool:
    """Whether the code captured there was of the same piece."""
    stored = station.store.event_at(use.seq)
    event = msgspec.json.decode(stored.envelope.data, type=Event) if stored else None
    answer = event.answer if isinstance(event, CheckPassed) else None
    return isinstance(answer, Scanned) and same_code(answer, code)


def add_photo(station: Station, execution: str, step: str, check: str, jpeg: bytes) -> Outcome:
    """The photograph is on disk before the event that names it."""
    photo = station.store.blobs.put(jpeg)
    return do(station, execution, AddPhoto, step=step, check=check, photo=photo)


def finish_timer(station: Station, execution: str, step: str, check: str) -> Outcome:
    """The time since the timer's start as recorded, which a restart does not lose.

    Setting the wall clock shortens no waiting time: where it has moved against the machine's own
    clock, that one counts. After the machine was restarted only the wall clock is left to ask.
    """
    state = station.state(execution).step_state(step).checks.get(check)
    started = state.timer_started_at if state else None
    elapsed = 0 if started is None else station.now_ms() - started
    beside = _machine_time_since(station, execution, started)
    if beside is not None and abs(elapsed - beside) > CLOCKS_AGREE_MS:
        elapsed = beside
    return do(station, execution, FinishTimer, step=step, check=check, elapsed_ms=max(elapsed, 0))


def _machine_time_since(station: Station, execution: str, started: int | None) -> int | None:
    """Milliseconds since the timer started at that moment; None when it was before this boot."""
    for stored in station.store.events(execution):
        envelope = stored.envelope
        if envelope.kind != "TimerStarted" or envelope.boot != station.clock.boot_id():
            continue
        if msgspec.json.decode(envelope.data, type=TimerStarted).at == started:
            return (station.clock.monotonic_ns() - envelope.mono) // 1_000_000
    return None


def finish_hold(station: Station, execution: str, step: str, check: str, held_ms: int) -> Outcome:
    """The operator held the button for `held_ms` without a break."""
    return do(station, execution, FinishTimer, step=step, check=check, elapsed_ms=held_ms)


def sign(station: Station, execution: str, step: str, check: str, badge: str, pin: str) -> Outcome:
    """Sign with badge and PIN. Raises `SignatureRefused` when they do not belong together."""
    signer = authenticate(station, badge, pin)
    return do(station, execution, Sign, step=step, check=check, signer=signer)


def release_step(
    station: Station, execution: str, step: str, badge: str, pin: str, reason: str
) -> Outcome:
    """A team lead lets a blocked step be tried again."""
    lead = authorise(station, badge, pin, "team_lead")
    return do(station, execution, ReleaseStep, step=step, lead=lead, reason=reason)


def sign_deviation(
    station: Station, execution: str, step: str, badge: str, pin: str, reason: str
) -> Outcome:
    """A team lead lets a step stand as it is."""
    lead = authorise(station, badge, pin, "team_lead")
    return do(station, execution, SignDeviation, step=step, lead=lead, reason=reason)


def enter_contingency(
    station: Station, execution: str, contingency: str, badge: str, pin: str, reason: str
) -> Outcome:
    """A team lead sends the run down its alternative path."""
    lead = authorise(station, badge, pin, "team_lead")
    return do(
        station, execution, EnterContingency, contingency=contingency, lead=lead, reason=reason
    )


def leave_contingency(
    station: Station,
    execution: str,
    badge: str | None = None,
    pin: str | None = None,
    reason: str | None = None,
) -> Outcome:
    """Back to where the run was; with steps left undone it takes a team lead and a reason."""
    lead = authorise(station, badge, pin, "team_lead") if badge and pin else None
    return do(station, execution, LeaveContingency, lead=lead, reason=reason)


def hand_over(station: Station, execution: str, badge: str) -> Outcome:
    """The run goes on in other hands, and so does the screen."""
    successor = identify(station, badge)
    outcome = do(station, execution, HandOver, to=successor)
    if outcome.refusal is None:
        station.person = successor
    return outcome


def take_over(station: Station, execution: str) -> Outcome:
    """Whoever is signed in goes on with a run that somebody else was working on."""
    return do(station, execution, HandOver, to=station.signed_in())
