"""Conditions and calculations: they compile, name what exists, look only back, and fit in type.

Beyond names each expression is tried once on likely answers, so that a text compared with a
number, or a condition that gives a number, is found at the desk and not at the line.
"""

from collections.abc import Iterator

from sop.answers import Answer
from sop.expressions import (
    Expression,
    ExpressionError,
    compile_expression,
    evaluate_condition,
    evaluate_number,
)
from sop.language.rules.comparisons import check_applicability, check_comparisons
from sop.language.rules.finding import Finding, Findings, PlacedStep, found, placed_steps
from sop.language.rules.references import unknown
from sop.language.rules.specimens import specimen, work_order_specimen
from sop.language.sheet import Path
from sop.procedure import Applicability, Calculation, Check, Procedure, Scan
from sop.variables import NAMES, fields

# What depends on the values of a real run cannot be judged on a specimen.
_OF_THE_RUN = {
    "expression_missing_value",
    "expression_division_by_zero",
    "expression_not_finite",
    "expression_failed",
}
_ORDER_FIELDS = ("number", "product", "variant", "lot", "quantity", "fields")


class _Scope:
    """The checks an expression may look at: by step, in the order they are answered."""

    def __init__(
        self,
        everything: dict[str, list[Check]],
        earlier: dict[str, list[Check]],
        applies_to: Applicability,
    ) -> None:
        self.everything = everything
        self.applies_to = applies_to
        self.earlier = earlier

    def check(self, step: str, check: str) -> Check | None:
        return next((c for c in self.earlier.get(step, []) if c.id == check), None)

    def known(self) -> dict[tuple[str, str], Check]:
        return {(step, c.id): c for step, checks in self.earlier.items() for c in checks}


def check_formulas(procedure: Procedure) -> Findings:
    steps = placed_steps(procedure)
    everything = {placed.step.id: placed.step.checks for placed in steps}
    for placed in steps:
        earlier = _earlier(placed, steps)
        if placed.step.when is not None:
            scope = _Scope(everything, earlier, procedure.applies_to)
            yield from _formula(placed.step.when, (*placed.path, "when"), scope, True)
        for n, check in enumerate(placed.step.checks):
            if isinstance(check, Calculation):
                before = {**earlier, placed.step.id: placed.step.checks[:n]}
                path = (*placed.path, "checks", n, "expression")
                scope = _Scope(everything, before, procedure.applies_to)
                yield from _formula(check.expression, path, scope, False)


def _earlier(placed: PlacedStep, steps: list[PlacedStep]) -> dict[str, list[Check]]:
    """Earlier steps of the same path; a contingency may look at the whole main path too."""
    own = [other for other in steps if other.contingency == placed.contingency]
    main = [other for other in steps if other.contingency is None]
    before = own[: own.index(placed)] + (main if placed.contingency else [])
    return {other.step.id: other.step.checks for other in before}


def _formula(source: str, path: Path, scope: _Scope, condition: bool) -> Findings:
    if not source:
        return
    try:
        compiled = compile_expression(source)
    except ExpressionError as error:
        yield found(path, error.key, **error.details)
        return
    wrong = list(_references(compiled, path, scope))
    yield from wrong
    yield from check_comparisons(source, path, scope.known())
    yield from check_applicability(source, path, scope.applies_to)
    if not wrong:
        yield from _trial(compiled, path, scope, condition)


def _references(compiled: Expression, path: Path, scope: _Scope) -> Iterator[Finding]:
    for reference in dict.fromkeys(compiled.references):
        name, *rest = reference
        if name in scope.everything and rest:
            yield found(path, "answers_missing", seen=".".join(reference))
        elif name not in NAMES:
            yield unknown(path, "no_such_name", name, NAMES)
        elif name == "answers":
            yield from _answer(rest, path, scope)
        elif name == "work_order" and rest and rest[0] not in _ORDER_FIELDS:
            yield unknown(path, "no_such_field", ".".join(reference[:2]), _ORDER_FIELDS)
        elif name == "unit" and rest and rest[0] not in {"serial", "lot"}:
            yield unknown(path, "no_such_field", ".".join(reference[:2]), ("serial", "lot"))


def _answer(rest: list[str], path: Path, scope: _Scope) -> Iterator[Finding]:
    if len(rest) < 2:
        yield found(path, "answer_path_short", seen=".".join(["answers", *rest]))
        return
    step, check = rest[:2]
    if step not in scope.everything:
        yield unknown(path, "no_such_step", step, scope.earlier)
    elif not any(each.id == check for each in scope.everything[step]):
        there = [each.id for each in scope.everything[step] if each.id]
        yield unknown(path, "no_such_check", f"{step}.{check}", [f"{step}.{c}" for c in there])
    else:
        known = scope.check(step, check)
        if known is None:
            yield found(path, "not_answered_yet", name=f"{step}.{check}")
        elif len(rest) > 2:
            yield from _field(known, rest, path)


def _field(check: Check, rest: list[str], path: Path) -> Iterator[Finding]:
    name = rest[2]
    there = fields(specimen(check))
    is_capture = isinstance(check, Scan) and name in {"lot", "serial", "quantity"}
    if is_capture and name not in there:
        yield found(path, "field_not_captured", name=".".join(rest[:3]), field=name)
    elif name not in there:
        yield unknown(path, "no_such_field", name, there)


def _trial(compiled: Expression, path: Path, scope: _Scope, condition: bool) -> Iterator[Finding]:
    judge = evaluate_condition if condition else evaluate_number
    try:
        judge(compiled, _specimens(scope.earlier))
    except ExpressionError as error:
        if error.key not in _OF_THE_RUN:
            yield found(path, error.key, **error.details)


def _specimens(earlier: dict[str, list[Check]]) -> dict[str, object]:
    answers: dict[str, dict[str, Answer]] = {
        step: {check.id: specimen(check) for check in checks} for step, checks in earlier.items()
    }
    return work_order_specimen(answers)
