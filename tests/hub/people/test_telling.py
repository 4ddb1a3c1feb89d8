"""Rosters: each station its own, signed, made when asked for, and only ever counting up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hub.devices.enrolling import revoke as shut_out
from hub.people import lines, rules
from hub.people.lasting import set_hours
from hub.people.models import IssuedRoster, Mark
from hub.people.telling import count_for, newest_for
from hub.releases import trust
from hub.releases.keyring import keys_folder, make_key
from sop.wire.documents import Skill
from tests.hub.journals import Journal
from tests.hub.people.conftest import WHO, member, told
from tests.hub.stationed import Stationed


def welcome(one: Stationed, **health: Any) -> dict[str, Any]:
    answer: dict[str, Any] = one.contact(Journal(), station=one.device.station, **health).json()
    return answer


@pytest.fixture
def hub_without_people(office) -> Stationed:
    from hub.devices.identity import begin

    begin()
    return Stationed("A-1")


@pytest.fixture
def a(plant) -> Stationed:
    from hub.devices.identity import begin

    begin()
    return plant[0]


def test_a_hub_that_keeps_no_people_and_no_lines_tells_none(hub_without_people) -> None:
    assert welcome(hub_without_people)["roster"] == 0
    assert hub_without_people.get("/roster").status_code == 304
    assert not IssuedRoster.objects.exists()


def test_lines_alone_are_told_without_people(hub_without_people) -> None:
    lines.put_in_line(WHO, "A-1", "L1")
    assert welcome(hub_without_people)["roster"] == 1
    found = told(hub_without_people)
    assert (found.people, [it.line for it in found.peers]) == ([], ["L1"])


def test_a_roster_says_everything_a_station_must_know(plant) -> None:
    a, b = plant
    rules.grant(WHO, "E1001", "torque", 3, date(2027, 1, 31))
    rules.lose_badge(WHO, "B-1002", "lost")
    rules.add(WHO, "E1003", {"en": "Gone"})
    rules.revoke(WHO, "E1003", "left")
    lines.put_in_line(WHO, "A-1", "L1")
    found = told(a)
    assert found.device == str(a.device.pk)
    assert (found.revoked, found.lost, found.lasts_hours) == (["E1003"], ["B-1002"], 72)
    first, second = found.people
    assert (first.id, first.badge, first.team) == ("E1001", "B-1001", "A")
    assert first.skills == {"torque": Skill(3, "2027-01-31")}
    assert (second.badge, second.roles) == (None, ("operator", "team_lead"))
    assert {(it.device, it.key, it.line) for it in found.peers} == {
        (str(a.device.pk), a.key.public, "L1"),
        (str(b.device.pk), b.key.public, ""),
    }


def test_the_count_goes_up_with_every_change_and_with_nothing_else(plant) -> None:
    a, b = plant
    assert [count_for(a.device), count_for(a.device), count_for(b.device)] == [1, 1, 1]
    rules.alter(WHO, "E1001", team="B")
    assert [count_for(a.device), count_for(a.device)] == [2, 2]
    rules.alter(WHO, "E1001", team="B")
    Mark.objects.update(change=99)
    assert count_for(a.device) == 2
    set_hours(WHO, 24)
    assert told(a, 2).lasts_hours == 24


def test_a_station_that_comes_goes_moves_or_changes_its_name_is_told(a, plant) -> None:
    before = count_for(a.device)
    Stationed("A-3")
    lines.put_in_line(WHO, "A-2", "L2")
    assert len(told(a, before).peers) == 3
    before = count_for(a.device)
    shut_out("A-2")
    assert [it.station for it in told(a, before).peers if it.station == "A-2"] == []
    before = count_for(a.device)
    a.contact(Journal(), station="renamed")
    a.device.refresh_from_db()
    found = next(it for it in told(a, before).peers if it.device == str(a.device.pk))
    assert found.station == "renamed"


def test_another_key_signs_every_roster_anew(plant) -> None:
    a, _ = plant
    before = count_for(a.device)
    key = make_key(keys_folder() / "assignment-2.key")
    trust.add_key("assignment", key.public)
    assert count_for(a.device) == before + 1
    old = (trust.document().assignment.keys)[0]
    trust.remove_key("assignment", old)
    assert told(a, before + 1).count == before + 2


def test_a_hub_restored_from_a_backup_counts_on_above_what_the_station_accepted(a) -> None:
    assert welcome(a)["roster"] == 1
    assert welcome(a, roster=7)["roster"] == 8
    assert told(a, 7).count == 8
    assert welcome(a, roster=8)["roster"] == 8
    assert welcome(a, roster=1 << 60)["roster"] == 8


def test_only_what_is_newer_is_sent(plant) -> None:
    a, _ = plant
    assert a.get("/roster").content == bytes(newest_for(a.device).envelope)
    assert a.get("/roster?after=1").status_code == 304
    rules.alter(WHO, "E1001", team="B")
    assert a.get("/roster?after=1").status_code == 200


def test_without_a_key_to_sign_with_records_come_up_all_the_same(a) -> None:
    for path in keys_folder().glob("assignment*.key"):
        path.unlink()
    assert welcome(a)["roster"] == 0


def test_who_is_revoked_wears_no_badge_and_stays_revoked_for_good(plant) -> None:
    a, _ = plant
    rules.revoke(WHO, "E1001", "left")
    found = told(a)
    assert found.revoked == ["E1001"]
    assert [it.id for it in found.people] == ["E1002"]
    assert member(a, "E1002").badge == "B-1002"
