"""What somebody does at the demo's window over and over: come in, hold labels up, type, sign."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.glass import Glass

PINS = {"BADGE-101": "135724", "BADGE-102": "246813", "BADGE-201": "864209"}
"""Of the demo's people: Li Na, Wang Lei, and Chen Jing, their team lead."""


def sop_kiosk(*command: str | Path) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "kiosk", *map(str, command)]
    return subprocess.run(whole, capture_output=True, text=True, encoding="utf-8", timeout=120)


def come_in(glass: Glass) -> None:
    """Li Na, in English."""
    glass.until(lambda: glass.screen == "badge", "the badge screen")
    glass.tap("English")
    glass.text("Scan your badge")
    glass.scan("BADGE-101")
    glass.until(lambda: glass.screen == "home", "home")


def hold_label(glass: Glass, caption: str) -> None:
    """Take it out of the tray, drawing the tray along until it is there, and hold it up."""
    glass.still("Labels")
    glass.tap("Labels")

    def card() -> object:
        found = glass.find(caption, "_LabelCard")
        if found is None:
            first = glass.find(kind="_LabelCard")
            if first is not None:
                glass.drag(1300, first.middle[1], -900)
        return found

    glass.until(card, f"the label {caption!r}")
    glass.tap(caption, "_LabelCard")
    glass.tap("Labels")


def key_in(glass: Glass, number: str) -> None:
    for figure in number:
        glass.tap(figure, "Button")


def sign(glass: Glass, badge: str = "BADGE-101") -> None:
    """The sheet asks for the badge, then for the PIN."""
    glass.until(lambda: glass.sheet == "SigningSheet", "the sheet to sign on")
    glass.scan(badge)
    glass.text(f"PIN of {badge}")
    key_in(glass, PINS[badge])
    # The sheet's own button lies over the run's: only it can be reached.
    glass.primary()
