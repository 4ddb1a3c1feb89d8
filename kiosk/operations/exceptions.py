"""Exceptions from the call to the disposition: of a run, and of the station when none is open.

Anybody may look at what is open from any thread; everything else runs on the writer's thread.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec import Struct
from uuid_utils import uuid7

from kiosk.errors import KnownError
from kiosk.operations.reading import in_question
from kiosk.operations.signing import authorise, identify, printed_name
from kiosk.operations.station import Outcome, Station
from sop import commands as c
from sop.events import Category, Disposition, Event, NoteAdded, Person
from sop.events import ExceptionRaised as Raised
from sop.execution import Refusal, follow
from sop.execution.cases import Aside, Cases
from sop.state import Case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.store import Run, Stored
    from sop.procedure import Severity, Text

LEAD = "team_lead"
_NOBODY = Person("", "")
_decode = msgspec.json.Decoder(Event).decode


class OpenException(Struct, frozen=True):
    """An exception nobody has disposed of for good. `run` is the one it belongs to, if any;
    `raised_by` a printed name."""

    exception: str
    case: Case
    raised_by: str
    run: Run | None = None
    step_title: Text | None = None
    notes: tuple[NoteAdded, ...] = ()

    @property
    def execution(self) -> str | None:
        return self.run.execution if self.run else None


class Handled(Struct, frozen=True):
    """What came of it: events, all durable, or a refusal that changed nothing."""

    exception: str
    execution: str | None = None
    events: tuple[Event, ...] = ()
    refusal: Refusal | None = None


class NoSuchException(KnownError):
    def __init__(self, exception: str) -> None:
        super().__init__(
            "no_such_exception",
            "此异常已经处置，或不在本工位。",
            "This exception has been disposed of already, or is not of this station.",
            exception=exception,
        )


# --- what is open -----------------------------------------------------------------------------


def open_exceptions(station: Station) -> tuple[OpenException, ...]:
    """All of this station's, the oldest first."""
    stored = station.store.open_exceptions()
    owners = {_exception_of(each): each.execution for each in stored}
    cases, notes = _told(stored)
    return tuple(
        _open(station, case, owners[known], notes.get(known, ()))
        for known, case in cases.items()
        if case.is_open
    )


def find_open(station: Station, exception: str) -> OpenException:
    """Raises `NoSuchException`."""
    for each in open_exceptions(station):
        if each.exception == exception:
            return each
    raise NoSuchException(exception)


def _told(stored: Iterable[Stored]) -> tuple[dict[str, Case], dict[str, tuple[NoteAdded, ...]]]:
    cases: dict[str, Case] = {}
    notes: dict[str, tuple[NoteAdded, ...]] = {}
    for each in stored:
        event = _decode(each.data)
        cases = follow(cases, event)
        if isinstance(event, NoteAdded) and event.exception is not None:
            notes[event.exception] = (*notes.get(event.exception, ()), event)
    return cases, notes


def _exception_of(stored: Stored) -> str:
    return str(getattr(_decode(stored.data), "exception", ""))


def _open(
    station: Station, case: Case, execution: str | None, notes: tuple[NoteAdded, ...]
) -> OpenException:
    run = station.store.run(execution) if execution else None
    step = None
    if run is not None and case.raised.step is not None:
        step = station.release(run.release).procedure.step(case.raised.step)
    return OpenException(
        exception=case.raised.exception,
        case=case,
        raised_by=name_of(station, case.raised.by),
        run=run,
        step_title=step.title if step else None,
        notes=notes,
    )


def name_of(station: Station, person: str) -> str:
    """As printed beside a signature; the id of somebody not known here."""
    known = station.store.people.get(person)
    return printed_name(known) if known else person


# --- calling ----------------------------------------------------------------------------------


def raise_exception(
    station: Station,
    execution: str | None,
    category: Category,
    step: str | None = None,
    note: str = "",
    photos: tuple[bytes, ...] = (),
    *,
    severity: Severity = "minor",
    check: str | None = None,
) -> Handled:
    """Something is wrong: in a run, or, with none, at this station."""
    if execution is not None:
        outcome = raise_in_run(
            station, execution, category, step, note, photos, severity=severity, check=check
        )
        raised = next((it.exception for it in outcome.events if isinstance(it, Raised)), "")
        return Handled(raised, execution, outcome.events, outcome.refusal)
    digests = tuple(station.store.blobs.put(jpeg) for jpeg in photos)
    command = c.RaiseException(
        **station.stamp(),
        exception=str(uuid7()),
        category=category,
        note=note,
        photos=digests,
        severity=severity,
    )
    return _carry(station, None, command.exception, command)


