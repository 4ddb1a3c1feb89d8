"""The API of work orders: for the plant's own programs, by people's rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hub.corrective import looking
from tests.hub.corrective.conftest import Line, done, in_a_week, taken
from tests.hub.improving.conftest import signed_in

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def lead(line: Line) -> Client:
    return signed_in("lead")


@pytest.fixture
def known(line: Line) -> str:
    return line.raise_one()


def get(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.content
    return answer.json()


def send(client: Client, known: str, status: int = 201, **step: Any) -> Any:
    answer = client.post(f"/api/v1/corrective/{known}/moves", step, "application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def give(client: Client, known: str, content: bytes) -> Any:
    path = f"/api/v1/corrective/{known}/evidence"
    return client.post(path, content, "application/octet-stream")


def test_the_whole_way_by_programs_with_evidence_that_was_uploaded(
    lead: Client, known: str
) -> None:
    due = in_a_week().isoformat()
    assert send(lead, known, action="take", due=due)["order"]["status"] == "taken"
    answer = give(lead, known, b"a photograph of it")
    assert answer.status_code == 201
    digest = answer.json()["sha256"]
    send(lead, known, action="done", why="new gaskets", evidence=[digest])
    assert send(lead, known, 409, action="close", why="seen")["code"] == "own_work"
    told = send(signed_in("author"), known, action="close", why="seen, none left")
    assert told == get(lead, f"/corrective/{known}")
    assert [it["what"] for it in told["story"]] == ["opened", "taken", "done", "closed"]


def test_a_refusal_is_told_in_the_language_of_whoever_asks(lead: Client, known: str) -> None:
    done(known)
    path = f"/api/v1/corrective/{known}/moves"
    for language, words in (("zh-CN", "没有证据不能关闭"), ("en", "without evidence")):
        told = {"action": "close", "why": "seen"}
        answer = lead.post(path, told, "application/json", headers={"Accept-Language": language})
        assert (answer.status_code, answer.json()["code"]) == (422, "no_evidence")
        assert words in answer.json()["title"]


def test_lists_are_narrowed_and_the_promise_is_told(line: Line, lead: Client, known: str) -> None:
    other = line.raise_one(in_run=False)
    taken(known, who="lead")

    def shown(query: str) -> set[str]:
        return {it["exception"] for it in get(lead, f"/corrective?{query}")["orders"]}

    assert shown("") == {known, other}
    assert shown("mine=true") == shown("code=FLG-M12-080") == shown("status=taken") == {known}
    assert shown("overdue=true") == shown("station=A-2") == set()
    kept = {it["code"]: it for it in get(lead, "/corrective")["promises"]}
    assert (kept["FLG-M12-080"]["in_time"], kept[""]["waiting"]) == (1, 1)
    assert get(lead, "/corrective?status=lost", 422)["code"] == "invalid"
    assert get(lead, "/corrective/nothing", 404)["code"] == "no_order"


@pytest.mark.parametrize("step", [
    {}, {"action": 7}, {"action": "take"}, {"action": "take", "due": "soon"},
    {"action": "take", "due": "9999-12-31T23:59:59-12:00"},
    {"action": "take", "due": "0001-01-01T00:00:00+12:00"},
    {"action": "assign", "to": "\0"}, {"action": "done", "why": "x" * 4001},
    {"action": "done", "why": "x", "evidence": ["no digest"]},
    {"action": "done", "why": "x", "evidence": ["no\0"]},
])  # fmt: skip
def test_what_is_no_step_is_refused_and_changes_nothing(
    lead: Client, known: str, step: dict[str, Any]
) -> None:
    send(lead, known, 422, **step)
    assert looking.detail(known).order.moves == 1


def test_an_empty_file_or_one_of_nothing_is_refused(lead: Client, known: str) -> None:
    assert give(lead, known, b"").status_code == 422
    assert give(lead, "nothing", b"x").status_code == 404
