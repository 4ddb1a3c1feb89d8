"""Refusals and failures in words: ids become the titles people know, in their language."""

from collections.abc import Mapping

from sop.execution.asking import checks_of
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal
from sop.messages import text
from sop.procedure import Checklist, Choice, Procedure, Text
from sop.state import ExecutionState

_NAMING_STEPS = frozenset(
    {
        "correction_out_of_order",
        "critical_not_skipped",
        "critical_out_of_order",
        "step_already_current",
        "step_already_done",
        "step_begun",
        "step_not_blocked",
        "step_not_current",
        "step_not_done",
        "step_not_due",
        "step_on_other_path",
        "steps_left",
    }
)
_NAMING_CHECKS = frozenset(
    {"check_already_passed", "checks_left", "nothing_to_correct", "sign_after_checks"}
)


def explain(state: ExecutionState, refusal: Refusal, language: str) -> str:
    """The sentence for a refusal, with titles in place of ids."""
    names: Mapping[str, Text] = {}
    if refusal.code in _NAMING_STEPS:
        names = {step.id: step.title for step in plan_of(state.procedure).steps.values()}
    elif refusal.code in _NAMING_CHECKS and state.current is not None:
        checks = checks_of(state, state.current)
        names = {each: check.title for each, check in checks.items()}
    return text(refusal.code, language, **_named(refusal.details, names, language))


def explain_failure(
    procedure: Procedure,
    step_id: str,
    check_id: str,
    reason: str,
    details: Mapping[str, str],
    language: str,
) -> tuple[str, str, str]:
    """The sentence for a failed check; and what was expected and what was seen, to stand apart."""
    check = plan_of(procedure).checks.get(step_id, {}).get(check_id)
    names: dict[str, Text] = {}
    if isinstance(check, Choice):
        names = {option.id: option.text for option in check.options}
    elif isinstance(check, Checklist):
        names = {item.id: item.text for item in check.items}
    said = _named(details, names, language)
    return text(reason, language, **said), said.get("expected", ""), said.get("seen", "")


def title(texts: Text, language: str) -> str:
    """The text in the language, or in the first there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def _named(details: Mapping[str, str], names: Mapping[str, Text], language: str) -> dict[str, str]:
    def named(part: str) -> str:
        return title(names[part], language) or part if part in names else part

    comma = "、" if language.startswith("zh") else ", "
    if not names:
        return dict(details)
    return {key: comma.join(map(named, value.split(", "))) for key, value in details.items()}
