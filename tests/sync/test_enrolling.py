"""`sop-kiosk enrol` with a real hub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.live import LiveHub


def test_a_station_is_called_from_then_on_what_it_was_enrolled_as(
    live: LiveHub, tmp_path: Path
) -> None:
    from hub.devices.enrolling import invitation, invite
    from hub.devices.models import Device

    told = invitation(f"http://127.0.0.1:{live.port}", invite())
    (tmp_path / "preferences.json").write_text('{"language": "en"}', encoding="utf-8")
    asked = ["enrol", told, "--data", str(tmp_path)]
    assert main([*asked, "--station", "A-08", "--operation", "torque"]) == 0
    assert json.loads((tmp_path / "preferences.json").read_text(encoding="utf-8")) == {
        "language": "en",
        "station": "A-08",
        "operation": "torque",
    }
    assert [(it.station, it.operation) for it in Device.objects.all()] == [("A-08", "torque")]
