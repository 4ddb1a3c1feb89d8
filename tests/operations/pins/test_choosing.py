"""A PIN is chosen by two people together, and never an obvious one."""

import msgspec
import pytest

from kiosk.operations.pins.choosing import change_pin, choose_first, needs_first_pin
from kiosk.operations.pins.counting import MOST
from kiosk.operations.pins.errors import (
    CodeRefused,
    NoCodeGiven,
    NoPinHere,
    PinIsLocked,
    PinTooObvious,
    SignatureRefused,
    WitnessIsSelf,
)
from kiosk.operations.pins.obvious import why_obvious
from kiosk.operations.signing import RoleMissing, authenticate
from kiosk.operations.station import Station
from kiosk.store.pins import HASHER
from tests.operations.conftest import LI, WANG, ZHAO

RIGHT, FRESH, CODE = "284917", "730482", "K7M2-PQ9X"


@pytest.fixture
def newcomer(station: Station) -> str:
    """王晓燕 was reset at the hub and holds a one-time code."""
    known = station.store.people.get("E1001")
    assert known is not None
    code = HASHER.hash(CODE)
    station.store.people.put(msgspec.structs.replace(known, first_use=code, pin_since=1))
    return WANG


def test_badge_code_and_witness_together_choose_the_first_pin(
    station: Station, newcomer: str
) -> None:
    assert needs_first_pin(station, newcomer)
    with pytest.raises(NoPinHere):
        authenticate(station, newcomer, RIGHT)
    choose_first(station, newcomer, CODE, ZHAO, RIGHT, FRESH)
    assert not needs_first_pin(station, newcomer)
    assert authenticate(station, newcomer, FRESH).id == "E1001"
    facts = [it for it in station.store.tail(0, 100) if it.kind == "PinChosen"]
    told = msgspec.json.decode(facts[0].data)
    assert told == {"person": "E1001", "first": True, "witness": "E1003", "since": 1}


def test_the_code_is_good_once(station: Station, newcomer: str) -> None:
    choose_first(station, newcomer, CODE, ZHAO, RIGHT, FRESH)
    with pytest.raises(NoCodeGiven):
        choose_first(station, newcomer, CODE, ZHAO, RIGHT, "918264")
    (station.store.folder / "pin.key").unlink()
    station.store.pin_key._key = b""
    assert needs_first_pin(station, newcomer)
    station.store.people.set_pin("E1003", RIGHT)
    with pytest.raises(NoCodeGiven):
        choose_first(station, newcomer, CODE, ZHAO, RIGHT, "918264")


def test_a_witness_is_a_team_lead_with_a_pin_and_somebody_else(
    station: Station, newcomer: str
) -> None:
    with pytest.raises(RoleMissing):
        choose_first(station, newcomer, CODE, LI, RIGHT, FRESH)
    with pytest.raises(SignatureRefused):
        choose_first(station, newcomer, CODE, ZHAO, "111111", FRESH)
    with pytest.raises(WitnessIsSelf):
        choose_first(station, newcomer, CODE, newcomer, RIGHT, FRESH)
    assert needs_first_pin(station, newcomer)


def test_codes_are_counted_like_pins(station: Station, newcomer: str) -> None:
    for left in range(MOST - 1, 0, -1):
        with pytest.raises(CodeRefused, match=str(left)):
            choose_first(station, newcomer, "WRONG", ZHAO, RIGHT, FRESH)
    for code in ("WRONG", CODE):
        with pytest.raises(PinIsLocked):
            choose_first(station, newcomer, code, ZHAO, RIGHT, FRESH)


def test_after_a_lock_and_a_reset_a_new_pin_is_chosen(station: Station, newcomer: str) -> None:
    choose_first(station, newcomer, CODE, ZHAO, RIGHT, FRESH)
    for _ in range(MOST):
        with pytest.raises((SignatureRefused, PinIsLocked)):
            authenticate(station, newcomer, "111111")
    known = station.store.people.get("E1001")
    assert known is not None
    code = HASHER.hash("SECOND")
    station.store.people.put(msgspec.structs.replace(known, first_use=code, pin_since=2))
    choose_first(station, newcomer, "SECOND", ZHAO, RIGHT, "618204")
    assert authenticate(station, newcomer, "618204").id == "E1001"


def test_a_pin_is_changed_by_who_knows_the_old_one(station: Station) -> None:
    with pytest.raises(SignatureRefused):
        change_pin(station, WANG, "111111", FRESH)
    change_pin(station, WANG, RIGHT, FRESH)
    assert authenticate(station, WANG, FRESH).id == "E1001"
    with pytest.raises(SignatureRefused):
        authenticate(station, WANG, RIGHT)
    with pytest.raises(PinTooObvious):
        change_pin(station, WANG, FRESH, FRESH)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("12345", "digits"),
        ("１２３４５６", "digits"),
        ("12345a", "digits"),
        ("000000", "repeats"),
        ("121212", "repeats"),
        ("482482", "repeats"),
        ("556555", "repeats"),
        ("123456", "sequence"),
        ("987654", "sequence"),
        ("135791", "sequence"),
        ("112233", "sequence"),
        ("240590", "date"),
        ("900524", "date"),
        ("122499", "date"),
        ("198705", "date"),
        ("147258", "common"),
        ("520131", "common"),
        ("001001", "repeats"),
        ("471199", "badge"),
        ("004711", "badge"),
    ],
)
def test_obvious_pins_are_refused_with_the_reason(pin: str, why: str) -> None:
    assert why_obvious(pin, "B-0471199", "E4711") == why
    if why != "badge":
        refused = PinTooObvious(why)
        assert refused.text("zh")
        assert refused.text("en")


def test_most_pins_may_be_chosen() -> None:
    free = sum(why_obvious(f"{number:06d}", "B-1001") is None for number in range(0, 10**6, 7))
    assert free > 0.85 * 10**6 / 7
