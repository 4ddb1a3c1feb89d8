"""The run's view model against a real station, no window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from kiosk.operations.browsing import record_events
from kiosk.operations.signing import sign_in
from kiosk.scanner import Scan, Symbology
from kiosk.store.errors import DiskFull
from kiosk.ui.run.view_model import RunModel
from sop import commands as c

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from kiosk.ui.desk import Desk


def code(text: str, source: str = "camera") -> Scan:
    return Scan(text, Symbology.CODE128, "zxing", source, None, 0.0)  # type: ignore[arg-type]


class Watched(RunModel):
    """Collects what the screen would hear."""

    def __init__(self, desk: Desk) -> None:
        self.root = QObject()
        self.language_now = "en"
        super().__init__(desk, lambda: self.language_now, self.root)
        self.said: list[str] = []
        self.told: list[str] = []
        self.refused.connect(self.said.append)
        self.happened.connect(lambda happening: self.told.append(happening.kind))


@pytest.fixture
def model(desk: Desk, execution: str, qtbot: QtBot) -> Iterator[Watched]:
    model = Watched(desk)
    with qtbot.waitSignal(model.rendered):
        model.open(execution)
    yield model
    model.close()


def settle(model: RunModel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not model.waiting)


def kinds(desk: Desk, execution: str) -> list[str]:
    return [stored.kind for stored in desk.station.submit(record_events, execution).result()]


def test_warnings_come_before_anything_else(model: Watched, qtbot: QtBot) -> None:
    assert model.view is not None
    assert model.view.action.kind == "warnings"
    assert not model.scanned(code("GSK-80"))
    assert model.said == ["Confirm the warnings before scanning."]
    assert model.looks_for() is None


def test_a_tap_while_an_answer_is_awaited_asks_nothing(
    model: Watched, desk: Desk, execution: str, qtbot: QtBot
) -> None:
    assert model.press()
    assert not model.press()
    settle(model, qtbot)
    assert kinds(desk, execution).count("WarningsAcknowledged") == 1


def test_the_expected_code_passes_its_check_and_the_next_one_is_in_hand(
    model: Watched, qtbot: QtBot
) -> None:
    model.press()
    settle(model, qtbot)
    looked_for = model.looks_for()
    assert looked_for is not None
    assert looked_for.symbologies == {Symbology.CODE128}
    assert looked_for.is_met_by("GSK-80")
    model.scanned(code("GSK-80"))
    settle(model, qtbot)
    assert model.view is not None
    assert model.view.step is not None
    assert [check.status for check in model.view.step.checks] == ["passed", "open"]
    assert model.view.step.active is not None
    assert model.view.step.active.check.id == "ready"
    assert model.told[-1] == "passed"


def test_a_wrong_code_stands_beside_the_expected_one_and_then_blocks(
    model: Watched, qtbot: QtBot
) -> None:
    model.press()
    settle(model, qtbot)
    model.scanned(code("GSK-99"))
    settle(model, qtbot)
    assert model.view is not None
    assert model.view.step is not None
    failed = model.view.step.checks[0].failed
    assert failed is not None
    assert (failed.expected, failed.seen, failed.tries) == ("GSK-80", "GSK-99", 1)
    model.scanned(code("GSK-98"))
    settle(model, qtbot)
    assert model.view.action.kind == "release"
    assert model.view.step.blocked is not None
    assert model.told[-1] == "blocked"


def test_codes_that_arrive_while_an_answer_is_awaited_wait_their_turn(
    model: Watched, desk: Desk, execution: str, qtbot: QtBot
) -> None:
    model.press()
    model.scanned(code("GSK-80"))
    qtbot.waitUntil(lambda: "CheckPassed" in kinds(desk, execution))


def test_a_full_disk_says_that_nothing_was_recorded(
    model: Watched, desk: Desk, execution: str, qtbot: QtBot
) -> None:
    def full(*_: object) -> None:
        raise DiskFull(0, 1)

    model.ask(full)
    settle(model, qtbot)
    assert len(model.said) == 1
    assert kinds(desk, execution) == ["ExecutionStarted", "StepEntered"]


def parts_done(model: RunModel, qtbot: QtBot) -> None:
    model.press()
    settle(model, qtbot)
    model.scanned(code("GSK-80"))
    settle(model, qtbot)
    for item in ("gloves", "clean"):
        model.answer(c.TickItem, "ready", item=item)
        settle(model, qtbot)
    model.press()
    settle(model, qtbot)


def test_a_gauge_answers_the_measurement_in_hand(model: Watched, qtbot: QtBot) -> None:
    parts_done(model, qtbot)
    model.scanned(code("25.1 N", "wedge"))
    assert model.said[-1].startswith("The gauge sends N; N·m is needed.")
    model.scanned(code("+24.90", "wedge"))
    settle(model, qtbot)
    model.scanned(code("25.1 Nm", "wedge"))
    settle(model, qtbot)
    assert model.view is not None
    assert model.view.step is not None
    assert model.view.step.checks[0].recorded == "x̄ 25.0 N·m  (24.9 / 25.1)"
    margin = model.view.step.checks[1]
    assert margin.value == 2.0
    assert [(each.title, each.value) for each in margin.inputs] == [
        ("Torque", "x̄ 25.0 N·m  (24.9 / 25.1)")
    ]


def test_every_answer_is_said_in_the_language_of_the_screen(model: Watched, qtbot: QtBot) -> None:
    parts_done(model, qtbot)
    model.language_now = "zh"
    model.refresh()
    assert model.view is not None
    assert model.view.step is not None
    assert model.view.step.title == "拧紧螺栓"
    assert model.view.step.checks[0].expected == "25.0 ± 2.0 N·m"


def test_somebody_else_takes_over_before_going_on(model: Watched, desk: Desk, qtbot: QtBot) -> None:
    desk.station.submit(sign_in, "B-2").result()
    qtbot.waitUntil(lambda: model.view is not None and model.view.action.kind == "take_over")
    model.press()
    settle(model, qtbot)
    assert model.view is not None
    assert model.view.operator == "Wang"
    assert model.view.action.kind == "warnings"


def test_a_waiting_time_is_recorded_when_it_is_over(
    model: Watched, desk: Desk, execution: str, qtbot: QtBot
) -> None:
    parts_done(model, qtbot)
    for value in (24.9, 25.1):
        model.answer(c.RecordSample, "value", value=value)
        settle(model, qtbot)
    model.answer(c.ConfirmCalculation, "excess")
    settle(model, qtbot)
    model.answer(c.Choose, "look", options=("good",))
    settle(model, qtbot)
    model.press()
    settle(model, qtbot)
    model.do(c.SkipStep, step="note", reason="not needed")
    settle(model, qtbot)
    model.answer(c.StartTimer, "cure")
    settle(model, qtbot)

    def recorded() -> bool:
        step = model.view.step if model.view else None
        return step is not None and step.checks[0].status == "passed"

    qtbot.waitUntil(recorded)


def test_reading_a_done_step_says_what_can_be_corrected(model: Watched, qtbot: QtBot) -> None:
    parts_done(model, qtbot)
    model.answer(c.RecordSample, "value", value=25.0)
    settle(model, qtbot)
    read = model.read_step("parts")
    assert read is not None
    assert [check.recorded for check in read.checks] == ["GSK-80", "All 2 ticked"]
    assert not any(read.correctable(check) for check in read.checks)
    assert (read.may_go_back, read.reopens) == (True, 2)


def test_an_answer_for_a_run_no_longer_shown_is_not_shown(model: Watched, qtbot: QtBot) -> None:
    model.press()
    model.close()
    qtbot.wait(50)
    assert model.view is None
