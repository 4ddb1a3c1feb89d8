"""What may be done about people, and that all of it is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from hub.people import rules
from hub.people.importing import import_csv
from hub.people.models import Audit, Never, Person, Skill
from hub.people.refusals import PeopleRefused
from tests.hub.people.conftest import WHO

pytestmark = pytest.mark.usefixtures("plant")


def refusal(asked: Callable[..., object], *told: Any, **further: Any) -> str:
    """Its code; that nothing was changed and nothing written down."""
    before = (list(Person.objects.order_by("pk").values()), Audit.objects.count())
    with pytest.raises(PeopleRefused) as refused:
        asked(WHO, *told, **further)
    assert (list(Person.objects.order_by("pk").values()), Audit.objects.count()) == before
    assert refused.value.zh != refused.value.en
    return refused.value.code


def written() -> list[tuple[str, str, Any, Any, str]]:
    rows = Audit.objects.order_by("pk")
    return [(it.what, it.about, it.old, it.new, it.why) for it in rows]


def test_an_id_is_never_given_again_even_to_the_same_person() -> None:
    rules.revoke(WHO, "E1001", "left")
    assert refusal(rules.add, "E1001", {"zh": "另一个人"}) == "id_taken"
    assert refusal(rules.alter, "E1001", names={"zh": "另一个人"}) == "is_revoked"
    with pytest.raises(Never):
        Person.objects.get(pk="E1001").delete()
    assert Person.objects.filter(pk="E1001").exists()


def test_a_badge_is_one_persons_and_a_lost_one_nobodys_ever() -> None:
    assert refusal(rules.give_badge, "E1001", "B-1002") == "badge_taken"
    assert rules.lose_badge(WHO, "B-1002", "left on the bus").pk == "E1002"
    assert refusal(rules.give_badge, "E1002", "B-1002") == "badge_lost"
    assert refusal(rules.lose_badge, "B-1002", "again") == "no_badge"
    rules.give_badge(WHO, "E1002", "B-2002")
    assert Person.objects.get(pk="E1002").badge == "B-2002"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ((rules.revoke, "E1001", " "), "why"),
        ((rules.lose_badge, "B-1001", ""), "why"),
        ((rules.revoke, "E9", "left"), "no_person"),
        ((rules.add, "E 3", {"zh": "空格"}), "bad_person"),
        ((rules.add, "E3", {}), "bad_person"),
        ((rules.add, "E3", {"zh": "甲"}, " "), "bad_person"),
        ((rules.add, "E3", {"zh": "甲"}, None, ["king"]), "unknown_role"),
        ((rules.grant, "E1001", "torque", 5), "bad_skill"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: tuple[Any, ...], code: str) -> None:
    assert refusal(*asked) == code


def test_every_change_is_written_down_with_who_what_old_new_and_why() -> None:
    before = len(written())
    rules.alter(WHO, "E1001", "promoted", roles=["operator", "team_lead"], team="A")
    rules.grant(WHO, "E1001", "torque", 2, date(2027, 1, 31), "examined")
    rules.grant(WHO, "E1001", "torque", 3)
    rules.grant(WHO, "E1001", "torque", 0, why="taken back")
    rules.lose_badge(WHO, "B-1001", "stolen")
    rules.revoke(WHO, "E1002", "left")
    two = {"level": 2, "expires": "2027-01-31"}
    three = {"level": 3, "expires": None}
    was = {"names": {"zh": "李强"}, "badge": "B-1002", "roles": ["operator", "team_lead"]}
    assert written()[before:] == [
        ("altered", "E1001", {"roles": ["operator"]}, {"roles": ["operator", "team_lead"]},
         "promoted"),
        ("skill", "E1001", {"torque": None}, {"torque": two}, "examined"),
        ("skill", "E1001", {"torque": two}, {"torque": three}, ""),
        ("skill", "E1001", {"torque": three}, {"torque": None}, "taken back"),
        ("badge_lost", "E1001", "B-1001", None, "stolen"),
        ("revoked", "E1002", {**was, "team": ""}, None, "left"),
    ]  # fmt: skip
    assert {it.who for it in Audit.objects.order_by("pk")[before:]} == {WHO}


def test_what_changes_nothing_is_not_written_down() -> None:
    before = len(written())
    rules.alter(WHO, "E1001", team="A")
    rules.grant(WHO, "E1001", "torque", 0)
    assert len(written()) == before


def test_nobody_edits_or_deletes_what_was_written_down() -> None:
    first = Audit.objects.order_by("pk").first()
    first.why = "another"
    for tried in (
        first.save,
        first.delete,
        Audit.objects.all().delete,
        lambda: Audit.objects.update(why="another"),
    ):
        with pytest.raises(Never):
            tried()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_audit SET why = 'another'")
    assert not Audit.objects.filter(why="another").exists()


def test_a_change_that_fails_leaves_no_trace_and_one_without_a_trace_does_not_happen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Audit, "save", full)
    with pytest.raises(OSError, match="disk full"):
        rules.revoke(WHO, "E1001", "left")
    assert Person.objects.get(pk="E1001").revoked_at is None


# --- CSV ---

SHEET = """\ufeffid,name_zh,name_en,badge,roles,team,skills
E2001,赵敏,Zhao Min,B-2001,operator; team_lead,B,torque:3:2027-01-31;esd:1
E1001,,,,,B,torque:2
"""


def test_a_sheet_registers_and_renews_and_leaves_what_it_does_not_say() -> None:
    done = import_csv(WHO, SHEET)
    assert (done.added, done.altered) == (1, 1)
    known = Person.objects.get(pk="E1001")
    assert (known.badge, known.team, known.names["zh"]) == ("B-1001", "B", "王晓燕")
    new = Person.objects.get(pk="E2001")
    assert new.roles == ["operator", "team_lead"]
    found = Skill.objects.filter(person=new).order_by("skill").values_list("skill", "level")
    assert list(found) == [("esd", 1), ("torque", 3)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("E2001,,,,,,", "names"),
        ("E2001,赵敏,,B-1002,,,", "E1002"),
        ("E2001,赵敏,,,king,,", "king"),
        ("E2001,赵敏,,,,,torque", "torque"),
        ("E2001,赵敏,,,,,,,", "3"),
    ],
)
def test_one_wrong_line_takes_in_none_and_is_named(line: str, said: str) -> None:
    sheet = "id,name_zh,name_en,badge,roles,team,skills\nE3001,孙,,,,,\n" + line
    with pytest.raises(PeopleRefused) as refused:
        import_csv(WHO, sheet)
    assert said in refused.value.en
    assert "3" in refused.value.en
    assert not Person.objects.filter(pk="E3001").exists()


def test_a_sheet_with_a_column_nobody_knows_is_refused() -> None:
    with pytest.raises(PeopleRefused):
        import_csv(WHO, "id,name_zh,pin\nE3001,孙,1234\n")
