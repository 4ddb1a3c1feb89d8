"""The API of suggestions: for the plant's own programs, by people's rights."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.hub.improving.conftest import DIGEST, Works, in_a_week, signed_in


@pytest.fixture
def author(works: Works) -> Client:
    return signed_in("author")


def get(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.content
    return answer.json()


def send(client: Client, made: str, **reply: Any) -> Any:
    return client.post(f"/api/v1/suggestions/{made}/answers", reply, "application/json")


def test_it_is_answered_and_tells_how_it_stands(works: Works, author: Client) -> None:
    made = works.suggest(photos=[DIGEST])
    due = in_a_week().isoformat()
    answer = send(author, made, status="accepted", due=due, why="Good", seen=0)
    assert answer.status_code == 201
    told = get(author, f"/suggestions/{made}")
    assert answer.json() == told
    assert (told["suggestion"]["status"], told["suggestion"]["points"]) == ("accepted", 5)
    assert (told["photos"], told["history"][0]["who"]) == ([DIGEST], "author")
    assert send(author, made, status="declined", why="no", seen=0).status_code == 409


def test_lists_are_by_state(works: Works, author: Client) -> None:
    made = works.suggest()
    assert [it["id"] for it in get(author, "/suggestions?status=open")["suggestions"]] == [made]
    assert get(author, "/suggestions?status=adopted")["suggestions"] == []
    assert get(author, "/suggestions?status=lost", 422)["code"] == "invalid"


def test_a_time_without_a_zone_is_the_plants(works: Works, author: Client) -> None:
    made = works.suggest()
    due = f"{in_a_week():%Y-%m-%dT%H:%M:%S}"
    assert send(author, made, status="accepted", due=due).status_code == 201


@pytest.mark.parametrize("reply", [
    {}, {"status": 7}, {"status": "accepted", "due": "soon"}, {"status": "declined"},
    {"status": "accepted", "due": "9999-12-31T23:59:59-12:00"},
    {"status": "accepted", "due": "0001-01-01T00:00:00+12:00"},
    {"status": "declined", "why": "\0"}, {"status": "adopted", "revision": "x" * 5000},
])  # fmt: skip
def test_what_is_no_answer_is_refused_and_changes_nothing(
    works: Works, author: Client, reply: dict[str, Any]
) -> None:
    made = works.suggest()
    assert send(author, made, **reply).status_code == 422
    assert get(author, f"/suggestions/{made}")["history"] == []


def test_the_board_and_the_reading_are_told(works: Works, author: Client) -> None:
    assert get(author, "/leaderboard")["worth"] == {"accepted": 5, "adopted": 20, "exception": 1}
    assert get(author, "/leaderboard?month=x", 422)["code"] == "bad_month"
    (one,) = get(author, "/reading")["revisions"]
    assert (one["code"], one["revision"], one["allowed"]) == ("FLG-M12-080", "A", 0)
    assert get(author, f"/reading/{one['release']}")["release"] == one["release"]
    assert get(author, "/reading/" + "0" * 64, 404)["code"] == "no_release"
