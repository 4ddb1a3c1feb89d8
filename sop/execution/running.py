"""The run as a whole: starting, pausing, passing on, ending."""

from sop import commands as c
from sop import events as e
from sop.execution.apply import apply
from sop.execution.coaching import may_take_over, supervision
from sop.execution.gates import has_role, may_start
from sop.execution.order import go_on, nothing_left
from sop.execution.refusal import Refusal, insist, refuse
from sop.execution.signing import LEAD
from sop.execution.stating import stated
from sop.state import ExecutionState


def start(state: ExecutionState, command: c.Start) -> tuple[e.Event, ...]:
    procedure = state.procedure
    insist(may_start(procedure, command))
    supervised = supervision(procedure, command)
    started = e.ExecutionStarted(
        at=command.at,
        by=command.by.id,
        execution=command.execution,
        release=command.release,
        code=procedure.code,
        revision=procedure.revision,
        operator=command.by,
        station=command.station,
        work_order=command.work_order,
        unit=command.unit,
        operation=command.operation,
        instead_of=command.instead_of,
        coach=command.coach,
        supervised=supervised,
    )
    return started, *go_on(apply(state, started), command.at, command.by.id)


def pause(_state: ExecutionState, command: c.Pause) -> tuple[e.Event, ...]:
    reason = command.reason.strip()
    return (e.ExecutionPaused(at=command.at, by=command.by.id, reason=reason),)


def resume(state: ExecutionState, command: c.Resume) -> tuple[e.Event, ...]:
    if state.status != "paused":
        raise refuse("not_paused")
    return (e.ExecutionResumed(at=command.at, by=command.by.id),)


def hand_over(state: ExecutionState, command: c.HandOver) -> tuple[e.Event, ...]:
    """By stays who performed until now, whoever tapped: an operator who left cannot tap. A team
    lead who assigns the run anew says why."""
    before = state.operator
    if before is not None and before.id == command.to.id:
        raise refuse("already_operator", seen=command.to.name)
    insist(may_take_over(state, command.to))
    reason = None
    if command.lead is not None:
        insist(has_role(command.lead, LEAD))
        reason = stated(command.reason)
    by = before.id if before else command.by.id
    return (e.HandedOver(at=command.at, by=by, to=command.to, lead=command.lead, reason=reason),)


def abort(_state: ExecutionState, command: c.Abort) -> tuple[e.Event, ...]:
    reason = stated(command.reason)
    return (e.ExecutionAborted(at=command.at, by=command.by.id, reason=reason),)


def finish(state: ExecutionState, command: c.Finish) -> tuple[e.Event, ...]:
    insist(may_finish(state))
    return (e.ExecutionCompleted(at=command.at, by=command.by.id, result=result_of(state)),)


def may_finish(state: ExecutionState) -> Refusal | None:
    """Nothing is left to do, nothing holds the run, and the coach, if there is one, has signed."""
    if state.held_by is not None:
        return Refusal("execution_held")
    if state.halted is not None:
        return Refusal("execution_halted")
    if refusal := nothing_left(state):
        return refusal
    if state.coach is not None and not state.coached:
        return Refusal("coach_not_signed", {"expected": state.coach.name})
    return None


def result_of(state: ExecutionState) -> e.Result:
    """passed: every due step completed. A step skipped or let stand makes it deviated."""
    departed = any(step.status in ("skipped", "deviated") for step in state.steps.values())
    return "deviated" if departed or state.departed else "passed"
