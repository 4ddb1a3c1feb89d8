"""The board of calls: who waits, who comes, how soon, and when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hub.andon import looking
from hub.andon.models import Call
from hub.records.projecting import rebuild
from sop import events as e
from sop.events import Person
from sop.station_events import CallAnswered
from tests.hub.corrective.conftest import LEAD, Line, closed, database, done, line, office, photo
from tests.hub.corrective.conftest import taken as taken_up
from tests.hub.improving.conftest import signed_in
from tests.hub.improving.test_pages import said

if TYPE_CHECKING:
    from django.test import Client

    from hub.andon.looking import Standing

__all__ = ["database", "line", "office", "photo"]


@pytest.fixture
def viewer(line: Line) -> Client:
    return signed_in("viewer")


def tell(line: Line, kind: type[Any], known: str, after_s: int, **more: Any) -> None:
    """At A-1, so long after its machine was switched on."""
    line.journals["A-1"].awake_s = after_s
    line.tell(kind(at=2, by=LEAD.id, exception=known, **more), line.run)


def only() -> Standing:
    (one,) = looking.board().open
    return one


def test_a_call_waits_goes_on_is_answered_and_ends_each_with_its_time(line: Line) -> None:
    known = line.raise_one(note="scratched")
    one = only()
    assert (one.station, one.category, one.effect, one.note) == (
        "A-1", "material", "hold", "scratched",
    )  # fmt: skip
    assert (one.by, one.waits, one.respond_s, looking.waiting()) == ("李强", True, None, 1)
    tell(line, e.ExceptionEscalated, known, 180, to="team_lead")
    assert (only().called, only().waits) == (["team_lead"], True)
    tell(line, e.ExceptionAnswered, known, 200, person=LEAD, station="A-2")
    assert [(it.name, it.station) for it in only().answers] == [("孙丽", "A-2")]
    assert (only().waits, only().respond_s, looking.waiting()) == (False, pytest.approx(200), 0)
    tell(line, e.ExceptionDisposed, known, 560, disposition="continue", lead=LEAD, reason="changed")
    board = looking.board()
    assert board.open == []
    (ended,) = board.over
    assert (ended.exception, ended.disposition, ended.decided_by) == (known, "continue", "孙丽")
    assert ended.resolve_s == pytest.approx(560)
    told = board.figures
    assert (told.calls, told.went_on) == (1, 1)
    assert (told.respond_s, told.resolve_s) == (pytest.approx(200), pytest.approx(560))


def test_who_is_on_the_way_is_known_before_the_calling_station_says_so(line: Line) -> None:
    known = line.raise_one()
    there = CallAnswered(exception=known, station="A-1", person=LEAD)
    line.tell(there, None, "A-2")
    assert [(it.name, it.station) for it in only().answers] == [("孙丽", "A-2")]
    assert (only().waits, looking.waiting()) == (False, 0)
    assert only().respond_s is not None
    tell(line, e.ExceptionAnswered, known, 4, person=LEAD, station="A-2")
    assert len(only().answers) == 1
    tell(line, e.ExceptionEscalated, known, 1800, to="supervisor")
    assert only().waits


def test_an_answer_that_comes_up_before_its_call_shows_nothing_yet(line: Line) -> None:
    there = CallAnswered(exception="not-yet", station="A-1", person=LEAD)
    line.tell(there, None, "A-2")
    assert looking.board().open == []
    assert looking.waiting() == 0


def test_what_is_held_stays_on_the_board_and_calls_nobody(line: Line) -> None:
    known = line.raise_one()
    tell(line, e.ExceptionDisposed, known, 60, disposition="hold", lead=LEAD, reason="lab")
    assert (only().held, only().over, looking.waiting()) == (True, False, 0)
    tell(line, e.ExceptionDisposed, known, 90, disposition="scrap", lead=LEAD, reason="cracked")
    assert looking.board().open == []


def test_the_gravest_and_oldest_that_waits_stands_first(line: Line) -> None:
    minor = line.raise_one(severity="minor", effect="continue")
    major, later = line.raise_one(), line.raise_one()
    coming = line.raise_one(severity="critical", effect="stop")
    tell(line, e.ExceptionAnswered, coming, 5, person=LEAD)
    alone = line.raise_one(in_run=False, severity="critical", effect="stop")
    order = [it.exception for it in looking.board().open]
    assert order == [alone, major, later, minor, coming]


def test_a_closed_work_order_takes_its_call_off_the_board(line: Line, photo: str) -> None:
    known = line.raise_one()
    taken_up(known)
    done(known, photo)
    closed(known)
    assert looking.board().open == []
    assert looking.waiting() == 0


def test_the_board_is_made_again_from_the_journals(line: Line) -> None:
    known = line.raise_one()
    tell(line, e.ExceptionAnswered, known, 7, person=Person("E1", "Wang"))
    before = list(Call.objects.values())
    rebuild()
    assert list(Call.objects.values()) == before


def test_the_page_and_the_menu_say_it_in_both_languages(line: Line, viewer: Client) -> None:
    assert "Nobody calls for help" in said(viewer, "/calls")
    assert said(viewer, "/calls/waiting").strip() == ""
    line.raise_one(note="<b>scratched</b>")
    english, chinese = said(viewer, "/calls"), said(viewer, "/calls", "zh-hans")
    for word in ("A-1", "material · major", "run held", "nobody comes yet", "&lt;b&gt;scratched"):
        assert word in english
    for word in ("料 · 严重", "作业已暂停", "无人响应", "最近 30 天"):
        assert word in chinese
    mark = said(viewer, "/calls/waiting")
    assert ">1<" in mark
    assert "1 call unanswered" in mark
    told = viewer.get("/api/v1/calls").json()
    assert [it["note"] for it in told["open"]] == ["<b>scratched</b>"]
