"""A timer whose end the rules refuse: somebody set the clock forward while it ran."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from PySide6.QtCore import QObject

from kiosk.clock import SystemClock
from kiosk.operations.browsing import record_events
from kiosk.operations.running import start_execution
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from kiosk.store import open_store
from kiosk.ui.desk import Desk
from kiosk.ui.run.view_model import RunModel
from sop import commands as c
from sop.procedure import Section, Step, Timer
from tests.ui.run.conftest import ORDER, furnish
from tests.ui.run.procedures import PROCEDURE, both

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

REST = Timer(id="cure", title=both("静置", "Let it rest"), seconds=600)
STEP = Step("rest", both("静置", "Rest"), "critical", checks=[REST])
WAITING = structs.replace(PROCEDURE, code="WAIT-01", sections=[Section("all", STEP.title, [STEP])])


class SetClock(SystemClock):
    """The wall's clock may be set; the machine's own time passes at our word."""

    def __init__(self) -> None:
        super().__init__()
        self.wall, self.machine_s = timedelta(), 0

    def now(self) -> datetime:
        return super().now() + self.wall

    def monotonic_ns(self) -> int:
        return self.machine_s * 1_000_000_000


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def station(tmp_path: Path, clock: SetClock) -> Station:
    return Station(open_store(tmp_path / "station", device="A01", clock=clock), clock, "A01")


@pytest.fixture
def model(desk: Desk, qtbot: QtBot) -> Iterator[RunModel]:
    """The run waits at its only step; time passes only where the test says so."""
    digest = furnish(desk.station, WAITING)
    desk.station.submit(sign_in, "B-1").result()
    begun = desk.station.submit(start_execution, digest, ORDER, "WO-7-001").result()
    parent = QObject()
    model = RunModel(desk, lambda: "en", parent)
    with qtbot.waitSignal(model.rendered):
        model.open(begun.state.execution)
    model._clock.stop()
    model.press()  # the hazards were read
    settle(model, qtbot)
    model.answer(c.StartTimer, "cure")
    settle(model, qtbot)
    yield model
    model.close()


def settle(model: RunModel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not model.waiting)


def beat(model: RunModel, qtbot: QtBot, times: int = 5) -> None:
    for _ in range(times):
        model._tick()
        settle(model, qtbot)


def test_a_clock_set_forward_is_told_once_and_not_at_every_beat(
    model: RunModel, clock: SetClock, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    model.refused.connect(said.append)
    clock.wall = timedelta(hours=1)
    beat(model, qtbot)
    assert said == ["The time is not over: 600 s needed, 0.0 s gone by."]
    clock.machine_s = 60
    beat(model, qtbot)
    assert said[1:] == ["The time is not over: 600 s needed, 60.0 s gone by."]


def test_the_time_is_recorded_when_it_is_really_over_wherever_the_clock_was_set_back_to(
    model: RunModel, clock: SetClock, desk: Desk, qtbot: QtBot
) -> None:
    clock.wall = timedelta(hours=1)
    beat(model, qtbot)
    clock.wall, clock.machine_s = timedelta(minutes=11), 660
    beat(model, qtbot)
    run = desk.station.submit(record_events, model.execution).result()
    assert [event.kind for event in run][-1] == "CheckPassed"
