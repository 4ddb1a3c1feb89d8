"""Keys through the application's filter: bursts become scans, a person's keys arrive in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import delete

from kiosk.scanner.wedge import WedgeSettings
from kiosk.ui.shell.keyboard import KeyboardReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

_KEYS = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class HandClock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A field and a button, a reader before them, and keys pressed at stated moments."""

    def __init__(self, reader: KeyboardReader, clock: HandClock, window: QWidget) -> None:
        self.reader, self.clock, self.window = reader, clock, window
        self.field = window.findChild(QLineEdit)
        self.button = window.findChild(QPushButton)
        self.scans: list[str] = []
        self.clicks: list[bool] = []
        reader.scanned.connect(lambda scan: self.scans.append(scan.text))
        self.button.clicked.connect(lambda: self.clicks.append(True))

    def strike(self, text: str, every: float) -> None:
        """Press and release each key, `every` seconds apart."""
        for character in text:
            self._send(QEvent.Type.KeyPress, character)
            self._send(QEvent.Type.KeyRelease, character)
            self.clock.now += every
            self.reader._time_is_up()

    def strike_at(self, character: str, stamp: float) -> None:
        """Press one key that the window system stamped with that second."""
        self._send(QEvent.Type.KeyPress, character, stamp)

    def press_key(self, key: Qt.Key) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                QApplication.focusWidget(), QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            )

    def wait(self, seconds: float = 1.0) -> None:
        self.clock.now += seconds
        self.reader._time_is_up()
        self.reader._time_is_up()  # a late timer looks once more

    def _send(self, kind: QEvent.Type, character: str, stamp: float = 0.0) -> None:
        key = _KEYS.get(character, Qt.Key(ord(character.upper())))
        shift = Qt.KeyboardModifier.ShiftModifier
        held = shift if character.isupper() else Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(kind, key, held, character)
        event.setTimestamp(int(stamp * 1000))
        QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, shown: Callable[..., QWidget]) -> Iterator[Desk]:
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    column.addWidget(QPushButton("go"))
    clock = HandClock()
    reader = KeyboardReader(WedgeSettings(), clock=clock)
    shown(window)
    made = Desk(reader, clock, window)
    qapp.installEventFilter(reader)
    made.field.setFocus()
    yield made
    qapp.removeEventFilter(reader)


def test_what_a_person_types_arrives_in_order(desk: Desk) -> None:
    desk.strike("Torque 60 ok", every=0.12)
    desk.wait()
    assert desk.field.text() == "Torque 60 ok"
    assert desk.scans == []


def test_a_burst_is_a_scan_and_leaves_nothing_in_the_field(desk: Desk) -> None:
    desk.strike("WO-260417\r", every=0.004)
    assert desk.scans == ["WO-260417"]
    assert desk.field.text() == ""


def test_a_burst_is_a_scan_when_a_button_has_the_focus_and_does_not_press_it(desk: Desk) -> None:
    desk.button.setFocus()
    desk.strike("BADGE 101\r", every=0.004)
    assert desk.scans == ["BADGE 101"]
    assert desk.clicks == []


def test_a_burst_heard_late_and_at_once_is_still_a_burst(desk: Desk) -> None:
    for number, character in enumerate("WO-1\r"):
        if number == 2:
            desk.clock.now += 0.4  # the screen was busy: what follows is heard late
            desk.reader._time_is_up()
        desk.strike_at(character, stamp=5.0 + number * 0.004)
    assert desk.scans == ["WO-1"]


def test_a_pause_between_the_first_keys_breaks_no_scan_where_nobody_types(desk: Desk) -> None:
    desk.button.setFocus()
    desk.strike("W", every=0.1)
    desk.strike("O-260417\r", every=0.004)
    assert desk.scans == ["WO-260417"]


def test_a_burst_without_an_end_is_a_scan_when_it_rests(desk: Desk) -> None:
    desk.strike("SERIAL42", every=0.004)
    desk.wait()
    assert desk.scans == ["SERIAL42"]


def test_words_before_and_after_a_burst_stay_words(desk: Desk) -> None:
    desk.strike("ab", every=0.15)
    desk.strike("LOT-7781\r", every=0.004)
    desk.wait()
    desk.strike("cd", every=0.15)
    desk.wait()
    assert desk.field.text() == "abcd"
    assert desk.scans == ["LOT-7781"]


def test_the_second_end_of_a_scanner_set_to_cr_and_lf_presses_nothing(desk: Desk) -> None:
    desk.button.setAutoDefault(True)
    desk.button.setFocus()
    desk.strike("LOT-7781\r\r", every=0.004)
    desk.wait()
    assert desk.scans == ["LOT-7781"]
    assert desk.clicks == []


def test_a_key_without_a_character_does_not_overtake_the_letters_before_it(desk: Desk) -> None:
    desk.strike("ab", every=0.0)
    desk.press_key(Qt.Key.Key_Left)
    desk.strike("x", every=0.1)
    desk.wait()
    assert desk.field.text() == "axb"


def test_a_button_held_by_the_space_bar_stays_held(desk: Desk) -> None:
    desk.button.setFocus()
    desk._send(QEvent.Type.KeyPress, " ")
    desk.wait()
    assert desk.button.isDown()
    desk._send(QEvent.Type.KeyRelease, " ")
    assert not desk.button.isDown()


def test_what_is_held_back_is_not_lost_when_the_scanner_is_set_up_anew(desk: Desk) -> None:
    desk.strike("ab", every=0.0)
    desk.reader.configure(WedgeSettings(prefix="~"))
    assert desk.field.text() == "ab"


def test_a_substitute_for_the_separator_is_taken_for_one(desk: Desk) -> None:
    desk.reader.configure(WedgeSettings(separators=("|",)))
    desk.strike("10LOT7|21S1\r", every=0.004)
    assert desk.scans == ["10LOT7\x1d21S1"]


def test_events_for_what_is_no_widget_are_left_alone(desk: Desk) -> None:
    other = QObject()
    event = QEvent(QEvent.Type.User)
    assert desk.reader.eventFilter(other, event) is False


def test_a_line_feed_ends_a_burst_like_enter(desk: Desk) -> None:
    desk.strike("LOT-7781\n", every=0.004)
    assert desk.scans == ["LOT-7781"]
    assert desk.field.text() == ""


def test_a_key_goes_with_the_field_that_is_closed_and_the_next_code_is_heard(desk: Desk) -> None:
    desk.strike_at("a", 0.0)
    desk.field.clearFocus()
    delete(desk.field)
    desk.wait()
    desk.button.setFocus()
    desk.strike("PART-4711\r", 0.004)
    assert desk.scans == ["PART-4711"]
