"""What a failed check does, by its step's rule."""

from sop import events as e
from sop.execution.conditions import is_due
from sop.execution.order import in_order, position
from sop.execution.plan import plan_of
from sop.execution.stepping import rework
from sop.procedure import (
    Calculation,
    Check,
    Measurement,
    Photo,
    Scan,
    Step,
)
from sop.state import ExecutionState


def consequences(
    state: ExecutionState, step_id: str, check_id: str, reason: str, at: int, by: str
) -> tuple[e.Event, ...]:
    """What follows in `state`, which already knows of the failure; nothing while tries are left."""
    step = plan_of(state.procedure).steps[step_id]
    failures = state.step_state(step_id).checks[check_id].failures
    if step.on_fail.then == "retry" or failures <= step.on_fail.retries:
        return ()
    if step.on_fail.then == "go_back" and (to := _rework_from(state, step)):
        return rework(state, to.id, at, by, reason, automatic=True)
    blocked = e.StepBlocked(at=at, by=by, step=step_id, check=check_id)
    if step.on_fail.then != "exception":
        return (blocked,)
    return _exception(state, step_id, check_id, at, by), blocked


def _rework_from(state: ExecutionState, step: Step) -> Step | None:
    """The step to go back to. None when it cannot be entered: the failing step is blocked then."""
    plan = plan_of(state.procedure)
    to = plan.steps.get(step.on_fail.to or "")
    if to is None:
        return None
    own_path, on = plan.place[step.id][0], plan.place[to.id][0]
    if on != own_path or position(state, to.id) > position(state, step.id):
        return None
    if not is_due(state, to) or in_order(state, to):
        return None
    return to


def _exception(
    state: ExecutionState, step_id: str, check_id: str, at: int, by: str
) -> e.ExceptionRaised:
    """Its id follows from the run: deciding twice names the same exception."""
    check = plan_of(state.procedure).checks[step_id][check_id]
    number = len(state.cases) + 1
    return e.ExceptionRaised(
        at=at,
        by=by,
        exception=f"{state.execution}:{number}",
        category=_category(check),
        step=step_id,
        automatic=True,
    )


def _category(check: Check) -> e.Category:
    """A first guess at 人机料法环测; the team lead's disposition settles it."""
    if isinstance(check, Scan):
        return "material"
    if isinstance(check, (Measurement, Calculation)):
        return "measurement"
    return "material" if isinstance(check, Photo) else "method"
