"""What a check asked for, and what it was answered with, as a person reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.record.symbologies import name_of
from kiosk.record.wording import COMMA, WORDS, Both, counted, joined, named, of_author, plain, said
from sop import answers as a
from sop import procedure as p

if TYPE_CHECKING:
    from collections.abc import Collection

GS = "\x1d"
SHOWN_GS = "<GS>"


def required(check: p.Check) -> Both:
    """What would pass."""
    match check:
        case p.Acknowledge():
            return said("to_acknowledge")
        case p.Scan():
            return _scan_required(check)
        case p.Measurement() | p.Calculation():
            return _limits(check)
        case p.Choice():
            return _options(check.options, [o.id for o in check.options if o.passes], plain(" / "))
        case p.Checklist():
            return counted("all_items", len(check.items))
        case p.TextEntry():
            return (
                said("pattern", pattern=_readable(check.pattern))
                if check.pattern
                else said("words")
            )
        case p.Photo():
            return counted("photos", check.count)
        case p.Timer():
            return said(check.mode, s=f"{check.seconds:g}")
        case p.SignOff():
            role = [_word(check.role)] if check.role else []
            return joined([said(f"by_{check.by}"), *role])


def answered(answer: a.Answer, check: p.Check | None) -> Both:
    """What was recorded, with nothing of it left out."""
    match answer:
        case a.Acknowledged():
            return said("acknowledged")
        case a.Scanned():
            return _scanned(answer)
        case a.Measured():
            return _measured(answer, check)
        case a.Chosen():
            options = check.options if isinstance(check, p.Choice) else []
            return _options(options, answer.options, COMMA)
        case a.Ticked():
            items = check.items if isinstance(check, p.Checklist) else []
            return _options(items, answer.items, COMMA)
        case a.Written():
            return plain(answer.text)
        case a.Photographed():
            return counted("photos", len(answer.photos))
        case a.Waited():
            return plain(f"{answer.elapsed_ms / 1000:.1f} s")
        case a.Calculated():
            return plain(f"{_number(answer.value, check)} {answer.unit}".strip())
        case a.Signed():
            return joined([plain(answer.name), said(answer.meaning)])


def _scan_required(check: p.Scan) -> Both:
    parts: list[Both] = []
    if check.equals:
        parts.append(plain(f"= {visible(check.equals)}"))
    if check.pattern:
        parts.append(said("pattern", pattern=_readable(check.pattern)))
    for rule in check.gs1:
        parts.append(plain(f"({rule.ai}) {rule.equals or _readable(rule.pattern or '')}".strip()))
        if rule.work_order:
            parts.append(_fits_order(rule.work_order))
    if check.part:
        parts.append(said("is_part", part=check.part))
    elif check.in_bom:
        parts.append(said("in_bom"))
    if check.work_order:
        parts.append(_fits_order(check.work_order))
    parts += [said(rule) for rule in ("unused", "unexpired") if getattr(check, rule)]
    return joined(parts or [said("any_code")])


def _fits_order(field: str) -> Both:
    """The words for what every order has; what the plant adds is called as the plant calls it."""
    return said("fits_order", field=_word(f"order_{field}", field))


def _word(word: str, otherwise: str = "") -> Both:
    return said(word) if word in WORDS else plain(otherwise or word)


def _readable(pattern: str) -> str:
    """The pattern without the names it gives to its parts."""
    return re.sub(r"\?P<\w+>", "", pattern)


def _limits(check: p.Measurement | p.Calculation) -> Both:
    lower = None if check.lower is None else f"{check.lower:.{check.decimals}f}"
    upper = None if check.upper is None else f"{check.upper:.{check.decimals}f}"
    if lower is not None and upper is not None:
        limits = f"{lower} – {upper}"
    elif lower is not None:
        limits = f"≥ {lower}"
    else:
        limits = f"≤ {upper}" if upper is not None else ""
    parts = [plain(f"{limits} {check.unit}".strip())] if limits else [said("calculated")]
    if isinstance(check, p.Measurement):
        if check.target is not None:
            parts.append(said("target", value=f"{check.target:.{check.decimals}f}"))
        if check.samples > 1:
            parts.append(said("samples", n=check.samples))
    return joined(parts)


def _measured(answer: a.Measured, check: p.Check | None) -> Both:
    value = f"{_number(answer.value, check)} {answer.unit}".strip()
    if len(answer.samples) > 1:
        each = ", ".join(_number(sample, check) for sample in answer.samples)
        value = f"{value} ({each})"
    return plain(value)


def _number(value: float, check: p.Check | None) -> str:
    if isinstance(check, p.Measurement | p.Calculation):
        return f"{value:.{check.decimals}f}"
    return f"{value:g}"


def _scanned(answer: a.Scanned) -> Both:
    parts = [plain(visible(answer.text))]
    for name in ("lot", "serial", "quantity"):
        if value := getattr(answer, name):
            parts.append(named(name, value))
    if answer.part:
        parts.append(plain(answer.part))
    parts.append(plain(name_of(answer.symbology)))
    return joined(parts)


def _options(
    offered: Collection[p.Option] | Collection[p.Item], chosen: Collection[str], between: Both
) -> Both:
    texts = {option.id: of_author(option.text) for option in offered}
    return joined([texts.get(option, plain(option)) for option in chosen], between)


def visible(text: str) -> str:
    """A code's text with its separators to be seen; other control characters by their numbers."""
    return "".join(
        SHOWN_GS if c == GS else f"<{ord(c):02X}>" if ord(c) < 32 or ord(c) == 127 else c
        for c in text
    )
