"""`sop-hub suggestion`, as typed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.hub.improving.conftest import DIGEST, Works
from tests.hub.people.test_commands import type_in


def test_one_is_listed_shown_answered_and_corrected(
    works: Works, capsys: pytest.CaptureFixture[str]
) -> None:
    made = works.suggest(photos=[DIGEST])
    assert "overdue" in type_in(capsys, "suggestion", "list", "--status", "open")
    due = (timezone.now() + timedelta(days=9)).isoformat()
    answer = ("suggestion", "answer", made)
    said = type_in(capsys, *answer, "accepted", "--due", due, "--by", "Ye", "--why", "Good")
    assert said == "answered: accepted, 5 points\n"
    works.next_revision()
    assert "20 points" in type_in(capsys, *answer, "adopted", "--revision", "B", "--by", "Ye")
    shown = type_in(capsys, "suggestion", "show", made)
    for word in ("A fixture", "Wang Xiaoyan", "1 photograph", "Ye", "Good", "+15", "adopted B"):
        assert word in shown
    assert "Say why" in type_in(capsys, *answer, "declined", fails=True)
    assert type_in(capsys, "suggestion", "list", "--status", "open") == ""


def test_programs_are_told_in_json(works: Works, capsys: pytest.CaptureFixture[str]) -> None:
    made = works.suggest()
    told = json.loads(type_in(capsys, "suggestion", "list", "--json"))
    assert [it["id"] for it in told["suggestions"]] == [made]
    assert json.loads(type_in(capsys, "suggestion", "show", made, "--json"))["history"] == []
    assert json.loads(type_in(capsys, "suggestion", "board", "2026-01", "--json"))["teams"] == []


def test_the_board_is_by_team_and_without_who_asked(
    works: Works, capsys: pytest.CaptureFixture[str]
) -> None:
    made = works.suggest()
    due = (timezone.now() + timedelta(days=9)).date().isoformat()
    type_in(capsys, "suggestion", "answer", made, "accepted", "--due", due, "--by", "Ye")
    assert type_in(capsys, "suggestion", "board") == "早班\t5\n\tWang Xiaoyan\t1\t0\t5\n"
    type_in(capsys, "suggestion", "leave-out", "E1001", "--why", "her wish")
    assert type_in(capsys, "suggestion", "board") == ""
    type_in(capsys, "suggestion", "leave-out", "E1001", "--undo")
    assert "Wang" in type_in(capsys, "suggestion", "board")


def test_what_is_wrong_is_told_calmly(works: Works, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such" in type_in(capsys, "suggestion", "show", "nowhere", fails=True)
    assert "2026-11" in type_in(capsys, "suggestion", "board", "november", fails=True)
    assert "E9" in type_in(capsys, "suggestion", "leave-out", "E9", fails=True)
