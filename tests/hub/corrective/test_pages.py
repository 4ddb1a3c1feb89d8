"""The pages of work orders: what they say in both languages, who may do what, what never runs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hub.corrective import looking
from hub.corrective.models import Order
from tests.hub.corrective.conftest import LEAD, OTHER, Line, closed, done, taken
from tests.hub.improving.conftest import signed_in
from tests.hub.improving.test_pages import said

if TYPE_CHECKING:
    from django.test import Client

JPEG = b"\xff\xd8\xff\xe0 the gasket, in place"


@pytest.fixture
def lead(line: Line) -> Client:
    return signed_in("lead")


@pytest.fixture
def known(line: Line) -> str:
    return line.raise_one(note="scratched on one side")


def post(client: Client, known: str, action: str, **more: Any) -> Any:
    seen = looking.detail(known).order.moves
    told = {"action": action, "seen": str(seen), **more}
    return client.post(f"/corrective/{known}", told)


def picture(content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile("gasket.jpg", content, "image/jpeg")


def in_time() -> str:
    return (timezone.localdate() + timedelta(days=5)).isoformat()


def test_the_list_says_what_is_open_and_how_the_promise_is_kept(lead: Client, known: str) -> None:
    english, chinese = said(lead, "/corrective"), said(lead, "/corrective", "zh-hans")
    for word in ("material · major", "scratched on one side", "A-1", "PE-Powertrain", "open"):
        assert word in english
    for word in ("料 · 严重", "待处理", "整改工单", "流程责任人的答复承诺", "期限内待答复"):
        assert word in chinese


def test_the_list_is_narrowed_to_overdue_mine_closed_station_and_procedure(
    line: Line, lead: Client, photo: str
) -> None:
    names = ("first", "second", "third")
    first, second, third = (line.raise_one(note=f"the {it} one") for it in names)
    Order.objects.filter(pk=first).update(due=timezone.now())
    taken(second, who="lead")
    done(third, photo)
    closed(third)

    def shown(query: str) -> set[str]:
        page = said(lead, f"/corrective?{query}")
        return {it for it in names if f"the {it} one" in page}

    assert shown("") == {"first", "second"}
    assert shown("view=overdue") == {"first"}
    assert shown("view=mine") == {"second"}
    assert shown("view=closed") == {"third"}
    assert shown("view=all&station=A-1&code=FLG-M12-080") == set(names)
    assert shown("view=all&station=A-2") == set()
    assert shown("view=whatever&code=%00") == {"first", "second"}


def test_the_whole_way_goes_through_the_page(lead: Client, known: str) -> None:
    path = f"/corrective/{known}"
    answer = post(lead, known, "take", due=in_time(), check="No gasket of lot 7 left")
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert post(lead, known, "done", why="Lot set apart", files=picture()).status_code == 302
    assert "You did the work" in said(lead, path)
    author = signed_in("author")
    assert "No gasket of lot 7 left" in said(author, path)
    assert (
        post(author, known, "close", why="None left", written="Shelf 3 is empty").status_code == 302
    )
    story = looking.detail(known).story
    assert [(it.what, it.who) for it in story] == [
        ("opened", "hub"), ("taken", "lead"), ("done", "lead"), ("closed", "author"),
    ]  # fmt: skip
    page = said(lead, path)
    for word in ("done, to be closed → closed", "None left", "Lot set apart", "reported as done"):
        assert word in page
    assert post(lead, known, "reopen", why="there again").status_code == 302
    assert looking.detail(known).order.status == "open"


def test_who_did_the_work_is_refused_in_both_languages(lead: Client, known: str) -> None:
    post(lead, known, "done", why="Lot set apart", files=picture())
    for language, words in (("en", "Somebody else than who did"), ("zh-hans", "整改由他人关闭")):
        lead.cookies["django_language"] = language
        answer = post(lead, known, "close", why="seen")
        assert (answer.status_code, words in answer.content.decode()) == (409, True)


def test_without_evidence_it_is_refused_in_both_languages_and_words_stay(
    lead: Client, known: str
) -> None:
    done(known, who=OTHER)
    for language, words in (("en", "without evidence"), ("zh-hans", "没有证据不能关闭")):
        lead.cookies["django_language"] = language
        answer = post(lead, known, "close", why="I have looked at it")
        page = answer.content.decode()
        assert (answer.status_code, words in page) == (422, True)
        assert "I have looked at it" in page
    assert looking.detail(known).order.status == "done"


def test_an_empty_file_is_none(lead: Client, known: str) -> None:
    answer = post(lead, known, "done", why="Lot set apart", files=picture(b""))
    assert answer.status_code == 422
    assert looking.detail(known).order.status == "open"


def test_it_is_given_to_somebody_who_may_work_on_it(lead: Client, known: str) -> None:
    signed_in("author")
    page = said(lead, f"/corrective/{known}")
    assert "<option >author</option>" in page
    assert post(lead, known, "assign", to="author", why="her machine").status_code == 302
    assert "by author" in said(lead, f"/corrective/{known}")
    assert post(lead, known, "assign", to="").status_code == 422


def test_a_viewer_looks_and_does_nothing(line: Line, known: str) -> None:
    viewer = signed_in("viewer")
    assert "<textarea" not in said(viewer, f"/corrective/{known}")
    assert post(viewer, known, "take", due=in_time()).status_code == 403


def test_what_was_told_at_the_line_is_shown(line: Line, lead: Client) -> None:
    from sop import events as e
    from sop.station_events import CallAnswered

    known = line.raise_one()
    fields = {"exception": known, "at": 2, "by": LEAD.id}
    line.tell(CallAnswered(exception=known, station="A-1", person=LEAD), None, "A-2")
    line.tell(e.ExceptionEscalated(**fields, to="supervisor"), line.run)
    line.tell(e.NoteAdded(**fields, note="set apart", lead=LEAD), line.run)
    line.tell(
        e.ExceptionDisposed(**fields, disposition="rework", lead=LEAD, reason="new one", to="wipe"),
        line.run,
    )
    page = said(lead, f"/corrective/{known}")
    for word in ("孙丽", "station A-2", "supervisor", "rework", "new one", "set apart", "8 mm"):
        assert word in page
    assert f"/executions/{line.run}" in page


def test_the_runs_record_leads_to_the_order_and_says_where_it_stands(
    line: Line, lead: Client, known: str
) -> None:
    assert f'href="/corrective/{known}"' in said(lead, f"/executions/{line.run}")
    taken(known)
    assert "in work" in said(lead, f"/executions/{line.run}")


def test_evidence_is_shown_as_what_it_is_and_nothing_runs(
    line: Line, lead: Client, known: str
) -> None:
    page = b"<html><script>alert(1)</script></html>"
    binary = b"MZ\x90\x00\xff\xfe"
    post(lead, known, "done", why="seen", files=[picture(), picture(page), picture(binary)])
    jpeg, html, exe = looking.detail(known).story[-1].evidence
    shown = [lead.get(f"/corrective/{known}/evidence/{it}") for it in (jpeg, html, exe)]
    assert [it["Content-Type"].partition(";")[0] for it in shown] == [
        "image/jpeg", "text/plain", "application/octet-stream",
    ]  # fmt: skip
    assert [it.content for it in shown] == [JPEG, page, binary]
    assert shown[2]["Content-Disposition"].startswith("attachment")
    assert all("sandbox" in it["Content-Security-Policy"] for it in shown)


def test_a_file_of_something_else_is_not_there(
    line: Line, lead: Client, known: str, photo: str
) -> None:
    other = line.raise_one()
    done(other, photo)
    assert lead.get(f"/corrective/{other}/evidence/{photo}").status_code == 200
    assert lead.get(f"/corrective/{known}/evidence/{photo}").status_code == 404
    assert lead.get("/corrective/nothing").status_code == 404
    assert lead.post("/corrective/nothing", {"action": "take"}).status_code == 404


def test_words_of_an_operator_are_text_and_nothing_else(line: Line, lead: Client) -> None:
    known = line.raise_one(note="<script>alert(1)</script>")
    for path in ("/corrective", f"/corrective/{known}"):
        assert "<script>alert" not in said(lead, path)


def test_only_what_renews_itself_is_sent_again(lead: Client, known: str) -> None:
    """Not the form somebody is writing in."""
    part = lead.get(f"/corrective/{known}", headers={"HX-Request": "true"}).content.decode()
    assert "scratched on one side" in part
    assert "<form" not in part
