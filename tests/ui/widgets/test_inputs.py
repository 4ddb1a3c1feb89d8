"""What is typed, ticked and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.ui.widgets.choices import Checklist, ChoiceTiles, Tile
from kiosk.ui.widgets.keyboard import BACK, ENTER, PAGE, SHIFT, SPACE, TouchKeyboard
from kiosk.ui.widgets.keypad import NumberPad
from kiosk.ui.widgets.pin_pad import PinPad
from kiosk.ui.widgets.signature_pad import SignaturePad
from kiosk.ui.widgets.text_pad import TextPad
from tests.support.window import Fingers

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    Show = Callable[..., QWidget]

OPTIONS = [Tile("none", "No scratch"), Tile("light", "Light"), Tile("deep", "Deep")]


class TestChoosing:
    def test_one_answer_excludes_the_others(self, shown: Show) -> None:
        tiles = ChoiceTiles(OPTIONS)
        shown(tiles)
        said: list[tuple[str, ...]] = []
        tiles.changed.connect(said.append)
        for option in ("light", "deep"):
            Fingers(tiles).tap(tiles.tile(option).geometry().center())
        assert said == [("light",), ("deep",)]

    def test_a_second_tap_does_not_take_a_single_answer_back(self, shown: Show) -> None:
        tiles = ChoiceTiles(OPTIONS)
        shown(tiles)
        for _ in range(2):
            Fingers(tiles).tap(tiles.tile("light").geometry().center())
        assert tiles.chosen == ("light",)

    def test_several_answers_come_in_the_order_of_the_tiles(self, shown: Show) -> None:
        tiles = ChoiceTiles(OPTIONS, multiple=True)
        shown(tiles)
        for option in ("deep", "none", "light", "light"):
            QTest.keyClick(tiles.tile(option), Qt.Key.Key_Return)
        assert tiles.chosen == ("none", "deep")

    def test_a_long_answer_is_shown_whole(self, shown: Show) -> None:
        long = ChoiceTiles([Tile("a", "Scratched through the coating " * 6), Tile("b", "No")])
        shown(long, 700, 600)
        tile = long.tile("a")
        assert tile.height() >= tile.heightForWidth(tile.width()) > tile.minimumSizeHint().height()

    def test_a_checklist_is_complete_with_its_last_item(self, shown: Show, qtbot: QtBot) -> None:
        checklist = Checklist(OPTIONS)
        shown(checklist)
        Fingers(checklist).tap(checklist.row("none").geometry().center())
        Fingers(checklist).tap(checklist.row("light").geometry().center())
        assert not checklist.complete
        with qtbot.waitSignal(checklist.completed):
            Fingers(checklist).tap(checklist.row("deep").geometry().center())
        assert checklist.ticked == ("none", "light", "deep")


class TestNumbers:
    @pytest.mark.parametrize(
        ("keys", "text"),
        [
            ("254", "254"),
            ("25.4", "25.4"),
            ("25.456", "25.45"),
            (".5", "0.5"),
            ("1..5", "1.5"),
            ("-3", "-3"),
            ("3--", "3"),
            ("12⌫", "1"),
        ],
    )
    def test_only_a_number_can_be_typed(self, shown: Show, keys: str, text: str) -> None:
        pad = NumberPad(decimals=2, signed=True)
        shown(pad)
        for key in keys:
            if key == "⌫":
                QTest.keyClick(pad, Qt.Key.Key_Backspace)
            else:
                QTest.keyClicks(pad, key)
        assert pad.text == text

    def test_the_keys_are_worked_by_finger(self, shown: Show) -> None:
        pad = NumberPad(decimals=1)
        shown(pad, 400, 420)
        for column, row in ((0, 0), (1, 3), (0, 3), (2, 2)):
            x, y = pad.width() * (2 * column + 1) // 6, pad.height() * (2 * row + 1) // 8
            Fingers(pad).tap(QPoint(x, y))
        assert pad.text == "70.3"

    def test_a_pin_is_never_shown(self, shown: Show) -> None:
        pad = PinPad()
        shown(pad)
        QTest.keyClicks(pad, "258046")
        other = PinPad()
        shown(other)
        QTest.keyClicks(other, "913785")
        assert (pad.pin, other.pin) == ("258046", "913785")
        assert pad.grab().toImage() == other.grab().toImage()

    def test_a_pin_is_entered_when_it_is_long_enough(self, shown: Show, qtbot: QtBot) -> None:
        pad = PinPad()
        shown(pad)
        QTest.keyClicks(pad, "25804")
        with qtbot.assertNotEmitted(pad.entered):
            QTest.keyClick(pad, Qt.Key.Key_Return)
        QTest.keyClicks(pad, "6")
        with qtbot.waitSignal(pad.entered) as entered:
            QTest.keyClick(pad, Qt.Key.Key_Return)
        assert entered.args == ["258046"]

    def test_a_refused_pin_is_forgotten_at_once(self, shown: Show) -> None:
        pad = PinPad()
        shown(pad)
        QTest.keyClicks(pad, "258046")
        pad.refuse("Wrong PIN")
        assert pad.pin == ""


class TestLetters:
    @pytest.fixture
    def typed(self, shown: Show) -> tuple[TouchKeyboard, QLineEdit]:
        keyboard, field = TouchKeyboard(), QLineEdit()
        keyboard.set_target(field)
        shown(keyboard)
        keyboard._line = field  # type: ignore[attr-defined]  # keep it alive
        return keyboard, field

    def tap(self, keyboard: TouchKeyboard, *names: str) -> None:
        for name in names:
            Fingers(keyboard).tap(keyboard.key_area(name).center())

    def test_a_capital_holds_for_one_letter(self, typed: tuple[TouchKeyboard, QLineEdit]) -> None:
        keyboard, field = typed
        self.tap(keyboard, SHIFT, "d", "n", SPACE, "8", "0")
        assert field.text() == "Dn 80"

    def test_the_signs_are_on_their_own_page(self, typed: tuple[TouchKeyboard, QLineEdit]) -> None:
        keyboard, field = typed
        self.tap(keyboard, "1", PAGE, "±", "°", PAGE, "c", BACK)
        assert field.text() == "1±°"

    def test_two_thumbs_type_at_once(self, typed: tuple[TouchKeyboard, QLineEdit]) -> None:
        keyboard, field = typed
        one, other = keyboard.key_area("a").center(), keyboard.key_area("l").center()
        fingers = Fingers(keyboard)
        fingers.press(one, other)
        fingers.release(one, other)
        assert field.text() == "al"

    def test_a_finger_between_two_keys_means_the_nearer_one(
        self, typed: tuple[TouchKeyboard, QLineEdit]
    ) -> None:
        keyboard, field = typed
        key = keyboard.key_area("g")
        Fingers(keyboard).tap(QPoint(round(key.right()) + 3, round(key.center().y())))
        assert field.text() == "g"

    def test_enter_is_said_and_not_typed(
        self, typed: tuple[TouchKeyboard, QLineEdit], qtbot: QtBot
    ) -> None:
        keyboard, field = typed
        with qtbot.waitSignal(keyboard.entered):
            self.tap(keyboard, ENTER)
        assert field.text() == ""


class TestWords:
    def test_phrases_are_put_together_with_the_stop_of_their_language(self, shown: Show) -> None:
        pad = TextPad(["表面有划伤", "已通知班组长"])
        shown(pad)
        pad.add_phrase("表面有划伤")
        pad.add_phrase("已通知班组长")
        assert pad.text == "表面有划伤；已通知班组长"
        pad.set_text("")
        pad.add_phrase("Scratched")
        pad.add_phrase("Team lead told")
        assert pad.text == "Scratched; Team lead told"

    def test_a_phrase_tapped_twice_is_said_once(self, shown: Show) -> None:
        pad = TextPad(["Scratched"])
        shown(pad)
        pad.add_phrase("Scratched")
        pad.add_phrase("Scratched")
        assert pad.text == "Scratched"

    def test_a_text_never_grows_beyond_its_limit(self, shown: Show) -> None:
        pad = TextPad(maximum=5)
        shown(pad)
        QTest.keyClicks(pad._field, "abcdefgh")
        assert pad.text == "abcde"

    def test_space_alone_is_no_text(self, shown: Show) -> None:
        pad = TextPad(minimum=1)
        shown(pad)
        QTest.keyClicks(pad._field, "   ")
        assert not pad.enough
        QTest.keyClicks(pad._field, "x")
        assert pad.enough

    def test_the_keyboard_comes_with_a_tap_on_the_field(self, shown: Show) -> None:
        pad = TextPad()
        shown(pad)
        assert pad._keyboard is None
        QTest.mouseClick(pad._field.viewport(), Qt.MouseButton.LeftButton)
        assert pad._keyboard is not None
        assert pad._keyboard.isVisible()


def test_a_signature_is_more_than_a_touch(shown: Show) -> None:
    pad = SignaturePad()
    shown(pad)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(80, 80))
    assert not pad.signed
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(80, 80))
    for x in range(80, 300, 20):
        QTest.mouseMove(pad, QPoint(x, 120))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 120))
    assert pad.signed
    ink = pad.image().pixelColor(200, 120).lightness()
    assert ink < 128
