"""What a badge does at the screen: it identifies, changes who is here, and never signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kiosk.operations.pins.counting import MOST
from kiosk.operations.pins.errors import PinIsLocked, SignatureRefused
from kiosk.operations.signing import authenticate
from kiosk.ui.badge.switching import SwitchSheet
from kiosk.ui.pins.alarm import LockedSheet

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from tests.ui.run.hands import Hands


def here(hands: Hands) -> str:
    person = hands.shell.context.desk.station.person
    return person.id if person is not None else ""


def test_a_signing_sheet_passes_over_what_is_no_badge_and_says_so(hands: Hands) -> None:
    hands.screen.ways.deviate()
    hands.button("Customer concession")
    hands.button("Go on")
    hands.scan("GSK-80")
    assert hands.signing.page == "badge"
    assert "GSK-80 was passed over" in hands.signing._problem.text()
    hands.scan("B-3")
    assert hands.signing.page == "pin"
    assert not hands.signing._problem.isVisible()
    hands.scan("(01)04006381333931")
    assert (hands.signing.page, hands.signing._badge) == ("pin", "B-3")


def test_another_badge_in_the_middle_of_a_run_asks_first(hands: Hands) -> None:
    before = hands.kinds()
    hands.scan("B-2")
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, SwitchSheet))
    hands.press_key(Qt.Key.Key_Escape)
    assert (here(hands), hands.kinds()) == ("li", before)


def test_a_badge_where_a_part_is_awaited_is_no_wrong_part(hands: Hands) -> None:
    hands.primary("I have read this")
    assert hands.screen.expectation() is not None
    before = hands.kinds()
    hands.scan("B-2")
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, SwitchSheet))
    hands.press_key(Qt.Key.Key_Escape)
    hands.scan("B-1")
    hands.qtbot.waitUntil(
        lambda: "your own badge" in str(hands.shell._toast and hands.shell._toast.text)
    )
    assert hands.kinds() == before
    hands.scan("GSK-99")
    hands.qtbot.waitUntil(lambda: hands.kinds()[-1] == "CheckFailed")


def test_who_takes_the_run_performs_from_there_and_the_record_says_so(hands: Hands) -> None:
    hands.scan("B-2")
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, SwitchSheet))
    hands.button("Go on with this run")
    hands.qtbot.waitUntil(lambda: here(hands) == "wang")
    assert hands.kinds()[-1] == "HandedOver"
    assert hands.shell.current_name == "run"


def test_who_only_signs_in_leaves_the_run_to_its_operator(hands: Hands) -> None:
    before = hands.kinds()
    hands.scan("B-2")
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, SwitchSheet))
    hands.button("Only sign in; Li keeps the run")
    hands.qtbot.waitUntil(lambda: hands.shell.current_name == "home")
    station = hands.shell.context.desk.station
    assert here(hands) == "wang"
    runs = station.store.runs()
    assert [(run.operator, run.status) for run in runs] == [("li", "running")]
    told = [stored.kind for stored in station.store.tail(0, 100)]
    assert told[-2:] == ["SignedOut", "SignedIn"]
    assert [kind for kind in told if kind in before] == before


def test_at_home_another_badge_changes_who_is_here(hands: Hands) -> None:
    hands.shell.go("home")
    hands.settle()
    hands.scan("B-3")
    hands.qtbot.waitUntil(lambda: here(hands) == "zhao")


def test_a_locked_pin_is_told_at_once_until_a_hand_puts_it_away(hands: Hands) -> None:
    station = hands.shell.context.desk.station
    station.submit(lock, "B-2").result()
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, LockedSheet))
    hands.button("Understood")
    assert hands.shell.sheet is None


def lock(station: Station, badge: str) -> None:
    for _ in range(MOST):
        try:
            authenticate(station, badge, "905172")
        except (SignatureRefused, PinIsLocked):
            continue
