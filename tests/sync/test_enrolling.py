"""`sop-kiosk enrol` with a real hub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk.__main__ import main
from kiosk.sync.errors import Refused
from sop.wire.messages import Problem

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


def test_a_code_made_for_a_station_gives_it_its_name(
    live: LiveHub, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from hub.devices.enrolling import invitation, invite

    told = invitation(f"http://127.0.0.1:{live.port}", invite("A-09", "torque"))
    assert main(["enrol", told, "--data", str(tmp_path)]) == 0
    kept = json.loads((tmp_path / "preferences.json").read_text(encoding="utf-8"))
    assert (kept["station"], kept["operation"]) == ("A-09", "torque")
    capfdbinary.readouterr()
    assert main(["journal", "--jsonl", "--data", str(tmp_path)]) == 0
    last = json.loads(capfdbinary.readouterr().out.splitlines()[-1])
    assert (last["kind"], last["data"]["name"]) == ("StationPlaced", "A-09")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "中心服务器拒绝：接入码无效、已用过或已过期"),
        ("en", "that code is unknown, used or over"),
    ],
)
def test_a_code_that_is_good_no_more_is_told_in_the_persons_language(
    live: LiveHub, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    from hub.devices.enrolling import invitation

    told = invitation(f"http://127.0.0.1:{live.port}", "AAAAA-AAAAA-AAAAA-AAAAA")
    assert main(["enrol", told, "--data", str(tmp_path), "--language", language]) == 1
    assert said in capsys.readouterr().err


def test_what_only_the_hub_knows_is_quoted_where_the_sentence_is_chinese() -> None:
    refused = Refused(Problem(type="", title="Something new", status=418, code="new"))
    assert refused.zh == "中心服务器拒绝：系统提示“Something new”。"
    assert refused.en == "The hub refuses: Something new."
