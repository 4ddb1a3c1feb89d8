"""`sop-hub person` and `sop-hub line`, as typed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher

from hub.__main__ import main
from hub.devices.models import EnrolmentCode
from hub.people.models import Audit, FirstUse, Person
from hub.releases import trust
from sop.signing.rosters import accept_roster
from tests.hub.people.conftest import member, told
from tests.hub.stationed import Stationed

pytestmark = pytest.mark.usefixtures("office")


def type_in(capsys: pytest.CaptureFixture[str], *words: str, fails: bool = False) -> str:
    capsys.readouterr()
    assert main([*words, "--language", "en"]) == int(fails)
    said = capsys.readouterr()
    return said.err if fails else said.out


def test_somebody_is_registered_given_skills_a_code_and_let_go(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = Stationed("A-1")
    type_in(capsys, "person", "add", "E1", "--zh", "王晓燕", "--badge", "B-1", "--by", "Chen")
    type_in(capsys, "person", "skill", "E1", "torque:3:2027-01-31", "esd:1")
    code = type_in(capsys, "person", "code", "E1").strip()
    found = member(one, "E1")
    assert set(found.skills) == {"torque", "esd"}
    assert PasswordHasher().verify(found.first_use, code)
    type_in(capsys, "person", "lost", "B-1", "--why", "left on the bus")
    type_in(capsys, "person", "badge", "E1", "B-2")
    assert member(one, "E1").badge == "B-2"
    other = type_in(capsys, "person", "unlock", "E1", "--why", "ten wrong PINs").strip()
    assert PasswordHasher().verify(FirstUse.objects.get().verifier, other)
    assert "torque:3:2027-01-31" in type_in(capsys, "person", "list")
    type_in(capsys, "person", "revoke", "E1", "--why", "left")
    assert told(one).revoked == ["E1"]
    assert Audit.objects.filter(what="added").get().who == "Chen"
    assert "revoked" in type_in(capsys, "person", "list")


def test_a_refusal_is_told_calmly_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    type_in(capsys, "person", "add", "E1", "--en", "Wang")
    assert "never given again" in type_in(capsys, "person", "add", "E1", "--en", "Li", fails=True)
    assert "E9" in type_in(capsys, "person", "code", "E9", fails=True)
    assert Person.objects.get().names == {"en": "Wang"}


def test_several_skills_are_given_all_or_none(capsys: pytest.CaptureFixture[str]) -> None:
    type_in(capsys, "person", "add", "E1", "--en", "Wang")
    type_in(capsys, "person", "skill", "E1", "torque:3", "esd:nine", fails=True)
    assert Person.objects.get().skills.count() == 0


def test_a_sheet_is_taken_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text("id,name_zh,skills\nE1,王晓燕,torque:2\nE2,李强,\n", encoding="utf-8-sig")
    assert type_in(capsys, "person", "import", str(sheet)).startswith("2 registered")
    assert Person.objects.get(pk="E1").skills.get().level == 2


def test_a_station_is_put_in_a_line_and_a_code_can_say_which(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = Stationed("A-1")
    type_in(capsys, "line", "A-1", "L1")
    assert [it.line for it in told(one).peers] == ["L1"]
    type_in(capsys, "line", "nowhere", "L1", fails=True)
    type_in(capsys, "enrol", "--url", "http://hub", "--line", "L7", "--text")
    assert EnrolmentCode.objects.get().line == "L7"


def test_a_rosters_hours_are_set(capsys: pytest.CaptureFixture[str]) -> None:
    one = Stationed("A-1")
    type_in(capsys, "person", "lasts", "240")
    assert told(one).lasts_hours == 240
    type_in(capsys, "person", "lasts", "0", fails=True)


def test_a_roster_is_written_to_a_file_with_the_trust_that_proves_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Stationed("A-1")
    type_in(capsys, "person", "add", "E1", "--en", "Wang")
    file = tmp_path / "roster.json"
    said = type_in(capsys, "person", "roster", "A-1", "--out", str(file))
    assert trust.digest() in said
    written = msgspec.json.decode(file.read_bytes())
    assert written["trust"] == [trust.current()]
    opened = accept_roster(trust.document(), str(one.device.pk), 0, written["roster"])
    assert [it.id for it in opened.document.people] == ["E1"]
