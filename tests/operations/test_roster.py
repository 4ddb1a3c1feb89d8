"""Who works here is what the hub said last, for as long as that was confirmed, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from kiosk.operations import roster_age
from kiosk.operations.installing import install_procedure
from kiosk.operations.roster import (
    Expiring,
    confirm_roster,
    confirm_roster_of,
    line_of,
    peers_of,
    skills_expiring,
)
from kiosk.operations.roster_age import RosterExpired
from kiosk.operations.running import do, start_next_unit
from kiosk.operations.signing import UnknownBadge, authenticate, identify, sign_in
from kiosk.operations.station import Station
from kiosk.store import DiskGuard, Person, WorkOrder, open_store
from sop.commands import Pause
from sop.station_events import RosterAccepted
from sop.wire.documents import Member, Skill
from tests.operations.conftest import FLANGE
from tests.operations.rosters import AT, DEVICE, LI, OTHER, WANG, TwoClocks, given


@pytest.fixture
def clock() -> TwoClocks:
    return TwoClocks()


@pytest.fixture
def station(tmp_path: Path, clock: TwoClocks) -> Iterator[Station]:
    """With a person put in by hand, as a station without a hub has."""
    guard = DiskGuard(tmp_path, warn_below=0, refuse_below=0)
    store = open_store(tmp_path / "station", device="A01", clock=clock, guard=guard)
    made = Station(store, clock, "A01")
    store.people.put(Person(id="local", badge="B-9", names={"en": "Local"}))
    store.work_orders.put(WorkOrder(number="WO-7", product="FL-80", lot="L42", quantity=3))
    yield made
    made.close()


def noted(station: Station, kind: str) -> list[msgspec.Raw]:
    return [it.data for it in station.store.tail(0, 1000) if it.kind == kind]


def begun(station: Station) -> str:
    """A run of WANG's, under way."""
    release = install_procedure(station, FLANGE).digest
    sign_in(station, "B-1001")
    outcome = start_next_unit(station, "WO-7", release)
    assert outcome.refusal is None, outcome.refusal
    return outcome.state.execution


# --- what it says ---


def test_without_a_roster_the_people_put_in_by_hand_stay_for_ever(
    station: Station, clock: TwoClocks
) -> None:
    clock.pass_by(days=4000)
    assert identify(station, "B-9").id == "local"
    assert (peers_of(station), line_of(station)) == ([], "")


def test_a_roster_says_who_works_here_and_nobody_else_does(station: Station) -> None:
    assert given(station, lost=["B-9"])
    found = identify(station, "B-1001")
    assert (found.id, found.skills) == ("E1001", {"torque": 2})
    with pytest.raises(UnknownBadge):
        identify(station, "B-9")
    assert station.store.people.get("local").active is False
    (told,) = noted(station, "RosterAccepted")
    assert msgspec.json.decode(told, type=RosterAccepted) == RosterAccepted(
        count=1, people=2, revoked=0
    )


def test_a_roster_that_is_not_newer_changes_nothing(station: Station) -> None:
    given(station, 2)
    assert not given(station, 2, people=[])
    assert not given(station, 1, people=[])
    assert identify(station, "B-1002").id == "E1002"
    assert len(noted(station, "RosterAccepted")) == 1


def test_a_lost_badge_is_nobodys_until_another_is_given(station: Station) -> None:
    given(station, 1, lost=["B-1001"])
    with pytest.raises(UnknownBadge):
        identify(station, "B-1001")
    given(station, 2, lost=["B-1001"], people=[msgspec.structs.replace(WANG, badge="B-77"), LI])
    assert identify(station, "B-77").id == "E1001"


def test_a_badge_may_go_to_somebody_else(station: Station) -> None:
    given(station, 1)
    swapped = [
        msgspec.structs.replace(WANG, badge="B-1002"),
        msgspec.structs.replace(LI, badge="B-1001"),
    ]
    given(station, 2, people=swapped)
    assert identify(station, "B-1002").id == "E1001"


def test_who_is_revoked_is_signed_out_at_once(station: Station) -> None:
    given(station, 1)
    sign_in(station, "B-1001")
    given(station, 2, revoked=["E1001"])
    assert station.person is None
    with pytest.raises(UnknownBadge):
        identify(station, "B-1001")
    (told,) = noted(station, "SignedOut")
    assert msgspec.json.decode(told) == {"person": "E1001", "reason": "revoked"}


def test_who_is_signed_in_has_the_rights_of_the_newest_roster(station: Station) -> None:
    given(station, 1, people=[msgspec.structs.replace(WANG, roles=("operator", "team_lead"))])
    sign_in(station, "B-1001")
    given(station, 2, people=[WANG])
    assert station.person is not None
    assert station.person.roles == ("operator",)


def test_the_pin_sealed_for_this_station_is_kept_and_others_are_not(station: Station) -> None:
    told = msgspec.structs.replace(
        WANG, first_use="$argon2id$", pin_since=7, pins={DEVICE: "bWluZQ==", OTHER: "dGhlaXJz"}
    )
    given(station, people=[told])
    found = station.store.people.get("E1001")
    assert (found.first_use, found.pin_since, found.pins) == ("$argon2id$", 7, "bWluZQ==")


