"""What a matter says, in one sentence of the reader's language, with the facts it rests on."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hub.pages.answers import check_of, said
from hub.pages.templatetags.words import lasted, say, speak, word

if TYPE_CHECKING:
    from hub.reviewing.models import Matter
    from sop.procedure import Procedure


def told_of(it: Matter, procedure: Procedure | None) -> str:
    """Empty for a matter that says no more than its kind; the step is told beside it."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):  # an event not as ours are
        return _told(it.kind, it.facts, procedure)
    return ""


def _told(kind: str, facts: dict[str, Any], procedure: Procedure | None) -> str:
    step = _step(procedure, facts.get("step") or "")
    parts = [step] if step else []
    match kind:
        case "too_fast":
            parts.append(_too_fast(facts))
        case "rhythm":
            parts.append(_rhythm(facts))
        case "identical":
            parts.append(_identical(facts, procedure))
        case "two_stations":
            parts.append(_two_stations(facts))
        case "corrected":
            check = check_of(procedure, facts["step"], facts["check"])
            parts.append(f"{said(facts['old'], check)} → {said(facts['new'], check)}")
        case "clock":
            by = lasted(abs(facts["by_ms"]))
            ahead = facts["by_ms"] >= 0
            parts.append(say("快", "ahead by") if ahead else say("慢", "behind by"))
            parts[-1] += f" {by}"
        case "pin_locked":
            tries = facts["tries"]
            parts.append(f"{facts['person']} · " + say(f"{tries} 次错误", f"{tries} wrong tries"))
        case "exception":
            parts.append(word(facts["category"]))
            parts.append(facts.get("note", ""))
        case "order":
            parts.append(" → ".join(_step(procedure, it) for it in facts["steps"]))
        case "contingency":
            parts.append(_contingency(procedure, facts["contingency"]))
    lead = facts.get("lead") or {}
    return " · ".join(it for it in (*parts, lead.get("name", ""), facts.get("reason", "")) if it)


def _too_fast(facts: dict[str, Any]) -> str:
    took, limit = _seconds(facts["took_ms"]), _seconds(facts["limit_ms"])
    match facts["rule"]:
        case "minimum" if not facts["limit_ms"]:
            return say(f"用时 {took}，短于规定的最短工时", f"took {took}; less than is set")
        case "minimum":
            return say(f"用时 {took}，短于规定的 {limit}", f"took {took}; the least is {limit}")
        case "standard":
            return say(
                f"用时 {took}，不足标准工时的十分之一（{limit}）",
                f"took {took}, less than a tenth of its standard time ({limit})",
            )
    usual, times = _seconds(facts["usual_ms"]), facts["times"]
    return say(
        f"用时 {took}；其余 {times} 次中位数 {usual}，低于 {limit}视为过快",
        f"took {took}; usually {usual} (median of {times} times), too fast below {limit}",
    )


def _rhythm(facts: dict[str, Any]) -> str:
    steps, every = facts["steps"], _seconds(facts["every_ms"])
    own, expected = f"{facts['variation']:.0%}", f"{facts['expected_variation']:.0%}"
    return say(
        f"连续 {steps} 个工步均约 {every}（变异 {own}），预期变异 {expected}",
        f"{steps} steps in a row of about {every} each (varying by {own}; {expected} is expected)",
    )


def _identical(facts: dict[str, Any], procedure: Procedure | None) -> str:
    check = check_of(procedure, facts["step"], facts["check"])
    title = speak(check.title) if check else facts["check"]
    value, unit = f"{facts['value']:g}", getattr(check, "unit", "")
    times, chance = facts["times"], f"{facts['chance']:.0e}"
    return say(
        f"{title}：连续 {times} 次读数均为 {value} {unit}，偶然出现的概率约 {chance}",
        f"{title}: {times} readings in a row of {value} {unit}; by chance about {chance}",
    )


def _two_stations(facts: dict[str, Any]) -> str:
    over, apart = lasted(facts["together_ms"]), lasted(facts["tolerance_ms"])
    return say(
        f"{facts['station']} 与 {facts['other_station']} 同时作业 {over}（时钟容差 {apart}）",
        f"at {facts['station']} and {facts['other_station']} at once for {over} "
        f"(clocks may be {apart} apart)",
    )


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.1f} " + say("秒", "s")


def _step(procedure: Procedure | None, step: str) -> str:
    found = procedure.step(step) if procedure else None
    return speak(found.title) if found else step


def _contingency(procedure: Procedure | None, name: str) -> str:
    known = procedure.contingencies if procedure else []
    return next((speak(it.title) for it in known if it.id == name), name)
