"""The alternative path: entered with a team lead's authority and a reason, and returned from."""

from sop import commands as c
from sop import events as e
from sop.execution.apply import apply
from sop.execution.conditions import is_due
from sop.execution.gates import has_role
from sop.execution.order import enter, go_on, in_order, path
from sop.execution.plan import plan_of
from sop.execution.refusal import insist, refuse
from sop.execution.signing import LEAD, may_authorise
from sop.execution.stating import stated
from sop.state import ExecutionState


def enter_contingency(state: ExecutionState, command: c.EnterContingency) -> tuple[e.Event, ...]:
    """The step in hand is left as it is, even blocked; the path is begun afresh."""
    if state.contingency is not None:
        raise refuse("in_contingency", seen=state.contingency)
    if command.contingency not in plan_of(state.procedure).paths:
        raise refuse("unknown_contingency", seen=command.contingency)
    insist(has_role(command.lead, LEAD))
    entered = e.ContingencyEntered(
        at=command.at,
        by=command.by.id,
        contingency=command.contingency,
        lead=command.lead,
        reason=stated(command.reason),
        resume_at=state.current,
    )
    return entered, *go_on(apply(state, entered), command.at, command.by.id)


def leave_contingency(state: ExecutionState, command: c.LeaveContingency) -> tuple[e.Event, ...]:
    """Back to the step that was left. With steps undone it takes a team lead and a reason.

    Nobody lets their own steps stay undone: like a deviation, it takes somebody else.
    """
    if state.contingency is None:
        raise refuse("not_in_contingency")
    lead, reason = command.lead, (command.reason or "").strip() or None
    if undone := _undone(state):
        if lead is None:
            raise refuse("lead_missing")
        for step_id in undone:
            insist(may_authorise(state, step_id, lead))
        reason = stated(command.reason)
    left = e.ContingencyLeft(
        at=command.at,
        by=command.by.id,
        contingency=state.contingency,
        reason=reason,
        lead=lead,
    )
    return left, *_return(apply(state, left), state.resume_at, command)


def _undone(state: ExecutionState) -> list[str]:
    """The step in hand and every other open one that is due."""
    return [
        step.id
        for step in path(state)
        if step.id == state.current
        or (state.step_state(step.id).status == "open" and is_due(state, step))
    ]


def _return(
    state: ExecutionState, to: str | None, command: c.LeaveContingency
) -> tuple[e.Event, ...]:
    """To where it was, unless a correction made meanwhile has opened something before it."""
    step = plan_of(state.procedure).steps.get(to) if to else None
    still_open = step is not None and state.step_state(step.id).status == "open"
    if step is None or not still_open or not is_due(state, step) or in_order(state, step):
        return go_on(state, command.at, command.by.id)
    return (enter(state, step.id, command.at, command.by.id),)
