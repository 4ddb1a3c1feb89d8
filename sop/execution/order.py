"""Which step comes when: what is due, what may be entered, skipped or gone back to.

The questions answer with a refusal or None, so that a screen can ask before it offers.
"""

from collections.abc import Sequence

from sop.events import Event, StepEntered
from sop.execution.conditions import is_due
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal
from sop.procedure import Step
from sop.state import CheckState, ExecutionState, StepState


def path(state: ExecutionState) -> tuple[Step, ...]:
    """The steps of the path in hand: the main one, or the contingency procedure entered; in the
    order of this run."""
    return path_of(state, state.contingency)


def path_of(state: ExecutionState, contingency: str | None) -> tuple[Step, ...]:
    """The steps of that path, as a team lead may have put them for this run."""
    plan = plan_of(state.procedure)
    steps = plan.paths.get(contingency, ())
    adjusted = state.orders.get(contingency or "")
    if adjusted is None or len(adjusted) != len(steps):
        return steps
    kept = plan.adjusted.get(contingency)
    if kept is None or kept[0] is not adjusted:
        kept = plan.adjusted[contingency] = adjusted, tuple(plan.steps[it] for it in adjusted)
    return kept[1]


def position(state: ExecutionState, step_id: str) -> int:
    """Its place on its path, in the order of this run."""
    on, place = plan_of(state.procedure).place[step_id]
    if (on or "") not in state.orders:
        return place
    return next(n for n, step in enumerate(path_of(state, on)) if step.id == step_id)


def reordered(steps: Sequence[Step], wanted: Sequence[str]) -> tuple[Step, ...]:
    """The steps with those that are wanted in that order, each where one of them stood. Of a
    list that names others too, or one twice, nothing is taken."""
    by_id = {step.id: step for step in steps}
    if len(set(wanted)) != len(wanted) or not by_id.keys() >= set(wanted):
        return tuple(steps)
    turn = iter(wanted)
    return tuple(by_id[next(turn)] if step.id in wanted else step for step in steps)


def nothing_left(state: ExecutionState) -> Refusal | None:
    """Every due step of the main path is done, and no contingency procedure is under way."""
    if state.contingency is not None:
        return Refusal("in_contingency", {"seen": state.contingency})
    left = state.current_step or next_due(state)
    return None if left is None else Refusal("steps_left", {"expected": left.id})


def next_due(state: ExecutionState) -> Step | None:
    """The first step of the path that is due and not done."""
    return next(
        (
            step
            for step in path(state)
            if state.step_state(step.id).status == "open" and is_due(state, step)
        ),
        None,
    )


def enter(
    state: ExecutionState, step_id: str, at: int, by: str, reason: str | None = None
) -> StepEntered:
    """Entering the step. Coming back to what was left half done goes on with the same visit."""
    step = state.step_state(step_id)
    goes_on = step.begun and step.status == "open"
    visit = step.visit if goes_on else step.visit + 1
    return StepEntered(at=at, by=by, step=step_id, visit=visit, reason=reason)


def go_on(state: ExecutionState, at: int, by: str) -> tuple[Event, ...]:
    """Entering the next due step, if one is left."""
    step = next_due(state)
    return () if step is None else (enter(state, step.id, at, by),)


def settle(state: ExecutionState, at: int, by: str) -> tuple[Event, ...]:
    """Stay at the step in hand if it may still be done, or go where something may."""
    step = state.current_step
    if step is not None and is_due(state, step) and in_order(state, step) is None:
        return ()
    return go_on(state, at, by)


# --- what may be done -------------------------------------------------------------------------


def on_path(state: ExecutionState, step_id: str) -> Refusal | None:
    place = plan_of(state.procedure).place.get(step_id)
    if place is None:
        return Refusal("unknown_step", {"seen": step_id})
    if place[0] != state.contingency:
        return Refusal("step_on_other_path", {"seen": step_id})
    return None


def in_order(state: ExecutionState, step: Step) -> Refusal | None:
    """A critical step follows every earlier due critical step; a flexible one may be moved."""
    if step.control == "flexible":
        return None
    for earlier in path(state):
        if earlier.id == step.id:
            return None
        still_open = state.step_state(earlier.id).status == "open"
        if still_open and earlier.control == "critical" and is_due(state, earlier):
            return Refusal("critical_out_of_order", {"expected": earlier.id, "seen": step.id})
    return None


