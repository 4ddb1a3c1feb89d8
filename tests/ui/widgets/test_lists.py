"""Lists under the finger, sheets over the screen, messages that pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.overlays import Sheet, Toast
from kiosk.ui.widgets.painting import lines_of
from kiosk.ui.widgets.steps import StepList, StepRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    Show = Callable[..., QWidget]

LEFT = Qt.MouseButton.LeftButton


def rows(count: int, current: int = 1) -> list[StepRow]:
    return [
        StepRow(f"s{n}", n, f"Step {n}", "current" if n == current else "open")
        for n in range(1, count + 1)
    ]


@pytest.fixture
def steps(shown: Show) -> StepList:
    steps = StepList()
    steps.show_steps(rows(30))
    shown(steps, 420, 700)
    return steps


def test_a_step_is_picked_by_a_tap(steps: StepList, qtbot: QtBot) -> None:
    second = steps._rows["s2"]
    with qtbot.waitSignal(steps.picked) as picked:
        QTest.mouseClick(second, LEFT, pos=second.rect().center())
    assert picked.args == ["s2"]


def test_a_drag_moves_the_list_and_picks_nothing(steps: StepList, qtbot: QtBot) -> None:
    start = steps._rows["s6"]
    bar = steps.verticalScrollBar()
    with qtbot.assertNotEmitted(steps.picked):
        QTest.mousePress(start, LEFT, pos=QPoint(100, 40))
        for y in range(40, -400, -20):
            QTest.mouseMove(start, QPoint(100, y), 5)
        qtbot.waitUntil(lambda: bar.value() > 100)
        QTest.mouseRelease(start, LEFT, pos=QPoint(100, -400))


def test_the_step_in_hand_is_brought_into_view(steps: StepList, qtbot: QtBot) -> None:
    steps.show_steps(rows(30, current=25))
    line = steps._rows["s25"]
    inside = steps.viewport().rect()
    qtbot.waitUntil(lambda: inside.contains(line.mapTo(steps.viewport(), line.rect().center())))


def test_a_list_shown_again_keeps_its_lines(steps: StepList) -> None:
    before = steps._rows["s3"]
    steps.show_steps(rows(30, current=2))
    assert steps._rows["s3"] is before


class TestSheet:
    @pytest.fixture
    def sheet(self, shown: Show) -> Sheet:
        screen = QWidget()
        shown(screen, 1280, 800)
        sheet = Sheet("Which kind?", parent=screen)
        sheet.content.addWidget(Button("Machine"))
        sheet.setGeometry(screen.rect())
        sheet.show()
        sheet.setFocus()
        return sheet

    def test_a_tap_beside_it_leaves_it(self, sheet: Sheet, qtbot: QtBot) -> None:
        with qtbot.waitSignal(sheet.dismissed):
            QTest.mouseClick(sheet, LEFT, pos=QPoint(10, 10))

    def test_a_tap_on_it_does_not(self, sheet: Sheet, qtbot: QtBot) -> None:
        with qtbot.assertNotEmitted(sheet.dismissed):
            QTest.mouseClick(sheet.panel, LEFT, pos=QPoint(40, 40))

    def test_escape_leaves_it(self, sheet: Sheet, qtbot: QtBot) -> None:
        with qtbot.waitSignal(sheet.dismissed):
            QTest.keyClick(sheet, Qt.Key.Key_Escape)

    def test_it_lies_within_the_screen(self, sheet: Sheet) -> None:
        assert sheet.rect().contains(sheet.panel.geometry())


def test_one_message_takes_the_place_of_another(shown: Show) -> None:
    screen = QWidget()
    shown(screen, 1280, 800)
    toast = Toast(screen)
    toast.say("Part scanned", "pass")
    toast.say("Wrong part", "fail")
    assert toast.isVisible()
    assert toast.text == "Wrong part"
    assert screen.rect().contains(toast.geometry())


def test_a_short_list_shows_the_step_in_hand_between_its_neighbours(
    shown: Show, qtbot: QtBot
) -> None:
    steps = StepList()
    steps.show_steps(rows(30, current=12))  # before the list has its place on the screen
    shown(steps, 900, 300)
    line = steps._rows["s12"]
    middle = steps.viewport().height() // 2
    qtbot.waitUntil(
        lambda: abs(line.mapTo(steps.viewport(), line.rect().center()).y() - middle) <= 2
    )


def test_a_long_title_with_a_note_gets_a_taller_row_and_is_not_cut(shown: Show) -> None:
    title = "First pass: crosswise at 30 N·m"
    steps = StepList()
    steps.show_steps([StepRow("a", 1, title, "current", critical=True, note="CRITICAL")])
    shown(steps, 330, 300)
    size, lines = steps._rows["a"]._title_lines(230)
    assert " ".join(lines).replace("\u00a0", " ") == title
    assert steps._rows["a"].height() > 2 * size * 1.28 + 28


def test_lines_of_a_text_say_where_something_was_left_out(shown: Show) -> None:
    text = "crosswise in the order of the numbers, the opposite one is always next"
    whole = lines_of(text, 24, 300, 9)
    assert " ".join(whole) == text
    assert lines_of(text, 24, 300, 2)[-1].endswith("…")
