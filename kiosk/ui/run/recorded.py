"""What was recorded, in the words of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.words import say
from sop.answers import (
    Acknowledged,
    Answer,
    Calculated,
    Chosen,
    Measured,
    Photographed,
    Scanned,
    Signed,
    Ticked,
    Waited,
    Written,
)
from sop.execution.explaining import title
from sop.execution.numbers import shown
from sop.execution.scanning import visible
from sop.procedure import Calculation, Choice, Measurement

if TYPE_CHECKING:
    from sop.procedure import Check


def recorded(check: Check, answer: Answer | None, language: str) -> str:
    """The answer as one short line; empty without one."""
    match answer:
        case None:
            return ""
        case Acknowledged():
            return say("recorded_acknowledged", language)
        case Scanned():
            return _scanned(answer, language)
        case Measured():
            return _measured(check, answer)
        case Chosen():
            return _chosen(check, answer, language)
        case Ticked():
            return say("recorded_ticked", language, count=len(answer.items))
        case Written():
            return answer.text
        case Photographed():
            return say("recorded_photos", language, count=len(answer.photos))
        case Waited():
            return say("recorded_waited", language, seconds=f"{answer.elapsed_ms / 1000:.1f}")
        case Calculated():
            decimals = check.decimals if isinstance(check, Calculation) else 0
            return shown(answer.value, decimals, answer.unit)
        case Signed():
            return f"{answer.name} · {say(f'meaning_{answer.meaning}', language)}"


def _scanned(answer: Scanned, language: str) -> str:
    captured = [
        say(f"captured_{name}", language, value=value)
        for name, value in (
            ("lot", answer.lot),
            ("serial", answer.serial),
            ("quantity", answer.quantity),
        )
        if value
    ]
    return " · ".join([answer.part, *captured] if answer.part else captured) or visible(answer.text)


def _measured(check: Check, answer: Measured) -> str:
    decimals = check.decimals if isinstance(check, Measurement) else 0
    value = shown(answer.value, decimals, answer.unit)
    if len(answer.samples) < 2:
        return value
    return f"x̄ {value}  ({' / '.join(shown(sample, decimals) for sample in answer.samples)})"


def _chosen(check: Check, answer: Chosen, language: str) -> str:
    texts = (
        {o.id: title(o.text, language) for o in check.options} if isinstance(check, Choice) else {}
    )
    comma = "、" if language.startswith("zh") else ", "
    return comma.join(texts.get(each, each) for each in answer.options)