def may_leave(state: ExecutionState, towards: Step) -> Refusal | None:
    """Work begun is left only for a flexible step: nobody starts a critical one half done."""
    if state.current is None or towards.control == "flexible":
        return None
    if not has_answers(state.step_state(state.current)):
        return None
    return Refusal("step_begun", {"expected": state.current, "seen": towards.id})


def may_enter(state: ExecutionState, step_id: str) -> Refusal | None:
    """Whether the operator may go to this step now, out of turn."""
    if refusal := on_path(state, step_id):
        return refusal
    if step_id == state.current:
        return Refusal("step_already_current", {"seen": step_id})
    if refusal := not_blocked(state):
        return refusal
    if state.step_state(step_id).status != "open":
        return Refusal("step_already_done", {"seen": step_id})
    step = plan_of(state.procedure).steps[step_id]
    if not is_due(state, step):
        return Refusal("step_not_due", {"seen": step_id})
    return in_order(state, step) or may_leave(state, step)


def may_skip(state: ExecutionState, step_id: str) -> Refusal | None:
    """Only the flexible step in hand is skipped; a critical one takes a signed deviation."""
    if refusal := is_current(state, step_id):
        return refusal
    if plan_of(state.procedure).steps[step_id].control == "critical":
        return Refusal("critical_not_skipped", {"seen": step_id})
    return not_blocked(state)


def may_go_back(state: ExecutionState, step_id: str) -> Refusal | None:
    """Back to any done step of the path. A blocked step is left this way, but not freed."""
    if refusal := on_path(state, step_id):
        return refusal
    if state.step_state(step_id).status == "open":
        return Refusal("step_not_done", {"seen": step_id})
    step = plan_of(state.procedure).steps[step_id]
    if not is_due(state, step):
        return Refusal("step_not_due", {"seen": step_id})
    return in_order(state, step) or _leaves_nothing_behind(state, step)


def may_rework(state: ExecutionState, step_id: str) -> Refusal | None:
    """Where a team lead may send the run back to: as one may go back, or the step in hand anew."""
    if step_id != state.current:
        return may_go_back(state, step_id)
    return on_path(state, step_id)


def rework_targets(state: ExecutionState) -> tuple[str, ...]:
    return tuple(step.id for step in path(state) if may_rework(state, step.id) is None)


def go_back_targets(state: ExecutionState) -> tuple[str, ...]:
    """Every step that may be gone back to, in the order of the path."""
    return tuple(step.id for step in path(state) if may_go_back(state, step.id) is None)


def reopened_by(state: ExecutionState, to: str) -> tuple[str, ...]:
    """`to` and every later step of the path on which anything was done."""
    ids = [step.id for step in path(state)]
    later = ids[ids.index(to) + 1 :]
    return (to, *(each for each in later if _touched(state.step_state(each))))


def _leaves_nothing_behind(state: ExecutionState, to: Step) -> Refusal | None:
    """The step in hand, when it lies before the target, is not reopened but left."""
    if state.current is None or position(state, state.current) > position(state, to.id):
        return None
    return may_leave(state, to)


def is_current(state: ExecutionState, step_id: str) -> Refusal | None:
    if step_id not in plan_of(state.procedure).steps:
        return Refusal("unknown_step", {"seen": step_id})
    if step_id != state.current:
        return Refusal("step_not_current", {"expected": state.current or "", "seen": step_id})
    return None


def not_blocked(state: ExecutionState) -> Refusal | None:
    """Neither the step in hand waits for a team lead, nor the whole run."""
    if state.held_by is not None:
        return Refusal("execution_held")
    if state.halted is not None:
        return Refusal("execution_halted")
    if state.current is None:
        return None
    check = state.step_state(state.current).blocked_by
    if check is None:
        return None
    return Refusal("step_blocked", {"step": state.current, "check": check})


def has_answers(step: StepState) -> bool:
    """Whether anything of the step's checks has been recorded in this visit."""
    return any(check != CheckState(failures=check.failures) for check in step.checks.values())


def _touched(step: StepState) -> bool:
    return step.status != "open" or step.begun
