"""Where each step and check of a procedure lies, looked up once per procedure.

A procedure of 200 steps is asked for its steps several times with every tap; walking its sections
each time would cost more than the rules themselves.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sop.procedure import Calculation, Check, Procedure, SignOff, Step

Path = str | None
"""The id of a contingency procedure, or None for the main path."""


class Verdict(NamedTuple):
    """Whether a step was due, seen from these objects."""

    inputs: tuple[object, ...]
    due: bool


class Plan:
    """`paths` are the steps in order; `place` tells the path and the position of a step on it.

    `reviews` are the signatures that stand over steps before their own.
    `adjusted` remembers the latest order of each path, `verdicts` the last answer to each
    condition; they change no answer, only its cost.
    """

    __slots__ = (
        "adjusted",
        "calculations",
        "checks",
        "paths",
        "place",
        "procedure",
        "reviews",
        "steps",
        "verdicts",
    )

    def __init__(self, procedure: Procedure) -> None:
        names: list[Path] = [None, *(each.id for each in procedure.contingencies)]
        self.procedure = procedure
        self.paths = {name: tuple(procedure.steps(name)) for name in names}
        self.adjusted: dict[Path, tuple[tuple[str, ...], tuple[Step, ...]]] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.steps: dict[str, Step] = {}
        self.place: dict[str, tuple[Path, int]] = {}
        for name, steps in self.paths.items():
            for position, step in enumerate(steps):
                self.steps.setdefault(step.id, step)
                self.place.setdefault(step.id, (name, position))
        self.checks: dict[str, dict[str, Check]] = {
            step.id: {check.id: check for check in step.checks} for step in self.steps.values()
        }
        self.calculations = tuple(
            (step_id, check)
            for step_id, checks in self.checks.items()
            for check in checks.values()
            if isinstance(check, Calculation)
        )
        self.reviews = tuple(
            (step.id, check.id)
            for step in self.steps.values()
            for number, check in enumerate(step.checks)
            if isinstance(check, SignOff) and _reviews(check, step.checks[:number])
        )


def _reviews(signature: SignOff, before: Sequence[Check]) -> bool:
    """Whether the signature stands over earlier steps too, not only over its own."""
    if signature.by == "second" and signature.meaning == "approved":
        return True
    return all(isinstance(check, SignOff) for check in before)


_plans: dict[int, Plan] = {}
_KEPT = 16


def plan_of(procedure: Procedure) -> Plan:
    """The plan of this very object. A kept plan holds its procedure, so its id is not reused."""
    plan = _plans.get(id(procedure))
    if plan is None:
        if len(_plans) >= _KEPT:
            _plans.clear()
        plan = _plans[id(procedure)] = Plan(procedure)
    return plan
