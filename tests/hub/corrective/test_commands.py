"""`sop-hub corrective`, as typed."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from hub.corrective.models import Order
from tests.hub.corrective.conftest import ME, OTHER, Line, closed, done, taken
from tests.hub.people.test_commands import type_in


def test_they_are_listed_and_shown_with_the_whole_story(
    line: Line, photo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    known = line.raise_one(note="scratched")
    row = type_in(capsys, "corrective", "list")
    for word in (
        known,
        "open, due",
        "A-1",
        "FLG-M12-080/A gasket_80",
        "PE-Powertrain",
        "scratched",
    ):
        assert word in row
    taken(known)
    done(known, photo)
    closed(known)
    shown = type_in(capsys, "corrective", "show", known)
    for word in ("material/major", "closed", f"by {ME}", "closing check: No",
                 "Lot set apart",
                 f"evidence {photo[:12]}", OTHER):  # fmt: skip
        assert word in shown
    assert type_in(capsys, "corrective", "list", "--status", "unclosed") == ""


def test_the_list_is_narrowed(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    late, mine = line.raise_one(note="late one"), line.raise_one(note="my one")
    Order.objects.filter(pk=late).update(due=timezone.now())
    taken(mine)
    overdue = type_in(capsys, "corrective", "list", "--overdue")
    assert ("(overdue)" in overdue, "late one" in overdue, "my one" in overdue) == (
        True,
        True,
        False,
    )
    assert "my one" in type_in(capsys, "corrective", "list", "--who", ME)
    assert type_in(capsys, "corrective", "list", "--station", "A-9") == ""
    assert type_in(capsys, "corrective", "promise") == "FLG-M12-080\tPE-Powertrain\t1\t0\t1\n"


def test_programs_are_told_in_json(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    known = line.raise_one()
    told = json.loads(type_in(capsys, "corrective", "list", "--json"))
    assert [it["exception"] for it in told["orders"]] == [known]
    shown = json.loads(type_in(capsys, "corrective", "show", known, "--json"))
    assert shown["case"]["raised"]["reading"] == "8 mm"
    assert json.loads(type_in(capsys, "corrective", "promise", "--json"))[0]["waiting"] == 1


def test_what_is_not_there_is_told_calmly(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such" in type_in(capsys, "corrective", "show", "nothing", fails=True)