def raise_in_run(
    station: Station,
    execution: str,
    category: Category,
    step: str | None = None,
    note: str = "",
    photos: tuple[bytes, ...] = (),
    *,
    severity: Severity = "minor",
    check: str | None = None,
) -> Outcome:
    """At a step with the check and the reading in question: the given one, or the one that failed
    or was answered last. The photographs are on disk before the event that names them."""
    digests = tuple(station.store.blobs.put(jpeg) for jpeg in photos)
    reading = ""
    if step is not None:
        check, reading = in_question(station.state(execution), step, check)
    command = c.RaiseException(
        **station.stamp(),
        exception=str(uuid7()),
        category=category,
        step=step,
        note=note,
        photos=digests,
        severity=severity,
        check=check if step else None,
        reading=reading,
    )
    return station.carry_out(execution, command)


# --- answering and disposing ------------------------------------------------------------------


def answer_exception(
    station: Station, exception: str, person: Person, at_station: str | None = None
) -> Handled:
    """`person` took the call, by badge; at another station when it is named."""
    return _about(
        station, exception, c.AnswerException, by=person, person=person, station=at_station
    )


def answer_here(station: Station, exception: str, badge: str) -> Handled:
    return answer_exception(station, exception, identify(station, badge))


def escalate_exception(station: Station, exception: str, to: str) -> Handled:
    """Nobody came in time: the station's own doing, by nobody."""
    return _about(station, exception, c.EscalateException, by=_NOBODY, to=to)


def dispose_exception(
    station: Station,
    exception: str,
    disposition: Disposition,
    badge: str,
    pin: str,
    reason: str,
    to: str | None = None,
) -> Handled:
    """The team lead's word, signed; `to`: the step rework goes back to."""
    lead = authorise(station, badge, pin, LEAD)
    return _about(
        station,
        exception,
        c.DisposeException,
        by=station.person or lead,
        disposition=disposition,
        lead=lead,
        reason=reason,
        to=to,
    )


def rework_from(
    station: Station, exception: str, to: str, badge: str, pin: str, reason: str
) -> Handled:
    """The run goes back to step `to`, and is done again from there."""
    return dispose_exception(station, exception, "rework", badge, pin, reason, to)


def add_note(
    station: Station,
    note: str,
    photos: tuple[bytes, ...] = (),
    *,
    execution: str | None = None,
    step: str | None = None,
    exception: str | None = None,
    lead: Person | None = None,
) -> Handled:
    """Words and photographs to a run, a step or an exception; as a team lead's, where `lead` was
    authenticated before."""
    digests = tuple(station.store.blobs.put(jpeg) for jpeg in photos)
    by = station.person or lead or station.signed_in()
    fields: dict[str, Any] = {"note": note, "photos": digests, "step": step, "lead": lead}
    if exception is not None:
        return _about(station, exception, c.AddNote, by=by, **fields)
    command = c.AddNote(**_stamp(station, by), **fields)
    return _carry(station, execution, "", command)


def _about(
    here: Station, exception: str, kind: type[c.BaseCommand], *, by: Person, **fields: Any
) -> Handled:
    execution = find_open(here, exception).execution
    make: Any = kind
    command = make(**_stamp(here, by), exception=exception, **fields)
    return _carry(here, execution, exception, command)


def _carry(station: Station, execution: str | None, exception: str, command: c.Command) -> Handled:
    if execution is not None:
        outcome = station.carry_out(execution, command)
        return Handled(exception, execution, outcome.events, outcome.refusal)
    assert isinstance(command, get_args(Aside))
    decision = station.carry_out_aside(own_cases(station), command)
    if isinstance(decision, Refusal):
        return Handled(exception, refusal=decision)
    return Handled(exception, events=decision)


def own_cases(station: Station) -> Cases:
    """The open cases that belong to no run."""
    stored = [each for each in station.store.open_exceptions() if each.execution is None]
    return _told(stored)[0]


def _stamp(station: Station, by: Person) -> dict[str, Any]:
    offset = station.clock.now().utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    return {"at": station.now_ms(), "by": by, "offset_minutes": minutes}
