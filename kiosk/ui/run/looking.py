"""What the camera should look for at a step, and what a code that was read means there.

Pure: an execution's state and a scan in, a meaning out. What is judged by the rules is not judged
here; only which check of the step a code was meant for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kiosk.scanner import ANYTHING, SHOP_FLOOR, Expectation, Scan, Symbology
from kiosk.scanner.gauges import GaugeReading, parse_gauge
from kiosk.scanner.gs1 import parse_gs1
from kiosk.ui.run.words import say
from sop.execution import fits, is_specific, open_checks
from sop.execution.stepping import warnings_acknowledged
from sop.procedure import Measurement, SignOff
from sop.procedure import Scan as ScanCheck

if TYPE_CHECKING:
    from sop.procedure import Check
    from sop.state import ExecutionState


class Meaning(Struct, frozen=True):
    """scan and sample name the check they answer; nothing says why in words."""

    kind: Literal["scan", "sample", "badge", "nothing"]
    check: str = ""
    value: float = 0.0
    why: str = ""


def looks_for(state: ExecutionState) -> Expectation | None:
    """What counts now; None rests the camera. A badge, where only a signature is left to give."""
    if state.status != "running" or state.current is None or _is_held_up(state):
        return None
    checks = open_checks(state)
    scans = [check for check in checks if isinstance(check, ScanCheck)]
    if scans:
        return Expectation(_symbologies(scans), lambda text: _fitting(state, scans, text) != [])
    return ANYTHING if checks and isinstance(checks[0], SignOff) else None


def meaning_of(state: ExecutionState, active: Check | None, scan: Scan, language: str) -> Meaning:
    """Which check a code answers: one it fits, else the one in hand, else the first that scans."""
    if why := _in_the_way(state, language):
        return Meaning("nothing", why=why)
    scans = [check for check in open_checks(state) if isinstance(check, ScanCheck)]
    gs1 = parse_gs1(scan.text, scan.symbology, gs1=scan.gs1)
    fitting = _fitting(state, scans, scan.text, dict(gs1.values) if gs1 else None)
    if fitting:
        return Meaning("scan", (active if active in fitting else fitting[0]).id)
    if isinstance(active, Measurement) and scan.source == "wedge":
        return _reading(active, scan.text, bool(scans), language)
    if scans:
        return Meaning("scan", (active if active in scans else scans[0]).id)
    if isinstance(active, SignOff):
        return Meaning("badge", active.id)
    return Meaning("nothing", why=say("scan_not_wanted", language))


def _is_held_up(state: ExecutionState) -> bool:
    step = state.current
    if step is None:
        return True
    blocked = state.step_state(step).blocked_by is not None
    return blocked or warnings_acknowledged(state, step) is not None


def _in_the_way(state: ExecutionState, language: str) -> str:
    if state.current is None or state.status != "running":
        return say("scan_not_wanted", language)
    if state.step_state(state.current).blocked_by is not None:
        return say("scan_blocked", language)
    if warnings_acknowledged(state, state.current) is not None:
        return say("scan_warnings_first", language)
    return ""


def _symbologies(scans: list[ScanCheck]) -> frozenset[Symbology]:
    """Nothing but what the step asks for: fewer kinds, fewer wrong reads, faster."""
    if any(not check.symbologies for check in scans):
        return SHOP_FLOOR
    return frozenset(Symbology(name) for check in scans for name in check.symbologies)


def _fitting(
    state: ExecutionState, scans: list[ScanCheck], text: str, gs1: dict[str, str] | None = None
) -> list[ScanCheck]:
    """The checks that look for this very code."""
    if gs1 is None:
        parsed = parse_gs1(text)
        gs1 = dict(parsed.values) if parsed else {}
    return [check for check in scans if is_specific(check) and fits(state, check, text, gs1)]


def _reading(check: Measurement, text: str, also_scans: bool, language: str) -> Meaning:
    reading = parse_gauge(text)
    if reading is None:
        why = say("not_a_reading", language, seen=text[:40])
        return Meaning("nothing", why=say("scan_not_wanted", language) if also_scans else why)
    if not _same_unit(reading, check.unit):
        why = say("wrong_unit", language, seen=reading.unit, expected=check.unit)
        return Meaning("nothing", why=why)
    if reading.decimals > check.decimals:
        seen, decimals = f"{reading.value} {reading.unit or ''}".strip(), check.decimals
        # Trailing zeros say nothing more; any other digit would be thrown away unseen.
        if reading.value != round(reading.value, decimals):
            return Meaning("nothing", why=say("too_fine", language, seen=seen, decimals=decimals))
    return Meaning("sample", check.id, value=float(reading.value))


def _same_unit(reading: GaugeReading, unit: str) -> bool:
    """A gauge that sends no unit is believed; one that sends another is not converted."""
    return reading.unit is None or _plain(reading.unit) == _plain(unit)


def _plain(unit: str) -> str:
    return unit.replace("·", "").replace("µ", "μ").replace(" ", "").casefold()
