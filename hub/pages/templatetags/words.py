"""Words in both languages, side by side where they are said: none can be forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from sop.messages import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sop.procedure import Procedure

register = template.Library()

_STATUS = {
    "running": ("执行中", "running"),
    "paused": ("已暂停", "paused"),
    "completed": ("已完成", "completed"),
    "aborted": ("已中止", "aborted"),
    "passed": ("合格", "passed"),
    "deviated": ("有偏差", "with deviation"),
    "man": ("人", "man"),
    "machine": ("机", "machine"),
    "material": ("料", "material"),
    "method": ("法", "method"),
    "environment": ("环", "environment"),
    "measurement": ("测", "measurement"),
    "lot": ("批次", "lot"),
    "serial": ("序列号", "serial"),
    "raw": ("条码", "code"),
    "part": ("零件号", "part"),
}


def chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@register.simple_tag
def say(zh: str, en: str) -> str:
    return zh if chinese() else en


@register.filter
def word(key: str) -> str:
    """A status, result, category or kind in the reader's language."""
    pair = _STATUS.get(key)
    return key if pair is None else pair[0 if chinese() else 1]


@register.filter
def speak(texts: Mapping[str, str] | None) -> str:
    """Of a text by language the reader's, else whichever there is."""
    if not texts:
        return ""
    return texts.get("zh" if chinese() else "en") or next(iter(texts.values()), "")


@register.simple_tag
def step_title(procedure: Procedure | None, step: str) -> str:
    """What its release calls it; its id where that is not known."""
    found = procedure.step(step) if procedure else None
    return speak(found.title) if found else step


@register.simple_tag
def check_title(procedure: Procedure | None, step: str, check: str) -> str:
    found = procedure.step(step) if procedure else None
    asked = found.check(check) if found else None
    return speak(asked.title) if asked else check


@register.simple_tag
def because(reason: str, details: Mapping[str, str] | None) -> str:
    """Why a check failed."""
    return text(reason, "zh" if chinese() else "en", **(details or {}))


@register.filter
def ago(moment: datetime | str | None) -> str:
    """How long ago, roughly: `3 min`."""
    if not moment:
        return "–"
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return lasted(timezone.now() - at)


@register.filter
def lasted(span: timedelta | float | None) -> str:
    """A span in words; numbers are milliseconds."""
    if span is None:
        return "–"
    seconds = span.total_seconds() if isinstance(span, timedelta) else span / 1000
    seconds = max(0.0, seconds)
    for size, zh, en in ((86400, "天", "d"), (3600, "小时", "h"), (60, "分", "min")):
        if seconds >= size:
            return f"{seconds / size:.1f}".removesuffix(".0") + (zh if chinese() else f" {en}")
    return f"{seconds:.0f}" + (" 秒" if chinese() else " s")
