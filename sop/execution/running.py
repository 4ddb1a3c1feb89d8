"""The run as a whole: starting, pausing, passing on, ending."""

from sop import commands as c
from sop import events as e
from sop.execution.apply import apply
from sop.execution.gates import is_qualified, may_start
from sop.execution.order import go_on, next_due
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal, insist, refuse
from sop.state import ExecutionState


def start(state: ExecutionState, command: c.Start) -> tuple[e.Event, ...]:
    procedure = state.procedure
    insist(may_start(procedure, command))
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
    """By stays who performed until now, whoever tapped: an operator who left cannot tap."""
    before = state.operator
    if before is not None and before.id == command.to.id:
        raise refuse("already_operator", seen=command.to.name)
    insist(is_qualified(state.procedure, command.to))
    by = before.id if before else command.by.id
    return (e.HandedOver(at=command.at, by=by, to=command.to),)


def raise_exception(state: ExecutionState, command: c.RaiseException) -> tuple[e.Event, ...]:
    if any(raised.exception == command.exception for raised in state.exceptions):
        raise refuse("exception_already_raised", seen=command.exception)
    if command.step is not None and command.step not in plan_of(state.procedure).steps:
        raise refuse("unknown_step", seen=command.step)
    return (
        e.ExceptionRaised(
            at=command.at,
            by=command.by.id,
            exception=command.exception,
            category=command.category,
            step=command.step,
            note=command.note.strip(),
            photos=command.photos,
        ),
    )


def abort(_state: ExecutionState, command: c.Abort) -> tuple[e.Event, ...]:
    reason = stated(command.reason)
    return (e.ExecutionAborted(at=command.at, by=command.by.id, reason=reason),)


def finish(state: ExecutionState, command: c.Finish) -> tuple[e.Event, ...]:
    insist(may_finish(state))
    return (e.ExecutionCompleted(at=command.at, by=command.by.id, result=result_of(state)),)


def may_finish(state: ExecutionState) -> Refusal | None:
    """Every due step of the main path is done, and no contingency procedure is under way."""
    if state.halted is not None:
        return Refusal("execution_halted")
    if state.contingency is not None:
        return Refusal("in_contingency", {"seen": state.contingency})
    left = state.current_step or next_due(state)
    return None if left is None else Refusal("steps_left", {"expected": left.id})


def result_of(state: ExecutionState) -> e.Result:
    """passed: every due step completed. A step skipped or let stand makes it deviated."""
    departed = any(step.status in ("skipped", "deviated") for step in state.steps.values())
    return "deviated" if departed or state.departed else "passed"


def stated(reason: str | None) -> str:
    """The reason without surrounding space. Refuses to go on without one."""
    text = (reason or "").strip()
    if not text:
        raise refuse("reason_missing")
    return text
