"""Statements 3, 4, 7, 8, 10 and 14: who may sign, with what, and what happens to who may not."""

import msgspec
import pytest

from kiosk.operations.pins.choosing import choose_first
from kiosk.operations.pins.counting import MOST
from kiosk.operations.pins.errors import (
    CodeRefused,
    NoPinHere,
    PinIsLocked,
    SignatureRefused,
    WitnessIsSelf,
)
from kiosk.operations.running import sign, start_next_unit
from kiosk.operations.signing import UnknownBadge, authenticate, sign_in, sign_out
from kiosk.operations.station import Change, NobodySignedIn, Outcome, Station
from kiosk.store import Person, Skill
from kiosk.store.pins import HASHER
from tests.operations.conftest import LI, WANG, ZHAO

PIN = "284917"


def signs(station: Station, run: str, check: str, badge: str = WANG, pin: str = PIN) -> Outcome:
    return sign(station, run, "fit", check, badge, pin)


def refusal_of(outcome: Outcome) -> str:
    return outcome.refusal.code if outcome.refusal else ""


def test_03_signing_takes_two_components_first_time(station: Station, signing: str) -> None:
    for badge, pin in ((WANG, ""), (WANG, "111111")):
        with pytest.raises(SignatureRefused):
            signs(station, signing, "first", badge, pin)
    with pytest.raises(UnknownBadge):
        signs(station, signing, "first", "", PIN)
    assert not station.state(signing).step_state("fit").checks
    assert signs(station, signing, "first").events


@pytest.mark.parametrize("reason", ["idle", "asked", "switch"])
def test_03_after_lock_logout_or_switch_both_are_asked_again(
    station: Station, signing: str, reason: str
) -> None:
    signs(station, signing, "first")
    sign_out(station, reason)
    with pytest.raises(NobodySignedIn):
        signs(station, signing, "again")
    sign_in(station, WANG)
    with pytest.raises(SignatureRefused):
        signs(station, signing, "again", WANG, "")
    assert signs(station, signing, "again").events


def test_04_a_later_signing_in_the_same_session_still_takes_the_pin(
    station: Station, signing: str
) -> None:
    signs(station, signing, "first")
    with pytest.raises(SignatureRefused):
        signs(station, signing, "again", WANG, "")
    assert "again" not in station.state(signing).step_state("fit").checks
    assert signs(station, signing, "again").events


def test_07_second_person_verification_refuses_the_performer(
    station: Station, signing: str
) -> None:
    signs(station, signing, "first")
    signs(station, signing, "again")
    assert refusal_of(signs(station, signing, "second", WANG)) == "signer_performed"
    assert signs(station, signing, "second", LI).events


def test_08_nobody_can_sign_who_was_not_given_a_pin_of_their_own(station: Station) -> None:
    """A new station knows nobody; an account somebody made has no PIN, not even an empty one."""
    station.store.people.put(Person(id="admin", badge="ADMIN", names={"en": "Admin"}))
    for pin in ("", "000000", "123456", PIN):
        with pytest.raises(NoPinHere):
            authenticate(station, "ADMIN", pin)


def test_08_who_left_stays_known_and_signs_no_more(station: Station) -> None:
    left = station.store.people.get("E1001")
    assert left is not None
    others = [it for it in station.store.people.all() if it.id != "E1001"]
    station.store.people.govern(others)
    with pytest.raises(UnknownBadge):
        authenticate(station, WANG, PIN)
    assert not station.store.people.check_pin("E1001", PIN)
    kept = station.store.people.get("E1001")
    assert kept is not None
    assert (kept.names, kept.active) == (left.names, False)


def test_09_nobody_but_the_person_learns_or_sets_a_pin(station: Station) -> None:
    """The hub's code alone sets none, nor does a team lead alone; it takes both, and the badge."""
    known = station.store.people.get("E1001")
    assert known is not None
    coded = msgspec.structs.replace(known, first_use=HASHER.hash("K7M2"), pin_since=1)
    station.store.people.put(coded)
    with pytest.raises(WitnessIsSelf):
        choose_first(station, WANG, "K7M2", WANG, PIN, "730482")
    with pytest.raises(CodeRefused):
        choose_first(station, WANG, "GUESS", ZHAO, PIN, "730482")
    choose_first(station, WANG, "K7M2", ZHAO, PIN, "730482")
    assert authenticate(station, WANG, "730482").id == "E1001"
    for database in station.store.folder.glob("*.db*"):
        assert b"730482" not in database.read_bytes()


def test_10_failed_attempts_lock_and_alarm_at_once_and_tell_the_hub(station: Station) -> None:
    heard: list[Change] = []
    station.on_change(heard.append)
    for _ in range(MOST):
        with pytest.raises((SignatureRefused, PinIsLocked)):
            authenticate(station, WANG, "111111")
    with pytest.raises(PinIsLocked):
        authenticate(station, WANG, PIN)
    assert Change("pin_locked") in heard
    sent = [it for it in station.store.tail(0, 1000) if it.kind == "PinLocked"]
    assert [msgspec.json.decode(it.data)["person"] for it in sent] == ["E1001"]


def test_14_an_unqualified_operator_cannot_start(station: Station, release: str) -> None:
    unlearn(station, "E1001")
    sign_in(station, WANG)
    assert refusal_of(start_next_unit(station, "WO-7", release)) == "skill_missing"


def test_14_an_unqualified_person_cannot_sign(station: Station, signing: str) -> None:
    signs(station, signing, "first")
    signs(station, signing, "again")
    unlearn(station, "E1002")
    assert refusal_of(signs(station, signing, "second", LI)) == "skill_missing"


def unlearn(station: Station, person: str) -> None:
    known = station.store.people.get(person)
    assert known is not None
    station.store.people.put(msgspec.structs.replace(known, skills={"torque": Skill(level=1)}))
