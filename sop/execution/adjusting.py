"""The order of one run, as a team lead adjusts it: flexible steps move, critical ones never do."""

from collections.abc import Iterable

from sop import commands as c
from sop import events as e
from sop.execution.apply import apply
from sop.execution.gates import has_role
from sop.execution.order import go_on, has_answers, next_due, not_blocked, path, reordered
from sop.execution.refusal import Refusal, insist
from sop.execution.signing import LEAD
from sop.execution.stating import stated
from sop.procedure import Step
from sop.state import ExecutionState


def open_steps(state: ExecutionState) -> tuple[str, ...]:
    """What can be put in another order: the open steps of the path in hand, as they stand."""
    return tuple(step.id for step in path(state) if state.step_state(step.id).status == "open")


def adjust_order(state: ExecutionState, command: c.AdjustOrder) -> tuple[e.Event, ...]:
    """The step in hand is left only while nothing of it is answered; else it is finished first."""
    insist(has_role(command.lead, LEAD))
    insist(may_adjust(state, command.steps))
    adjusted = e.OrderAdjusted(
        at=command.at,
        by=command.by.id,
        steps=command.steps,
        lead=command.lead,
        reason=stated(command.reason),
    )
    after = apply(state, adjusted)
    return adjusted, *_moved(after, command)


def may_adjust(state: ExecutionState, steps: tuple[str, ...]) -> Refusal | None:
    """All that is open and nothing else, in another order; critical steps as they were."""
    before = open_steps(state)
    if sorted(steps) != sorted(before):
        return Refusal("order_incomplete")
    if steps == before:
        return Refusal("order_unchanged")
    if _critical(reordered(path(state), steps)) != _critical(path(state)):
        return Refusal("critical_reordered")
    return None


def _critical(steps: Iterable[Step]) -> list[str]:
    return [step.id for step in steps if step.control == "critical"]


def _moved(after: ExecutionState, command: c.AdjustOrder) -> tuple[e.Event, ...]:
    if not_blocked(after) is not None:
        return ()
    if after.current is not None and has_answers(after.step_state(after.current)):
        return ()
    first = next_due(after)
    if first is None or first.id == after.current:
        return ()
    return go_on(after, command.at, command.by.id)
