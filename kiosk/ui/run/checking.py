"""One check of the step in hand, as the screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.recorded import recorded
from kiosk.ui.run.view import CheckView, Failed, Input
from kiosk.ui.run.words import say
from sop.execution import calculated_value, expected, explain, explain_failure, may_sign
from sop.execution.explaining import title
from sop.execution.numbers import shown, shown_limits
from sop.execution.scanning import visible
from sop.expressions import ExpressionError, compile_expression
from sop.procedure import (
    Calculation,
    Check,
    Checklist,
    Choice,
    Measurement,
    Photo,
    Scan,
    SignOff,
    Timer,
)
from sop.state import CheckState, ExecutionState

if TYPE_CHECKING:
    from sop.procedure import Step


def view_check(
    state: ExecutionState, step: Step, check: Check, active: bool, language: str
) -> CheckView:
    at = state.step_state(step.id).checks.get(check.id, CheckState())
    status = "passed" if at.passed else "failed" if at.reason else "open"
    return CheckView(
        check=check,
        kind=str(check.__struct_config__.tag),
        title=title(check.title, language),
        hint=title(check.hint, language) if check.hint else "",
        status=status,  # type: ignore[arg-type]
        active=active,
        state=at,
        recorded=recorded(check, at.answer, language) if at.passed else _partly(check, at),
        expected=expectation(state, check, language),
        note=_note(state, step, check, language),
        failed=failed_of(state, step, check.id, language) if status == "failed" else None,
        parts=expected(state, check).parts if isinstance(check, Scan) else (),
        inputs=_inputs(state, check, language) if isinstance(check, Calculation) else (),
        value=calculated_value(state, check) if isinstance(check, Calculation) else None,
    )


def failed_of(state: ExecutionState, step: Step, check_id: str, language: str) -> Failed:
    """Why the check's last try did not pass. A correction may have blocked without one."""
    at = state.step_state(step.id).checks.get(check_id, CheckState())
    if at.reason is None:
        return Failed(check_id, "", "", "", at.failures)
    sentence, wanted, seen = explain_failure(
        state.procedure, step.id, check_id, at.reason, at.details, language
    )
    return Failed(check_id, sentence, wanted, visible(seen), at.failures)


def expectation(state: ExecutionState, check: Check, language: str) -> str:
    """What would pass, short enough to stand beside the check; empty where anything does."""
    match check:
        case Scan():
            return expected(state, check).shown
        case Measurement() | Calculation():
            return limits(check)
        case Timer():
            return f"{shown(check.seconds, 0)} s"
        case Photo():
            return say("photos_wanted", language, count=check.count) if check.count > 1 else ""
        case Checklist():
            return say("items_wanted", language, count=len(check.items))
        case SignOff():
            return say(f"by_{check.by}", language)
        case _:
            return ""


def limits(check: Measurement | Calculation) -> str:
    """`25.0 ± 2.0 N·m` where the target lies in the middle, otherwise from … to."""
    target = check.target if isinstance(check, Measurement) else None
    low, high = check.lower, check.upper
    if target is not None and low is not None and high is not None:
        above, below = high - target, target - low
        if abs(above - below) < 1e-9:
            width = shown(round(above, 9), check.decimals, check.unit)
            return f"{shown(target, check.decimals)} ± {width}"
    return shown_limits(low, high, check.decimals, check.unit)


def _partly(check: Check, at: CheckState) -> str:
    """How far an answer of several parts has come."""
    match check:
        case Measurement(samples=wanted) if wanted > 1:
            return f"{len(at.samples)} / {wanted}"
        case Checklist(items=items):
            return f"{len(at.ticked)} / {len(items)}"
        case Photo(count=count) if count > 1:
            return f"{len(at.photos)} / {count}"
        case _:
            return ""


def _note(state: ExecutionState, step: Step, check: Check, language: str) -> str:
    if isinstance(check, Scan) and (missing := expected(state, check).missing):
        fields = ", ".join(say(f"field_{name}", language) for name in missing)
        return say("scan_nothing_to_compare", language, fields=fields)
    if isinstance(check, SignOff) and check.by == "performer" and state.operator is not None:
        refusal = may_sign(state, step.id, check, state.operator)
        return explain(state, refusal, language) if refusal else ""
    return ""


def _inputs(state: ExecutionState, calculation: Calculation, language: str) -> tuple[Input, ...]:
    """The answers the expression names, with their titles, in the order it names them."""
    try:
        paths = compile_expression(calculation.expression).references
    except ExpressionError:
        return ()
    named = dict.fromkeys(
        (path[1], path[2]) for path in paths if path[0] == "answers" and len(path) > 2
    )
    return tuple(_input(state, step, answer, language) for step, answer in named)


def _input(state: ExecutionState, step_id: str, check_id: str, language: str) -> Input:
    step = state.procedure.step(step_id)
    check = step.check(check_id) if step else None
    if check is None:
        return Input(f"{step_id}.{check_id}", None)
    at = state.step_state(step_id).checks.get(check_id, CheckState())
    answer = at.answer if at.passed else None
    return Input(title(check.title, language), recorded(check, answer, language) or None)


def options_of(check: Choice, language: str) -> list[tuple[str, str]]:
    return [(option.id, title(option.text, language)) for option in check.options]
