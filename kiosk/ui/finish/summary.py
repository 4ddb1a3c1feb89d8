"""What there is to say of a run that has ended. Pure: its state and its stored events in."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from kiosk.ui.run.words import say
from sop import events as e
from sop.answers import Photographed
from sop.execution.explaining import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kiosk.operations.browsing import EndedRun
    from kiosk.store import Stored
    from sop.procedure import Procedure
    from sop.state import ExecutionState

_decode = msgspec.json.Decoder(e.Event).decode
Result = Literal["passed", "deviated", "aborted"]


class StepTime(Struct, frozen=True):
    """Milliseconds. `timing` is under, within or over, as in the record."""

    number: int
    title: str
    duration_ms: int
    standard_ms: int | None
    timing: str


class Departure(Struct, frozen=True):
    """Something that did not go as described: what kind, at which step, why and by whose word."""

    kind: str
    title: str
    detail: str


class Summary(Struct, frozen=True):
    execution: str
    result: Result
    title: str
    code: str
    revision: str
    order: str
    unit: str
    operators: tuple[str, ...]
    reason: str
    worked_ms: int
    standard_ms: int
    ended_at: int
    steps: tuple[StepTime, ...]
    departures: tuple[Departure, ...]
    photos: int
    exceptions: int
    fingerprint: str
    order_done: int = 0
    order_quantity: float = 0


def summarise(run: EndedRun, language: str) -> Summary:
    state = run.state
    events = [_decode(stored.data) for stored in run.events]
    steps = _steps(state, events, language)
    order = state.work_order
    return Summary(
        execution=state.execution,
        result=_result(state),
        title=title(state.procedure.title, language),
        code=state.procedure.code,
        revision=state.procedure.revision,
        order=order.number if order else "",
        unit=state.unit.serial or state.unit.lot or "",
        operators=_operators(events),
        reason=_reason(state, language),
        worked_ms=_worked(events, state),
        standard_ms=sum(step.standard_ms or 0 for step in steps),
        ended_at=state.ended_at or 0,
        steps=steps,
        departures=tuple(_departures(state.procedure, events, language)),
        photos=_photos(events),
        exceptions=len(state.exceptions),
        fingerprint=fingerprint(run.events),
        order_done=run.order_done,
        order_quantity=order.quantity if order else 0,
    )


def _reason(state: ExecutionState, language: str) -> str:
    """A person's words; the program's own are said in words."""
    if state.reason == e.SUPERSEDED:
        return say("superseded", language)
    scrapped = any(it.decided and it.decided.disposition == "scrap" for it in state.cases.values())
    if scrapped and state.reason == e.SCRAPPED:
        return say("scrapped", language)
    return state.reason or ""


def fingerprint(stored: Iterable[Stored]) -> str:
    """SHA-256 over the digests of the events in their order: that of the exported record."""
    return sha256("\n".join(each.digest for each in stored).encode()).hexdigest()


def _result(state: ExecutionState) -> Result:
    if state.status == "aborted":
        return "aborted"
    return "passed" if state.result == "passed" else "deviated"


def _steps(state: ExecutionState, events: Sequence[e.Event], language: str) -> tuple[StepTime, ...]:
    """Every completion in the order it happened; a step done twice took its time twice."""
    done = [event for event in events if isinstance(event, e.StepCompleted)]
    times = []
    for number, event in enumerate(done, 1):
        step = state.procedure.step(event.step)
        standard = step.time.standard if step else None
        times.append(
            StepTime(
                number,
                title(step.title, language) if step else event.step,
                event.duration_ms,
                None if standard is None else int(standard * 1000),
                event.timing,
            )
        )
    return tuple(times)


def _worked(events: Sequence[e.Event], state: ExecutionState) -> int:
    """All that was worked: what was completed, and what was begun and not completed."""
    completed = sum(event.duration_ms for event in events if isinstance(event, e.StepCompleted))
    begun = sum(step.worked_ms for step in state.steps.values() if step.status != "completed")
    return completed + begun


def _operators(events: Sequence[e.Event]) -> tuple[str, ...]:
    """In the order in which they worked on it."""
    hands: list[str] = []
    for event in events:
        if isinstance(event, e.ExecutionStarted):
            hands.append(event.operator.name)
        elif isinstance(event, e.HandedOver):
            hands.append(event.to.name)
    return tuple(dict.fromkeys(hands))


def _photos(events: Sequence[e.Event]) -> int:
    taken = {
        photo
        for event in events
        if isinstance(event, e.CheckPassed) and isinstance(event.answer, Photographed)
        for photo in event.answer.photos
    }
    raised = {p for event in events if isinstance(event, e.ExceptionRaised) for p in event.photos}
    return len(taken | raised)


def _departures(
    procedure: Procedure, events: Sequence[e.Event], language: str
) -> Iterable[Departure]:
    for event in events:
        departure = _departure(event, language)
        if departure is not None:
            step = procedure.step(getattr(event, "to", None) or getattr(event, "step", None) or "")
            name = title(step.title, language) if step else ""
            yield Departure(departure[0], name, departure[1])


def _departure(event: e.Event, language: str) -> tuple[str, str] | None:
    match event:
        case e.StepSkipped():
            return "skipped", event.reason
        case e.DeviationSigned():
            return "deviated", _signed(event.reason, event.lead.name, language)
        case e.StepReleased():
            return "released", _signed(event.reason, event.lead.name, language)
        case e.WentBack(automatic=False):
            return "rework", event.reason
        case e.WentBack():
            return "rework", ""
        case e.AnswerCorrected():
            return "corrected", event.reason
        case e.ExceptionRaised():
            category = say(f"category_{event.category}", language)
            return "exception", " · ".join(filter(None, (category, event.note)))
        case e.ContingencyEntered():
            return "contingency", _signed(event.reason, event.lead.name, language)
        case _:
            return None


def _signed(reason: str, lead: str, language: str) -> str:
    return f"{reason} · {say('by_lead', language, lead=lead)}"
