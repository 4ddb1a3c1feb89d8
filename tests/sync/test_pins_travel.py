"""A PIN chosen at one station is good at the others, and nobody on the way learns it."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import msgspec
import pytest

from kiosk.operations.pins.choosing import change_pin, choose_first
from kiosk.operations.pins.errors import NoPinHere, SignatureRefused
from kiosk.operations.pins.travelling import Travelling, leaving, opened, sealed
from kiosk.operations.signing import authenticate
from kiosk.store import Person
from kiosk.sync.link import link_of
from sop.signing import SigningKey

WHO = "Chen, personnel"
PIN, OTHER, LEADS = "135724", "864209", "973186"


@pytest.fixture
def two(live, station) -> tuple:
    """Two stations that know one another, an operator with a code, and a team lead."""
    from hub.people import pins, rules

    rules.add(WHO, "E1001", {"zh": "王晓燕"}, "B-1001")
    rules.add(WHO, "E1002", {"zh": "李强"}, "B-1002", ["operator", "team_lead"])
    code = pins.make_code(WHO, "E1001")
    one, other = station("A-07"), station("A-08")
    for each in (one, other, one):
        each.sync()
    one.store.people.set_pin("E1002", LEADS)
    return one, other, code


def choose(one, code: str) -> None:
    one.station.submit(choose_first, "B-1001", code, "B-1002", LEADS, PIN).result()


def signs(one, pin: str) -> bool:
    try:
        return one.station.submit(authenticate, "B-1001", pin).result().id == "E1001"
    except SignatureRefused:
        return False


def test_what_is_chosen_at_one_station_signs_at_the_other(two) -> None:
    one, other, code = two
    choose(one, code)
    one.sync()
    other.sync()
    assert signs(other, PIN)
    assert not signs(other, OTHER)
    assert leaving(one.station) == []


def test_a_station_that_joins_later_gets_it_when_the_pin_is_next_given_where_it_was_chosen(
    two, station
) -> None:
    one, other, code = two
    choose(one, code)
    for each in (one, other):
        each.sync()
    late = station("A-09")
    for each in (late, one, other, late):
        each.sync()
    with pytest.raises(NoPinHere):
        signs(late, PIN)
    assert signs(other, PIN)
    assert leaving(other.station) == [], "it was not chosen there"
    assert signs(one, PIN)
    (chosen,) = leaving(one.station)
    assert list(chosen.sealed) == [link_of(late.store).device]
    for each in (one, late):
        each.sync()
    assert signs(late, PIN)
    assert signs(one, PIN)
    assert leaving(one.station) == [], "once is enough"


def test_the_later_choice_counts_wherever_it_was_made(two) -> None:
    one, other, code = two
    choose(one, code)
    for each in (one, other):
        each.sync()
    other.station.submit(change_pin, "B-1001", PIN, OTHER).result()
    for each in (other, one, other):
        each.sync()
    assert signs(one, OTHER)
    assert signs(other, OTHER)


def test_a_pin_chosen_without_the_hub_goes_when_it_is_there(two, network) -> None:
    one, other, code = two
    network.off()
    choose(one, code)
    assert signs(one, PIN)
    assert len(leaving(one.station)) == 1
    network.on()
    one.sync()
    other.sync()
    assert signs(other, PIN)


def test_one_reset_meanwhile_is_given_up_and_opens_nothing(two) -> None:
    from hub.people import pins

    one, other, code = two
    choose(one, code)
    pins.unlock(WHO, "E1001", "told somebody")
    one.sync()
    other.sync()
    assert leaving(one.station) == []
    assert not other.store.people.get("E1001").has_pin
    assert not one.store.people.get("E1001").has_pin


def test_neither_the_hub_nor_the_stations_database_holds_it(two, hub: Path) -> None:
    from hub.people.models import SealedPin

    one, other, code = two
    choose(one, code)
    one.sync()
    (box,) = SealedPin.objects.values_list("sealed", flat=True)
    keys = [link_of(it.store).key for it in (one, other)]
    whose = Person(id="E1001", badge=None, names={}, pins=box)
    assert opened(whose, [keys[0]]) is None
    assert opened(whose, [keys[1]]).pin == PIN
    for file in (*one.store.folder.glob("*.db*"), *hub.glob("*.db*")):
        assert PIN.encode() not in file.read_bytes()


def test_a_box_is_good_for_the_person_it_was_sealed_for() -> None:
    key = SigningKey.make()
    box = sealed(key.public, Travelling("E1001", 0, 1, PIN))
    moved = Person(id="E1002", badge=None, names={}, pins=box)
    assert opened(moved, [key.text]) is None


@pytest.mark.parametrize("box", ["", "no base64!", b64encode(b"short").decode()])
def test_what_is_no_box_opens_to_nothing(box: str) -> None:
    person = Person(id="E1001", badge=None, names={}, pins=box)
    assert opened(person, [SigningKey.make().text]) is None


def test_a_public_key_that_is_none_is_passed_over() -> None:
    told = Travelling("E1001", 0, 1, PIN)
    assert sealed("no key", told) is None
    assert msgspec.json.decode(msgspec.json.encode(told), type=Travelling) == told
