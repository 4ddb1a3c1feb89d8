"""What conditions and calculations come to in an execution.

Only the answers an expression names are put before it, and a condition is worked out again only
when one of them has changed: with 200 steps that is the difference between microseconds and
milliseconds a tap. States never change, so "the same object" means "the same answers".
"""

import operator
from functools import lru_cache

from sop.answers import Answer
from sop.execution.plan import Verdict, plan_of
from sop.expressions import (
    ExpressionError,
    compile_expression,
    evaluate_condition,
    evaluate_number,
)
from sop.procedure import Step
from sop.state import ExecutionState, StepState
from sop.variables import variables

Reference = tuple[str, ...]


def is_due(state: ExecutionState, step: Step) -> bool:
    """Whether the step's condition holds. In doubt it is due: nothing is skipped silently.

    A blocked step is due whatever its condition says: answering an earlier question otherwise is
    no way around the team lead.
    """
    if step.when is None or state.step_state(step.id).blocked_by is not None:
        return True
    verdicts = plan_of(state.procedure).verdicts
    inputs = _inputs(state, step.when)
    kept = verdicts.get(step.id)
    if kept is None or not all(map(operator.is_, kept.inputs, inputs)):
        kept = verdicts[step.id] = Verdict(inputs, _holds(state, step.when))
    return kept.due


def _holds(state: ExecutionState, condition: str) -> bool:
    try:
        return evaluate_condition(condition, _variables(state, condition))
    except ExpressionError:
        return True


def _inputs(state: ExecutionState, condition: str) -> tuple[object, ...]:
    """All that the condition can see, always in the same places."""
    inputs: list[object] = [state.station, state.work_order, state.unit]
    for path in _answers_named(condition):
        if path == ():
            inputs.append(state.steps)
        else:
            step = state.steps.get(path[0])
            inputs += (None, None) if step is None else (step.checks, step.status)
    return tuple(inputs)


def calculate(state: ExecutionState, expression: str) -> float:
    """The finite value of a calculation. Raises `ExpressionError` while an answer is missing."""
    return evaluate_number(expression, _variables(state, expression))


def depends_on(expression: str, step_id: str, check_id: str) -> bool:
    """Whether the expression looks at this answer, or might."""
    return any(
        all(named == own for named, own in zip(path, (step_id, check_id), strict=False))
        for path in _answers_named(expression)
    )


@lru_cache(maxsize=1024)
def _answers_named(expression: str) -> tuple[Reference, ...]:
    try:
        paths = compile_expression(expression).references
    except ExpressionError:
        return ()
    return tuple(path[1:] for path in paths if path[0] == "answers")


def _variables(state: ExecutionState, expression: str) -> dict[str, object]:
    named = _answers_named(expression)
    # `answers[…computed…]` names no step: it may look at any of them.
    steps = state.steps if () in named else {path[0] for path in named if path[0] in state.steps}
    return variables(
        {step_id: _counting(state.steps[step_id]) for step_id in steps},
        station=state.station,
        work_order=state.work_order,
        unit=state.unit,
    )


def _counting(step: StepState) -> dict[str, Answer]:
    """An answer counts once its check has passed, or a deviation has let its step stand."""
    return {
        check_id: check.answer
        for check_id, check in step.checks.items()
        if check.answer is not None and (check.passed or step.status == "deviated")
    }
