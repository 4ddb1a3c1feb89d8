"""The answer an exception is about, found without asking: what was read last, and went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sop.answers import Answer, Calculated, Chosen, Measured, Scanned, Written
from sop.execution import checks_of
from sop.execution.numbers import shown
from sop.procedure import Calculation, Choice, Measurement

if TYPE_CHECKING:
    from sop.procedure import Check
    from sop.state import CheckState, ExecutionState


def in_question(
    state: ExecutionState, step: str, check: str | None = None
) -> tuple[str | None, str]:
    """The check and its reading as a person would read it: the one given, or the one that failed,
    or the last that was answered. (None, "") where nothing was."""
    checks = checks_of(state, step)
    answered = state.step_state(step).checks
    if check is None or check not in checks:
        check = _failed(answered) or _last(tuple(checks), answered)
    if check is None or check not in checks:
        return None, ""
    at = answered.get(check)
    return check, reading_of(checks[check], at.answer if at else None)


def _failed(answered: dict[str, CheckState]) -> str | None:
    wrong = (each for each, at in answered.items() if not at.passed and at.answer is not None)
    return next(wrong, None)


def _last(checks: tuple[str, ...], answered: dict[str, CheckState]) -> str | None:
    given = [each for each in checks if each in answered and answered[each].answer is not None]
    return given[-1] if given else None


def reading_of(check: Check, answer: Answer | None) -> str:
    """With its unit; the codes and ids as they were recorded."""
    match answer:
        case Measured(value=value, unit=unit):
            places = check.decimals if isinstance(check, Measurement) else 0
            return f"{shown(value, places)} {unit}".strip()
        case Calculated(value=value, unit=unit):
            places = check.decimals if isinstance(check, Calculation) else 0
            return f"{shown(value, places)} {unit}".strip()
        case Scanned(text=text) | Written(text=text):
            return text
        case Chosen(options=options):
            return ", ".join(_titles(check, options))
    return ""


def _titles(check: Check, options: tuple[str, ...]) -> list[str]:
    if not isinstance(check, Choice):
        return list(options)
    titles = {option.id: " ".join(option.text.values()) for option in check.options}
    return [titles.get(each, each) for each in options]
