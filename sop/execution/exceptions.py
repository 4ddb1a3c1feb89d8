"""Exceptions of a run: what is called, answered and noted, and what a disposition does to it.

While a case holds the run, nothing goes on but what team leads do. Nobody disposes of an exception
of a step they work on or worked on; one that belongs to no step, while they operate the run.
"""

from msgspec.structs import replace

from sop import commands as c
from sop import events as e
from sop.execution.apply import fold
from sop.execution.asking import checks_of
from sop.execution.cases import answering, disposing, escalating, noting, open_case, raising
from sop.execution.gates import has_role
from sop.execution.lateness import late_by
from sop.execution.order import may_rework, settle
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal, insist, refuse
from sop.execution.signing import LEAD, may_authorise
from sop.execution.stepping import rework
from sop.procedure import Step
from sop.state import Case, ExecutionState

WHILE_HELD = frozenset(
    {
        c.RaiseException,
        c.AnswerException,
        c.EscalateException,
        c.DisposeException,
        c.AddNote,
        c.ReleaseStep,
        c.SignDeviation,
        c.EnterContingency,
        c.AdjustOrder,
        c.Halt,
        c.LiftHalt,
        c.Pause,
        c.Resume,
        c.HandOver,
    }
)
"""What goes on while the run is held: what team leads do, and what moves no work."""

AFTER_THE_END = frozenset({c.AnswerException, c.EscalateException, c.DisposeException, c.AddNote})
"""An exception that held nothing may outlast its run; somebody still has to see to it."""


def not_held(state: ExecutionState, kind: type) -> Refusal | None:
    if kind in WHILE_HELD or state.held_by is None:
        return None
    return Refusal("execution_held")


def not_stopped(kind: type) -> Refusal | None:
    """What holds for every run of a station that an exception stopped; none starts."""
    return None if kind in WHILE_HELD else Refusal("station_stopped")


def raise_exception(state: ExecutionState, command: c.RaiseException) -> tuple[e.Event, ...]:
    step = _step_named(state, command.step)
    if command.check is not None and (
        command.step is None or command.check not in checks_of(state, command.step)
    ):
        raise refuse("unknown_check", seen=command.check)
    late = late_by(state, command.step, command.at)
    return (replace(raising(state.cases, command, step), late_ms=late),)


def answer_exception(state: ExecutionState, command: c.AnswerException) -> tuple[e.Event, ...]:
    return (answering(state.cases, command),)


def escalate_exception(state: ExecutionState, command: c.EscalateException) -> tuple[e.Event, ...]:
    return (escalating(state.cases, command),)


def add_note(state: ExecutionState, command: c.AddNote) -> tuple[e.Event, ...]:
    _step_named(state, command.step)
    if state.ended_at is not None and command.lead is None and command.exception is None:
        raise refuse("execution_ended")
    late = late_by(state, command.step, command.at)
    return (replace(noting(state.cases, command), late_ms=late),)


def dispose_exception(state: ExecutionState, command: c.DisposeException) -> tuple[e.Event, ...]:
    """The disposition, and what it does: the block its failed check made is freed with it."""
    case = open_case(state.cases, command.exception)
    insist(may_dispose(state, case, command.lead))
    disposed = disposing(state.cases, command)
    freed = () if command.disposition in ("hold", "scrap") else _freed(state, case, command)
    before = (disposed, *freed)
    after = fold(state, before)
    followed = _carried_out(after, command)
    if command.disposition != "rework" and freed:
        followed = settle(after, command.at, command.by.id)
    if followed and command.disposition != "scrap":
        insist(_may_move(state))
    return *before, *followed


def may_dispose(state: ExecutionState, case: Case, lead: e.Person) -> Refusal | None:
    """As a team lead may sign a deviation: never on work of their own."""
    if case.raised.step is not None:
        return may_authorise(state, case.raised.step, lead)
    if refusal := has_role(lead, LEAD):
        return refusal
    if state.operator is not None and state.operator.id == lead.id:
        return Refusal("lead_performed", {"seen": lead.name})
    return None


def _carried_out(after: ExecutionState, command: c.DisposeException) -> tuple[e.Event, ...]:
    at, by = command.at, command.by.id
    if command.disposition == "scrap":
        if after.ended_at is not None:
            raise refuse("execution_ended")
        return (e.ExecutionAborted(at=at, by=by, reason=e.SCRAPPED),)
    if command.disposition == "rework":
        if after.ended_at is not None:
            raise refuse("execution_ended")
        if command.to is None:
            raise refuse("rework_step_missing")
        insist(may_rework(after, command.to))
        return rework(after, command.to, at, by, command.reason.strip())
    return ()


def _freed(state: ExecutionState, case: Case, command: c.DisposeException) -> tuple[e.Event, ...]:
    """Where a failed check raised the exception and blocked its step, the word frees the step."""
    step = case.raised.step
    if state.ended_at is not None or not case.raised.automatic or step is None:
        return ()
    if state.step_state(step).blocked_by is None:
        return ()
    reason = command.reason.strip()
    return (
        e.StepReleased(
            at=command.at, by=command.by.id, step=step, lead=command.lead, reason=reason
        ),
    )


def _may_move(state: ExecutionState) -> Refusal | None:
    if state.halted is not None:
        return Refusal("execution_halted")
    return Refusal("execution_paused") if state.status == "paused" else None


def _step_named(state: ExecutionState, step_id: str | None) -> Step | None:
    if step_id is None:
        return None
    step = plan_of(state.procedure).steps.get(step_id)
    if step is None:
        raise refuse("unknown_step", seen=step_id)
    return step
