"""Exceptions from the call to the disposition: what may be done about one, and what it becomes.

The same for those of a run and for the station's own, which belong to none.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from sop import commands as c
from sop import events as e
from sop.execution.gates import has_role
from sop.execution.refusal import Refusal, Refused, insist, refuse
from sop.execution.signing import LEAD
from sop.execution.stating import stated
from sop.procedure import OnException, Step
from sop.state import Case

Cases = Mapping[str, Case]


def follow(cases: Cases, event: e.Event) -> dict[str, Case]:
    """The cases after the event. One of an exception never raised here changes nothing."""
    match event:
        case e.ExceptionRaised(exception=known):
            return {**cases, known: Case(event)}
        case e.ExceptionAnswered(exception=known) if known in cases:
            answered = replace(
                cases[known],
                answered=event.person,
                answered_at=event.at,
                answered_there=event.station,
                answered_after=len(cases[known].escalated),
            )
            return {**cases, known: answered}
        case e.ExceptionEscalated(exception=known) if known in cases:
            roles = (*cases[known].escalated, event.to)
            return {**cases, known: replace(cases[known], escalated=roles)}
        case e.ExceptionDisposed(exception=known) if known in cases:
            return {**cases, known: replace(cases[known], decided=event)}
    return dict(cases)


def raising(cases: Cases, command: c.RaiseException, step: Step | None) -> e.ExceptionRaised:
    """The call, with what the step's rule makes of its severity; without a step, the usual rule."""
    if command.exception in cases:
        raise refuse("exception_already_raised", seen=command.exception)
    rule = step.on_exception if step is not None else OnException()
    return e.ExceptionRaised(
        at=command.at,
        by=command.by.id,
        exception=command.exception,
        category=command.category,
        step=command.step,
        note=command.note.strip(),
        photos=command.photos,
        severity=command.severity,
        effect=getattr(rule, command.severity),
        check=command.check,
        reading=command.reading.strip(),
    )


def answering(cases: Cases, command: c.AnswerException) -> e.ExceptionAnswered:
    """Once, and again after it went on to somebody else; never by whoever called for help."""
    case = open_case(cases, command.exception)
    if case.answered is not None and not case.waits:
        raise refuse("exception_answered", seen=case.answered.name)
    if case.raised.by == command.person.id and LEAD not in command.person.roles:
        raise refuse("answers_own_call", seen=command.person.name)
    return e.ExceptionAnswered(
        at=command.at,
        by=command.by.id,
        exception=command.exception,
        person=command.person,
        station=command.station,
    )


def escalating(cases: Cases, command: c.EscalateException) -> e.ExceptionEscalated:
    case = open_case(cases, command.exception)
    if command.to in case.escalated:
        raise refuse("already_escalated", seen=command.to)
    return e.ExceptionEscalated(
        at=command.at, by=command.by.id, exception=command.exception, to=command.to
    )


def disposing(cases: Cases, command: c.DisposeException) -> e.ExceptionDisposed:
    """The team lead's word, with a reason. What it does to a run is for the run's rules."""
    open_case(cases, command.exception)
    insist(has_role(command.lead, LEAD))
    return e.ExceptionDisposed(
        at=command.at,
        by=command.by.id,
        exception=command.exception,
        disposition=command.disposition,
        lead=command.lead,
        reason=stated(command.reason),
        to=command.to if command.disposition == "rework" else None,
    )


def decided_with(
    cases: Cases, command: c.ReleaseStep | c.SignDeviation, reason: str
) -> tuple[e.ExceptionDisposed, ...]:
    """A lead's word over a step is also the word about what its failed checks raised: nobody is
    called any longer for what has been decided."""
    return tuple(
        e.ExceptionDisposed(
            at=command.at,
            by=command.by.id,
            exception=known,
            disposition="continue",
            lead=command.lead,
            reason=reason,
        )
        for known, case in cases.items()
        if case.is_open and case.raised.automatic and case.raised.step == command.step
    )


def noting(cases: Cases, command: c.AddNote) -> e.NoteAdded:
    """Words or photographs, or both."""
    if command.exception is not None and command.exception not in cases:
        raise refuse("unknown_exception", seen=command.exception)
    note = command.note.strip()
    if not note and not command.photos:
        raise refuse("note_empty")
    if command.lead is not None:
        insist(has_role(command.lead, LEAD))
    return e.NoteAdded(
        at=command.at,
        by=command.by.id,
        note=note,
        photos=command.photos,
        step=command.step,
        exception=command.exception,
        lead=command.lead,
    )


def open_case(cases: Cases, exception: str) -> Case:
    case = cases.get(exception)
    if case is None:
        raise refuse("unknown_exception", seen=exception)
    if not case.is_open:
        raise refuse("exception_disposed", seen=exception)
    return case


# --- the station's own ------------------------------------------------------------------------

Aside = c.RaiseException | c.AnswerException | c.EscalateException | c.DisposeException | c.AddNote
"""What can be asked about an exception that belongs to no run."""


def decide_aside(cases: Cases, command: Aside) -> tuple[e.Event, ...] | Refusal:
    """As `decide`, for what belongs to no run: nothing can be reworked or scrapped there."""
    try:
        return (_aside(cases, command),)
    except Refused as refused:
        return refused.refusal


def _aside(cases: Cases, command: Aside) -> e.Event:
    match command:
        case c.RaiseException():
            return raising(cases, command, None)
        case c.AnswerException():
            return answering(cases, command)
        case c.EscalateException():
            return escalating(cases, command)
        case c.AddNote():
            return noting(cases, command)
    if command.disposition in ("rework", "scrap"):
        raise refuse("no_run_for_it")
    return disposing(cases, command)
