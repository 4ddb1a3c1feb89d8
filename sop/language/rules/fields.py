"""GS1 fields: those there are, in codes that carry them, with values they can have."""

from collections.abc import Iterator

from sop.gs1 import form, longer
from sop.language.rules.finding import Finding, Findings, doubted, found
from sop.language.sheet import Path
from sop.pattern_width import width
from sop.patterns import PatternError, group_names
from sop.procedure import Gs1Rule, Scan
from sop.symbologies import ONLY_GTIN, WITHOUT_GS1

_GTIN = {"01", "02"}
CAPTURED = ("lot", "serial", "quantity")


def check_fields(check: Scan, path: Path) -> Findings:
    for n, rule in enumerate(check.gs1):
        yield from _rule(rule, (*path, "gs1", n))
    for name in CAPTURED:
        source = getattr(check.capture, name)
        if source is not None and is_identifier(source):
            yield from _identifier(source, (*path, "capture", name))
    yield from _quantity(check, (*path, "capture", "quantity"))
    yield from _carriers(check, path)
    yield from _same_each_time(check, path)


def is_identifier(source: str) -> bool:
    return source.isascii() and source.isdigit() and 2 <= len(source) <= 4


def _rule(rule: Gs1Rule, path: Path) -> Findings:
    yield from _identifier(rule.ai, (*path, "ai"))
    shape = form(rule.ai)
    if shape is None:
        return
    gtin = rule.ai in _GTIN and rule.equals is not None and _is_digits(rule.equals)
    if gtin and rule.equals is not None:
        yield from check_gtin(rule.equals, (*path, "equals"))
    if rule.equals is not None and not gtin and not shape.admits(rule.equals):
        kind = "gs1_value_digits" if shape.digits else "gs1_value_text"
        size = _size(shape.least, shape.most)
        yield found((*path, "equals"), kind, ai=rule.ai, seen=rule.equals, size=size)
    if rule.pattern is not None:
        yield from _length((*path, "pattern"), rule.pattern, shape.least, shape.most)


def check_gtin(digits: str, path: Path) -> Findings:
    """Eight, twelve, thirteen or fourteen digits, the last one telling of the others."""
    if len(digits) not in {8, 12, 13, 14}:
        yield found(path, "gtin_length", seen=digits, length=len(digits))
        return
    weighted = sum(int(d) * (3 if n % 2 == 0 else 1) for n, d in enumerate(digits[-2::-1]))
    right = -weighted % 10
    if int(digits[-1]) != right:
        yield found(path, "gtin_check_digit", seen=digits, right=digits[:-1] + str(right))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _size(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def _identifier(ai: str, path: Path) -> Findings:
    if not is_identifier(ai) or form(ai) is not None:
        return
    near = longer(ai)
    if near:
        shown = ", ".join(near[:6]) + (", …" if len(near) > 6 else "")
        yield found(path, "gs1_ai_longer", ai=ai, near=shown)
    else:
        yield found(path, "gs1_no_such_ai", ai=ai)


def _length(path: Path, pattern: str, least: float, most: float) -> Iterator[Finding]:
    """A pattern none of whose texts has a length that is admitted."""
    try:
        group_names(pattern)
    except PatternError:
        return
    own = width(pattern)
    if own.least > most:
        yield found(path, "pattern_needs_more", least=f"{own.least:g}", most=f"{most:g}")
    elif own.most < least:
        yield found(path, "pattern_needs_less", most=f"{own.most:g}", least=f"{least:g}")


def pattern_against_length(path: Path, pattern: str, least: int, most: int) -> Iterator[Finding]:
    """The same for the lengths an author states."""
    yield from _length(path, pattern, least, most)


def _quantity(check: Scan, path: Path) -> Findings:
    source = check.capture.quantity
    shape = form(source) if source is not None and is_identifier(source) else None
    if shape is not None and not shape.digits:
        yield doubted(path, "gs1_no_quantity", ai=source)


def _carriers(check: Scan, path: Path) -> Findings:
    """What is asked of a code must be in the kinds of code that are admitted."""
    admitted = set(check.symbologies)
    if not admitted or admitted - WITHOUT_GS1 - ONLY_GTIN:
        return
    shown = ", ".join(sorted(admitted))
    if admitted <= WITHOUT_GS1:
        for place, name in _asked_of_gs1(check):
            yield found((*path, *place), "gs1_needs_symbology", rule=name, symbologies=shown)
        return
    for place, ai in _asked_beyond_gtin(check):
        yield found((*path, *place), "gs1_only_gtin", ai=ai, symbologies=shown)
    for name in CAPTURED:
        if getattr(check.capture, name) == "text" and admitted <= ONLY_GTIN:
            place = (*path, "capture", name)
            yield found(place, "capture_of_gtin", field=name, symbologies=shown)


def _asked_of_gs1(check: Scan) -> Iterator[tuple[Path, str]]:
    if check.gs1:
        yield ("gs1",), "gs1"
    if check.unexpired:
        yield ("unexpired",), "unexpired"
    for name in CAPTURED:
        source = getattr(check.capture, name)
        if source is not None and is_identifier(source):
            yield ("capture", name), f"capture.{name}"


def _asked_beyond_gtin(check: Scan) -> Iterator[tuple[Path, str]]:
    for n, rule in enumerate(check.gs1):
        if rule.ai != "01":
            yield ("gs1", n, "ai"), rule.ai
    for name in CAPTURED:
        source = getattr(check.capture, name)
        if source is not None and is_identifier(source) and source != "01":
            yield ("capture", name), source
    if check.unexpired:
        yield ("unexpired",), "17"


def _same_each_time(check: Scan, path: Path) -> Findings:
    for name in CAPTURED:
        if check.equals is not None and getattr(check.capture, name) == "text":
            yield doubted((*path, "capture", name), "capture_constant", field=name,
                          equals=check.equals)  # fmt: skip
