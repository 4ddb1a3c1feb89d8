"""An operator who thinks: answers that later calculations compare do fit one another.

The lot printed on a carton is the lot its code says; what was issued is what was used, destroyed
and returned. Candidates are tried out on a copy of the state, which `apply` gives for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sop.answers import Measured, Scanned
from sop.events import CheckPassed
from sop.execution import apply
from sop.execution.queries import calculated_value
from sop.procedure import Calculation, Measurement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kiosk.simulation.answering import Situation
    from sop.answers import Answer
    from sop.procedure import Check

V = TypeVar("V")


def first_sensible(
    at: Situation, check: Check, candidates: Iterable[V], answer: Callable[[V], Answer]
) -> V | None:
    """The first candidate after which no calculation that can be made is outside its limits."""
    for candidate in candidates:
        event = CheckPassed(at=0, by="", step=at.step.id, check=check.id, answer=answer(candidate))
        after = apply(at.state, event)
        values = [
            (calculation, calculated_value(after, calculation))
            for step in at.state.procedure.steps(at.state.contingency)
            for calculation in step.checks
            if isinstance(calculation, Calculation)
        ]
        if all(value is None or _within(calculation, value) for calculation, value in values):
            return candidate
    return None


def codes_at_hand(at: Situation) -> Iterator[str]:
    """What stands on the order and on the labels scanned before, the latest first."""
    for step in reversed(at.state.procedure.steps()):
        for answered in at.state.step_state(step.id).checks.values():
            if answered.passed and isinstance(answered.answer, Scanned):
                yield from filter(
                    None, (answered.answer.text, answered.answer.lot, answered.answer.serial)
                )
    order, unit = at.state.work_order, at.state.unit
    known = (order.lot, order.number, order.product) if order else ()
    yield from filter(None, (*known, unit.serial, unit.lot))


def count(at: Situation, check: Measurement) -> float:
    """Of a row of counts without upper limit: all first, then most of them, then a few."""
    earlier = [value for each, value in _counts(at) if each != check.id]
    if not earlier:
        return float(at.rng.randint(900, 5000))
    return earlier[0] * at.rng.uniform(*((0.9, 0.97) if len(earlier) == 1 else (0.001, 0.01)))


def what_is_left(at: Situation) -> Iterator[float]:
    """The first count less the others: what makes a balance come out even."""
    values = [value for _, value in _counts(at)]
    if values:
        yield values[0] - sum(values[1:])


def _counts(at: Situation) -> Iterator[tuple[str, float]]:
    answered = at.state.step_state(at.step.id).checks
    for check in at.step.checks:
        if isinstance(check, Measurement) and is_count(check):
            given = answered.get(check.id)
            if given and given.passed and isinstance(given.answer, Measured):
                yield check.id, given.answer.value


def is_count(check: Measurement) -> bool:
    return check.upper is None and check.target is None


def _within(calculation: Calculation, value: float) -> bool:
    low = calculation.lower is not None and value < calculation.lower
    high = calculation.upper is not None and value > calculation.upper
    return not (low or high)
