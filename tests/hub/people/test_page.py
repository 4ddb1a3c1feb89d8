"""The page about people: who may see it, what it says in both languages, and what it never says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from hub.access import make_groups
from hub.people import rules
from hub.people.pins import make_code
from tests.hub.journals import Journal
from tests.hub.people.conftest import WHO


@pytest.fixture
def seen(plant) -> Client:
    client = Client()
    make_groups()
    viewer = User.objects.create_user("viewer")
    viewer.groups.set(Group.objects.filter(name="viewer"))
    client.force_login(viewer)
    return client


def page(client: Client, language: str = "en") -> str:
    client.cookies["django_language"] = language
    answer = client.get("/people")
    assert answer.status_code == 200
    return answer.content.decode("utf-8")


def test_nobody_sees_it_without_signing_in(plant) -> None:
    assert Client().get("/people").status_code == 302


def test_it_says_who_works_here_what_they_can_do_and_until_when(seen: Client) -> None:
    today = timezone.localdate()
    rules.grant(WHO, "E1001", "torque", 3, today + timedelta(days=10))
    rules.grant(WHO, "E1001", "esd", 1, today - timedelta(days=1))
    rules.lose_badge(WHO, "B-1002", "left on the bus")
    said = page(seen)
    for word in ("Wang Xiaoyan", "torque 3", "ends soon", "expired", "left on the bus"):
        assert word in said
    assert "即将到期" in page(seen, "zh-hans")
    assert "班组长" in page(seen, "zh-hans")


def test_it_tells_who_left_and_every_change(seen: Client) -> None:
    rules.revoke(WHO, "E1002", "moved away")
    said = page(seen)
    assert "moved away" in said
    assert WHO in said
    chinese = page(seen, "zh-hans")
    assert "角色 操作员, 班组长" in chinese
    assert "team_lead" not in chinese


def test_a_code_is_announced_and_never_shown(seen: Client) -> None:
    code = make_code(WHO, "E1001")
    said = page(seen)
    assert "first-use code until" in said
    assert code not in said
    assert "argon2" not in said


def test_a_name_is_text_and_nothing_else(seen: Client) -> None:
    rules.add(WHO, "E3", {"en": "<script>alert(1)</script>"})
    assert "<script>alert" not in page(seen)


def test_an_empty_plant_says_how_to_begin(office) -> None:
    from hub.pages.people import people

    assert people()["people"] == []


def test_a_lock_at_a_station_is_an_alarm_here_until_the_pin_is_reset(seen: Client, plant) -> None:
    from hub.people.models import Lock
    from hub.people.pins import unlock
    from hub.records.projecting import catch_up, rebuild

    journal = Journal()
    journal.write(1)
    journal.write(1, "PinLocked", {"person": "E1001", "tries": 10})
    journal.write(1, "PinLocked", {"person": 7})
    plant[0].contact(journal, station="A-1")
    plant[0].send(journal.log, journal.lines)
    catch_up()
    assert [(it.person, it.tries) for it in Lock.objects.all()] == [("E1001", 10)]
    assert "PIN locked · A-1" in page(seen)
    rebuild()
    assert Lock.objects.count() == 1
    unlock(WHO, "E1001", "seen and talked to")
    assert "PIN locked" not in page(seen)
