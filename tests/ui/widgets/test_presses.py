"""Buttons that are pressed, and buttons that are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, HoldButton, IconButton, PrimaryButton
from kiosk.ui.widgets.controls import SegmentedControl, Stepper, Toggle
from kiosk.ui.widgets.rows import ListRow
from tests.support.window import Fingers

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractButton
    from pytestqt.qtbot import QtBot

    Show = Callable[..., QWidget]

LEFT = Qt.MouseButton.LeftButton

PRESSED: dict[str, Callable[[], QAbstractButton]] = {
    "button": lambda: Button("Back"),
    "primary": lambda: PrimaryButton("Done"),
    "icon": lambda: IconButton("home", "Home"),
    "row": lambda: ListRow("WO-7", "DN80"),
    "toggle": lambda: Toggle("Motion"),
}


@pytest.fixture(params=PRESSED)
def pressed(request: pytest.FixtureRequest, shown: Show) -> QWidget:
    return shown(PRESSED[request.param]())


def test_it_is_pressed_by_finger(pressed: QAbstractButton, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pressed.clicked):
        Fingers(pressed).tap(pressed.rect().center())


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_it_is_pressed_by_keyboard(pressed: QAbstractButton, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(pressed.clicked):
        QTest.keyClick(pressed, key)


def test_it_can_be_reached_by_keyboard_and_has_a_name(pressed: QAbstractButton) -> None:
    assert pressed.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert pressed.accessibleName()


def test_a_finger_that_slides_off_presses_nothing(pressed: QAbstractButton, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pressed.clicked):
        QTest.mousePress(pressed, LEFT, pos=pressed.rect().center())
        QTest.mouseMove(pressed, QPoint(-200, -200))
        QTest.mouseRelease(pressed, LEFT, pos=QPoint(-200, -200))


def test_a_press_is_seen_before_the_finger_leaves(pressed: QAbstractButton) -> None:
    before = pressed.grab().toImage()
    QTest.mousePress(pressed, LEFT, pos=pressed.rect().center())
    assert pressed.grab().toImage() != before


@pytest.mark.parametrize(("screen", "primary", "target"), [((1920, 1080), 88, 64)])
def test_targets_are_as_large_as_a_gloved_finger(
    shown: Show, screen: tuple[int, int], primary: int, target: int
) -> None:
    theme.fit(*screen)
    assert shown(PrimaryButton("Done")).height() >= primary
    for small in (Button("Back"), IconButton("home", "Home"), Toggle("Motion")):
        assert shown(small).height() >= target


def test_a_busy_button_takes_no_second_press(shown: Show, qtbot: QtBot) -> None:
    button = shown(PrimaryButton("Done"))
    assert isinstance(button, PrimaryButton)
    button.set_busy(True)
    with qtbot.assertNotEmitted(button.clicked):
        Fingers(button).tap(button.rect().center())
        QTest.keyClick(button, Qt.Key.Key_Return)
        QTest.keyClick(button, Qt.Key.Key_Space)


class TestHeld:
    @pytest.fixture
    def hold(self, shown: Show) -> HoldButton:
        button = HoldButton("Abort", hold_ms=60)
        shown(button)
        return button

    def test_out_of_view_it_is_held_by_nobody(self, hold: HoldButton, qtbot: QtBot) -> None:
        hold.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # losing the focus lets go of others
        hold.clearFocus()
        with qtbot.assertNotEmitted(hold.held, wait=150):
            QTest.mousePress(hold, LEFT)
            hold.hide()

    def test_it_acts_when_held_long_enough(self, hold: HoldButton, qtbot: QtBot) -> None:
        with qtbot.waitSignal(hold.held) as held:
            QTest.mousePress(hold, LEFT, pos=hold.rect().center())
        assert held.args is not None
        assert held.args[0] >= 60

    def test_a_tap_does_nothing_but_say_it_was_too_short(
        self, hold: HoldButton, qtbot: QtBot
    ) -> None:
        hold.hold_ms = 60_000
        with qtbot.assertNotEmitted(hold.held), qtbot.waitSignal(hold.released_early):
            Fingers(hold).tap(hold.rect().center())
        assert hold.share == 0

    def test_the_space_bar_held_is_the_button_held(self, hold: HoldButton, qtbot: QtBot) -> None:
        with qtbot.waitSignal(hold.held):
            QTest.keyPress(hold, Qt.Key.Key_Space)

    def test_enter_is_no_way_around_it(self, hold: HoldButton, qtbot: QtBot) -> None:
        hold.hold_ms = 1
        with qtbot.assertNotEmitted(hold.held, wait=50):
            QTest.keyClick(hold, Qt.Key.Key_Return)


def test_one_of_few_says_only_what_the_hand_chose(shown: Show, qtbot: QtBot) -> None:
    control = SegmentedControl([("light", "Light", "sun"), ("dark", "Dark", "moon")])
    shown(control)
    with qtbot.assertNotEmitted(control.changed):
        control.choose("light")
    with qtbot.waitSignal(control.changed) as changed:
        Fingers(control).tap(control.segment("dark").geometry().center())
    assert (changed.args, control.chosen) == (["dark"], "dark")


def test_choosing_what_is_chosen_changes_nothing(shown: Show, qtbot: QtBot) -> None:
    control = SegmentedControl([("light", "Light", None), ("dark", "Dark", None)])
    shown(control)
    control.choose("light")
    with qtbot.assertNotEmitted(control.changed):
        QTest.mouseClick(control.segment("light"), LEFT)
    assert control.chosen == "light"


def test_a_number_stays_within_its_limits(shown: Show) -> None:
    stepper = Stepper(60, lowest=30, highest=90, step=30, unit="s")
    shown(stepper)
    said: list[int] = []
    stepper.changed.connect(said.append)
    for _ in range(3):
        QTest.mouseClick(stepper._more, LEFT)
    for _ in range(4):
        QTest.mouseClick(stepper._less, LEFT)
    assert said == [90, 60, 30]


def test_the_ring_shows_where_the_keyboard_is_and_not_where_a_finger_was(shown: Show) -> None:
    class Two(QWidget):
        def __init__(self) -> None:
            super().__init__()
            row = QHBoxLayout(self)
            self.first, self.second = Button("Back"), Button("Done")
            row.addWidget(self.first)
            row.addWidget(self.second)

    two = Two()
    shown(two)
    two.first.setFocus()
    plain = two.second.grab().toImage()
    Fingers(two.second).tap(two.second.rect().center())
    assert two.second.hasFocus()
    assert two.second.grab().toImage() == plain
    two.first.setFocus()
    QTest.keyClick(two.first, Qt.Key.Key_Tab)
    assert two.second.hasFocus()
    assert two.second.grab().toImage() != plain
