"""Choosing and changing a PIN at the screen, by finger and badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kiosk.operations.signing import authenticate
from kiosk.store.pins import HASHER
from kiosk.ui.pins.own import ask_for_first_pin
from kiosk.ui.pins.sheet import PinSheet, change_pin, choose_first_pin

if TYPE_CHECKING:
    from tests.ui.run.hands import Hands

PIN, FRESH = "284917", "730482"


def sheet_of(hands: Hands) -> PinSheet:
    assert isinstance(hands.shell.sheet, PinSheet)
    return hands.shell.sheet


def entered(hands: Hands, digits: str, says: str = "Go on") -> None:
    hands.keys(digits)
    hands.button(says)
    hands.settle()


def is_good(hands: Hands, badge: str, pin: str) -> bool:
    station = hands.shell.context.desk.station
    return station.submit(authenticate, badge, pin).result().id == "li"


def give_code(hands: Hands, code: str) -> None:
    people = hands.shell.context.desk.station.store.people
    known = people.get("li")
    assert known is not None
    people.put(msgspec.structs.replace(known, first_use=HASHER.hash(code), pin_since=1))


def test_a_pin_is_changed_with_the_old_one_and_the_new_one_twice(hands: Hands) -> None:
    change_pin(hands.shell.context, "B-1")
    for digits in (PIN, FRESH):
        entered(hands, digits)
    entered(hands, FRESH, "Keep this PIN")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    assert is_good(hands, "B-1", FRESH)


def test_an_obvious_pin_is_refused_where_it_is_typed_with_the_reason(hands: Hands) -> None:
    change_pin(hands.shell.context, "B-1")
    entered(hands, PIN)
    entered(hands, "123456")
    assert sheet_of(hands).page == "new"
    assert "row" in sheet_of(hands)._problem.text()


def test_two_different_entries_are_asked_again(hands: Hands) -> None:
    change_pin(hands.shell.context, "B-1")
    entered(hands, PIN)
    entered(hands, FRESH)
    entered(hands, "730483", "Keep this PIN")
    assert sheet_of(hands).page == "new"
    assert "not the same" in sheet_of(hands)._problem.text()


def test_a_wrong_old_pin_is_asked_for_again(hands: Hands) -> None:
    change_pin(hands.shell.context, "B-1")
    entered(hands, "905172")
    entered(hands, FRESH)
    entered(hands, FRESH, "Keep this PIN")
    assert sheet_of(hands).page == "old"
    assert "9 tries left" in sheet_of(hands)._problem.text()


def test_the_first_pin_takes_code_witness_and_the_pin_twice(hands: Hands) -> None:
    give_code(hands, "K7M2PQ")
    choose_first_pin(hands.shell.context, "B-1")
    sheet_of(hands)._code.field.setText("K7M2PQ")
    hands.button("Go on")
    hands.scan("GSK-80")
    assert "GSK-80" in sheet_of(hands)._problem.text()
    assert sheet_of(hands).page == "witness"
    hands.scan("B-3")
    for digits in (PIN, FRESH):
        entered(hands, digits)
    entered(hands, FRESH, "Keep this PIN")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    assert is_good(hands, "B-1", FRESH)


def test_who_has_a_code_and_no_pin_is_asked_at_once(hands: Hands) -> None:
    ask_for_first_pin(hands.shell.context)
    hands.settle()
    assert hands.shell.sheet is None
    give_code(hands, "K7M2PQ")
    ask_for_first_pin(hands.shell.context)
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, PinSheet))
    assert sheet_of(hands).page == "code"
