"""A shell on a real station, and calls as the andon tells them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.operations.andon import AndonStatus, HeardCall, Neighbour
from kiosk.ui.andon.cover import Cover
from sop.wire.andon import Call
from tests.ui.shell.conftest import folder, shell  # noqa: F401  (fixtures)

if TYPE_CHECKING:
    from kiosk.ui.shell.window import Shell


def call(exception: str = "e-1", **more: Any) -> Call:
    told = {
        "raised_at": "2026-11-23T08:12:31+08:00",
        "open_s": 65.0,
        "category": "machine",
        "severity": "major",
        "effect": "hold",
        "code": "FLG-M12-080",
        "title": {"zh": "法兰螺栓紧固", "en": "Tighten flange bolts"},
        "step_title": {"zh": "拧紧", "en": "Tighten crosswise"},
        "unit": "U-3",
        "note": "no torque",
        "by": "Li Qiang",
    }
    return Call(exception=exception, **(told | more))


def heard(told: Call, station: str = "A-07", **more: Any) -> HeardCall:
    """As another station of the line tells it."""
    fields = {"own": False, "at_ns": time.monotonic_ns()} | more
    return HeardCall(station=station, device=f"d-{station}", call=told, **fields)


def status(*calls: HeardCall, **more: Any) -> AndonStatus:
    fields = {"reach": "listening", "neighbours": (Neighbour("A-07", True),)} | more
    return AndonStatus(calls=calls, **fields)


@pytest.fixture
def cover(shell: Shell) -> Cover:  # noqa: F811
    return Cover(shell)