def test_a_hub_that_keeps_no_people_leaves_those_put_in_by_hand(
    station: Station, clock: TwoClocks
) -> None:
    given(station, people=[])
    clock.pass_by(days=400)
    assert identify(station, "B-9").id == "local"
    assert [it.station for it in peers_of(station)] == ["A01", "A02"]
    assert line_of(station) == "L1"


# --- how long ---


def test_a_roster_not_confirmed_for_its_hours_identifies_nobody(
    station: Station, clock: TwoClocks
) -> None:
    given(station, lasts_hours=72)
    clock.pass_by(hours=71.9)
    identify(station, "B-1001")
    clock.pass_by(hours=0.2)
    with pytest.raises(RosterExpired) as told:
        identify(station, "B-1001")
    assert "72" in told.value.text("zh")
    assert "72" in told.value.text("en")
    confirm_roster(station, AT)
    assert identify(station, "B-1001").id == "E1001"


def test_a_wall_clock_set_back_prolongs_nothing(station: Station, clock: TwoClocks) -> None:
    given(station, lasts_hours=72)
    for _ in range(8):
        clock.pass_by(hours=9.5)
        roster_age.age_ms(station)
        clock.set(hours=-9.5)
    with pytest.raises(RosterExpired):
        identify(station, "B-1001")


def test_a_clock_set_back_while_it_was_off_takes_nothing_away(
    station: Station, clock: TwoClocks
) -> None:
    given(station, lasts_hours=72)
    clock.pass_by(hours=50)
    identify(station, "B-1001")
    clock.boot_again()
    clock.set(days=-300)
    identify(station, "B-1001")
    clock.pass_by(hours=23)
    with pytest.raises(RosterExpired):
        identify(station, "B-1001")


def test_a_machine_that_slept_or_was_off_is_counted_by_the_wall(
    station: Station, clock: TwoClocks
) -> None:
    given(station, lasts_hours=72)
    clock.boot_again()
    clock.set(hours=73)
    with pytest.raises(RosterExpired):
        identify(station, "B-1001")


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(0, 30)),
        st.tuples(st.just("set"), st.integers(-90, 0)),
        st.tuples(st.just("boot"), st.just(0)),
        st.tuples(st.just("look"), st.just(0)),
    ),
    max_size=14,
)


class Beside:
    """A station's clock and settings alone."""

    class Kept(dict):
        def put(self, key: str, value: object) -> None:
            self[key] = value

    def __init__(self) -> None:
        self.clock = TwoClocks()
        self.store = self
        self.settings = self.Kept()

    def now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)


@for_all(MOVES)
@settings(max_examples=300, deadline=None)
def test_however_a_clock_is_set_back_a_shift_in_use_is_counted_whole(
    moves: list[tuple[str, int]],
) -> None:
    """What passes while the station is looked at before it is switched off."""
    one = Beside()
    roster_age.confirm(one, AT)
    passed, before = 0, 0
    for what, hours in moves:
        if what == "pass":
            one.clock.pass_by(hours=hours)
            passed += hours
        elif what == "set":
            one.clock.set(hours=hours)
        elif what == "boot":
            roster_age.age_ms(one)
            one.clock.boot_again()
        found = roster_age.age_ms(one)
        assert found >= before
        before = found
    assert before >= passed * 3_600_000


def test_a_stick_counts_from_when_the_hub_wrote_it_and_only_once(
    station: Station, clock: TwoClocks
) -> None:
    given(station, lasts_hours=72)
    clock.pass_by(hours=70)
    confirm_roster_of(station, (clock.wall - timedelta(hours=60)).isoformat())
    clock.pass_by(hours=11)
    identify(station, "B-1001")
    confirm_roster_of(station, AT)
    clock.pass_by(hours=2)
    with pytest.raises(RosterExpired):
        identify(station, "B-1001")


# --- who is at work goes on ---


def test_who_is_in_the_middle_of_a_run_finishes_it_and_begins_no_other(
    station: Station, clock: TwoClocks
) -> None:
    given(station)
    station.store.people.set_pin("E1001", "284917")
    execution = begun(station)
    clock.pass_by(hours=100)
    assert authenticate(station, "B-1001", "284917").id == "E1001"
    with pytest.raises(RosterExpired):
        identify(station, "B-1002")
    outcome = do(station, execution, Pause, reason="shift")
    assert outcome.refusal is None, outcome.refusal
    with pytest.raises(RosterExpired):
        start_next_unit(station, "WO-7", station.state(execution).release)


# --- skills ---


def test_skills_that_end_within_thirty_days_are_told_the_first_first(
    station: Station, clock: TwoClocks
) -> None:
    skills = {
        "torque": Skill(2, "2026-12-22"),
        "esd": Skill(1, "2026-11-22"),
        "weld": Skill(3, "2026-12-23"),
        "gone": Skill(3, "2026-11-21"),
        "ever": Skill(4),
    }
    given(station, people=[Member(id="p", badge="B", names={"en": "X"}, skills=skills)])
    assert skills_expiring(station, "p") == [
        Expiring("esd", 1, date(2026, 11, 22)),
        Expiring("torque", 2, date(2026, 12, 22)),
    ]
    assert set(identify(station, "B").skills) == {"torque", "esd", "weld", "ever"}
    assert skills_expiring(station, "nobody") == []
