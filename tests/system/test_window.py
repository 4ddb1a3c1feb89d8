"""A whole run in a real window: by mouse, by camera and by hand scanner, and by nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.system.glass import Display, Glass, missing_tools
from tests.system.worker import come_in, hold_label, key_in, sign, sop_kiosk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRENCH = "]d201069012340001221731123121TW-0417"
BOLTS = "B12-40-109+L2604711+Q200"
ANGLES = ("60", "61", "59", "60", "60", "62", "59", "60")
TORQUES = ("98.4", "101.2", "97.9", "99.5", "100.3", "98.8", "102.0", "99.1")

pytestmark = pytest.mark.skipif(
    bool(missing_tools()),
    reason=f"NOT TESTED in a real window: apt install xvfb xdotool ({missing_tools()} missing)",
)


@pytest.fixture
def display() -> Iterator[Display]:
    made = Display()
    yield made
    made.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "station"


@pytest.fixture
def glass(display: Display, data: Path) -> Iterator[Glass]:
    made = Glass(display, data, "demo", "--windowed")
    yield made
    made.close()


def step(glass: Glass, number: int, *, done: str = "") -> None:
    """Wait for that step, and for so much of it to be proved."""
    glass.text(f"Step {number} of 11")
    if done:
        glass.text(done)


def make_a_flange(glass: Glass) -> None:
    glass.tap("WO-260417")
    glass.until(lambda: glass.screen == "run", "the run")
    step(glass, 1, done="0 / 2")
    hold_label(glass, "WO-260417")
    step(glass, 1, done="1 / 2")
    glass.scan("]d201069012340001221724063021TW-0388")
    glass.tap("Try again")
    glass.scan(WRENCH)
    step(glass, 1, done="2 / 2")
    glass.primary()
    glass.tap("I have read", "PrimaryButton")
    for item in ("No residue", "No oil", "Bolt holes"):
        glass.tap(item, "TickTile")
    step(glass, 2, done="1 / 2")
    glass.tap("No scratch", "TickTile")
    glass.primary()
    step(glass, 2, done="2 / 2")
    glass.primary()
    step(glass, 3)
    hold_label(glass, "GSK-080-MLS LOT GK2611-07")
    step(glass, 3, done="1 / 2")
    glass.primary()
    step(glass, 4)
    glass.tap("I have read", "PrimaryButton")
    glass.scan(BOLTS)
    step(glass, 4, done="1 / 2")
    glass.primary()
    step(glass, 5)
    glass.primary()
    torque_and_finish(glass)


def torque_and_finish(glass: Glass) -> None:
    step(glass, 6)
    key_in(glass, "60.2")
    glass.tap("Record", "PrimaryButton")
    for number in range(2, 9):
        glass.text(f"{number} of 8")
        glass.scan("60.0")
    glass.until(lambda: glass.find("Done", "PrimaryButton"), "the eight torques")
    glass.primary()
    step(glass, 7)
    glass.tap("I have read", "PrimaryButton")
    for index, value in enumerate((*ANGLES, *TORQUES)):
        glass.text(f"{index % 8 + 1} of 8")
        glass.scan(value)
    glass.until(lambda: glass.find("Done", "PrimaryButton"), "the angles and torques")
    glass.primary()
    step(glass, 8, done="0 / 2")
    glass.primary()
    step(glass, 8, done="1 / 2")
    glass.primary()
    step(glass, 8, done="2 / 2")
    glass.primary()
    step(glass, 9)
    for number in range(1, 5):
        glass.text(f"{number} of 4")
        key_in(glass, "0.03")
        glass.tap("Record", "PrimaryButton")
    glass.until(lambda: glass.find("Done", "PrimaryButton"), "the four gaps")
    glass.primary()
    step(glass, 10)
    glass.tap("Take", "PrimaryButton")
    glass.tap("Use", "PrimaryButton")
    glass.until(lambda: glass.find("Done", "PrimaryButton"), "the photograph")
    glass.primary()
    step(glass, 11)
    glass.scan("TCF-104411")
    step(glass, 11, done="1 / 3")
    glass.tap("Nothing unusual", "Button")
    glass.primary()
    step(glass, 11, done="2 / 3")
    glass.tap("Sign", "PrimaryButton")
    sign(glass)
    step(glass, 11, done="3 / 3")
    glass.primary()
    glass.tap("Finish the run", "PrimaryButton")
    glass.until(lambda: glass.screen == "finish", "the finish screen")


def test_a_whole_run_through_the_window_alone_and_its_record_verifies(
    glass: Glass, data: Path, tmp_path: Path
) -> None:
    come_in(glass)
    make_a_flange(glass)
    errors = glass.close()
    assert "Traceback" not in errors
    assert not (data / "crashes").exists()

    assert sop_kiosk("verify", "--data", data).returncode == 0
    record = tmp_path / "record.json"
    written = sop_kiosk("record", "WO-260417-001", "-o", record, "--data", data)
    assert written.returncode == 0, written.stderr
    assert sop_kiosk("verify", record).returncode == 0
    told = json.loads(record.read_text(encoding="utf-8"))
    kinds = [json.loads(event)["kind"] for event in told["events"]]
    assert kinds[0] == "ExecutionStarted"
    assert kinds[-1] == "ExecutionCompleted"


def test_cut_off_in_the_middle_the_window_opens_again_at_the_same_step(
    glass: Glass, display: Display, data: Path
) -> None:
    come_in(glass)
    glass.tap("WO-260417")
    step(glass, 1, done="0 / 2")
    glass.scan("WO-260417")
    step(glass, 1, done="1 / 2")
    glass.close()
    again = Glass(display, data, "demo", "--windowed")
    try:
        again.until(lambda: again.screen == "badge", "the badge screen")
        again.scan("BADGE-101")
        again.tap(kind="ResumeTile")
        again.text("1 / 2")
    finally:
        again.close()
