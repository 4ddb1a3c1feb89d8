"""What a screen asks of an execution. Nothing here decides; it says what the rules would say."""

from typing import Literal

from msgspec import Struct

from sop.execution.asking import checks_of
from sop.execution.conditions import calculate, is_due
from sop.execution.numbers import calculated, is_usable
from sop.execution.order import has_answers, next_due, not_blocked, path
from sop.execution.running import may_finish
from sop.execution.stepping import unpassed, warnings_acknowledged
from sop.execution.timing import worked
from sop.expressions import ExpressionError
from sop.procedure import Acknowledge, Calculation, Check, Control, Step, Text
from sop.state import ExecutionState, StepState

RowStatus = Literal["done", "current", "open", "skipped", "deviated", "not_due", "blocked"]


class StepRow(Struct, frozen=True):
    """A line of the step list. `number` is its place on the path, from 1, due or not.

    `locked`: it cannot be entered now, because of the order or of what is in hand.
    """

    step: str
    number: int
    title: Text
    control: Control
    status: RowStatus
    locked: bool


class Pace(Struct, frozen=True):
    """Milliseconds: the standard time of every due step, what was worked, what is left to do."""

    standard_ms: int
    worked_ms: int
    left_ms: int


def due_steps(state: ExecutionState) -> tuple[Step, ...]:
    """The steps of the path in hand that count: those done, and those still due."""
    return tuple(
        step
        for step in path(state)
        if state.step_state(step.id).status != "open" or is_due(state, step)
    )


def progress(state: ExecutionState) -> tuple[int, int]:
    """How many steps of the path in hand are done, and how many are due in all."""
    due = due_steps(state)
    return sum(state.step_state(step.id).status != "open" for step in due), len(due)


def step_overview(state: ExecutionState) -> tuple[StepRow, ...]:
    """Every step of the path in hand, in order."""
    rows = []
    awaiting = False  # an earlier critical step, so that later critical ones are locked
    stuck = state.status != "running" or not_blocked(state) is not None
    begun = state.current is not None and has_answers(state.step_state(state.current))
    for number, step in enumerate(path(state), 1):
        status = _row_status(state, step)
        critical = step.control == "critical"
        locked = status in ("open", "blocked") and (stuck or (critical and (awaiting or begun)))
        rows.append(StepRow(step.id, number, step.title, step.control, status, locked))
        awaiting = awaiting or (critical and status in ("open", "current", "blocked"))
    return tuple(rows)


def _row_status(state: ExecutionState, step: Step) -> RowStatus:
    at = state.step_state(step.id)
    if at.status == "open":
        return _open_status(state, step, at)
    return "done" if at.status == "completed" else at.status


def _open_status(state: ExecutionState, step: Step, at: StepState) -> RowStatus:
    if at.blocked_by is not None:
        return "blocked"
    if state.current == step.id:
        return "current"
    return "open" if is_due(state, step) else "not_due"


def open_checks(state: ExecutionState) -> tuple[Check, ...]:
    """The checks of the step in hand that have not passed, in their order."""
    if state.current is None:
        return ()
    checks = checks_of(state, state.current)
    return tuple(checks[each] for each in unpassed(state, state.current))


def ready_to_complete(state: ExecutionState) -> bool:
    """Whether Done may be tapped: all that is left are acknowledgements, which the tap gives."""
    if state.current is None or state.status != "running":
        return False
    if not_blocked(state) or warnings_acknowledged(state, state.current):
        return False
    return all(isinstance(check, Acknowledge) for check in open_checks(state))


def ready_to_finish(state: ExecutionState) -> bool:
    return state.status == "running" and may_finish(state) is None


def ready_to_leave(state: ExecutionState) -> bool:
    """A contingency procedure is done, and is left without a team lead."""
    going = state.status == "running" and state.halted is None and state.held_by is None
    in_hand = state.contingency is not None and going
    return in_hand and state.current is None and next_due(state) is None


def calculated_value(state: ExecutionState, check: Calculation) -> float | None:
    """What confirming would record; None while an answer is missing."""
    try:
        value = calculate(state, check.expression)
    except ExpressionError:
        return None
    return calculated(value, check.decimals) if is_usable(value) else None


def elapsed_ms(state: ExecutionState, step_id: str, now: int) -> int:
    """Work time at a step in its present visit, pauses not counted."""
    return worked(state.step_state(step_id), now)


def pace(state: ExecutionState, now: int) -> Pace:
    """For the takt: what the standard gives for the path in hand, and what was used of it."""
    standard = spent = left = 0
    for step in due_steps(state):
        own = int((step.time.standard or 0) * 1000)
        at = state.step_state(step.id)
        used = worked(at, now)
        standard += own
        spent += used
        left += max(0, own - used) if at.status == "open" else 0
    return Pace(standard, spent, left)
