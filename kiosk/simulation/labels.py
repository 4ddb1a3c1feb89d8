"""The label a virtual operator holds before the scanner: the one the step looks for, or another."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.scanner.gs1 import GS, parse_gs1
from kiosk.scanner.sightings import Scan
from kiosk.scanner.symbologies import Symbology
from kiosk.simulation.patterns import text_fitting
from sop.execution.expecting import Expected, expected, fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from random import Random

    from sop.procedure import BomItem
    from sop.procedure import Scan as ScanCheck
    from sop.state import ExecutionState

_FIXED_LENGTH = {"00", "01", "02", "11", "12", "13", "15", "16", "17", "20"}
_ORDER = {ai: place for place, ai in enumerate(("01", "17", "11", "10", "21", "30", "37"))}
_GTIN_COMPANY = "0690123"


def fitting_label(state: ExecutionState, check: ScanCheck, today: date, rng: Random) -> Scan:
    """A label the check should pass; when none can be made out, the nearest to it."""
    asked = expected(state, check)
    first: Scan | None = None
    for text, gs1 in _candidates(asked, check, today, rng):
        label = _scan(text, check, gs1)
        first = first or label
        read = parse_gs1(text, label.symbology, gs1=gs1)
        if fits(state, check, text, dict(read.values) if read else {}):
            return label
    return first or _scan(_serial(rng), check)


def wrong_label(check: ScanCheck, rng: Random) -> Scan:
    """The part from the neighbouring bin."""
    return _scan(f"X-{_serial(rng)}", check)


def labels_again(state: ExecutionState, check: ScanCheck, texts: Iterable[str]) -> list[Scan]:
    """Labels seen before that this check asks for once more."""
    return [_scan(text, check) for text in dict.fromkeys(texts) if fits(state, check, text)]


def _candidates(
    asked: Expected, check: ScanCheck, today: date, rng: Random
) -> Iterator[tuple[str, bool]]:
    for text in asked.texts:
        yield text, False
        yield from _with_fields(asked, check, {}, today, rng)
    for pattern in asked.patterns:
        yield text_fitting(pattern, rng), False
    for part in rng.sample(asked.parts, len(asked.parts)):
        yield from _of_part(part, asked, check, today, rng)
    yield from _with_fields(asked, check, {}, today, rng)
    yield _serial(rng), False


def _of_part(
    part: BomItem, asked: Expected, check: ScanCheck, today: date, rng: Random
) -> Iterator[tuple[str, bool]]:
    if part.gtin:
        fields = {"01": part.gtin.zfill(14)}
        yield from _with_fields(asked, check, fields, today, rng, part)
    if part.pattern:
        yield text_fitting(part.pattern, rng), False
    yield part.part, False


def _with_fields(
    asked: Expected,
    check: ScanCheck,
    fields: dict[str, str],
    today: date,
    rng: Random,
    part: BomItem | None = None,
) -> Iterator[tuple[str, bool]]:
    wanted = {**asked.fields, **fields}
    captured = (check.capture.lot, check.capture.serial, check.capture.quantity)
    for ai in filter(None, captured):
        if ai.isdigit():
            wanted.setdefault(ai, "")
    if part is not None and part.traced != "no":
        wanted.setdefault("10" if part.traced == "lot" else "21", "")
    if check.unexpired:
        wanted.setdefault("17", "")
    if check.unused and wanted:
        wanted.setdefault("21", "")
    if wanted:
        patterns = {rule.ai: rule.pattern for rule in check.gs1 if rule.pattern}
        filled = {
            ai: value or _value(ai, patterns.get(ai), today, rng) for ai, value in wanted.items()
        }
        yield element_string(filled), True


def element_string(fields: dict[str, str]) -> str:
    """GS1 element strings: those of fixed length first, a separator after the others."""
    ordered = sorted(fields, key=lambda ai: (ai not in _FIXED_LENGTH, _ORDER.get(ai, 99), ai))
    parts = [ai + fields[ai] + ("" if ai in _FIXED_LENGTH else GS) for ai in ordered]
    return "".join(parts).rstrip(GS)


def _value(ai: str, pattern: str | None, today: date, rng: Random) -> str:
    if pattern:
        return text_fitting(pattern, rng)
    if ai in ("01", "02"):
        return gtin14(f"{_GTIN_COMPANY}{rng.randrange(10**6):06d}")
    if ai in ("15", "16", "17"):
        return f"{today + timedelta(days=rng.randint(90, 720)):%y%m%d}"
    if ai in ("11", "12", "13"):
        return f"{today - timedelta(days=rng.randint(5, 90)):%y%m%d}"
    if ai in ("30", "37"):
        return str(rng.choice((10, 20, 50, 100)))
    if ai == "10":
        return f"L{today:%y%m}{rng.randrange(10**4):04d}"
    return _serial(rng)


def gtin14(thirteen: str) -> str:
    """Thirteen digits and their check digit."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(thirteen))
    return f"{thirteen}{-total % 10}"


def _serial(rng: Random) -> str:
    return f"SN{rng.randrange(10**9):09d}"


def _scan(text: str, check: ScanCheck, gs1: bool = False) -> Scan:
    named = check.symbologies[0] if check.symbologies else None
    symbology = Symbology(named) if named else (Symbology.DATAMATRIX if gs1 else Symbology.CODE128)
    return Scan(text, symbology, "simulation", "camera", None, time.monotonic(), gs1=gs1)
