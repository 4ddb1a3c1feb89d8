"""The pages: what they say in both languages, who may answer, and what they never show."""

from __future__ import annotations

import pytest
from django.test import Client

from hub.improving import looking
from hub.improving.leaderboard import leave_out
from tests.hub.improving.conftest import DIGEST, OWNER, Works, accepted, adopted, signed_in

FORM = {"status": "declined", "why": "It would not fit DN50", "seen": "0"}


@pytest.fixture
def author(works: Works) -> Client:
    return signed_in("author")


def said(client: Client, path: str, language: str = "en") -> str:
    client.cookies["django_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode("utf-8"))


def test_a_suggestion_is_shown_with_step_owner_person_and_photographs(
    works: Works, author: Client
) -> None:
    made = works.suggest(photos=[DIGEST])
    english, chinese = (said(author, f"/suggestions/{made}", it) for it in ("en", "zh-hans"))
    for word in ("A fixture would hold", "Wang Xiaoyan", "PE-Powertrain", "L1", "not arrived"):
        assert word in english
    for word in ("王晓燕", "待答复", "流程责任人", "未到", "答复逾期"):
        assert word in chinese
    assert "Fit the gasket" in english or "gasket" in english


def test_the_list_begins_with_what_is_overdue_and_can_be_narrowed(
    works: Works, author: Client
) -> None:
    accepted(works.suggest("The older idea"))
    works.suggest("The newer idea")
    whole = said(author, "/suggestions")
    assert whole.index("The newer idea") < whole.index("The older idea")
    assert "overdue" in whole
    assert "The older idea" not in said(author, "/suggestions?status=open")
    assert "The newer idea" not in said(author, "/suggestions?status=accepted")
    assert "The newer idea" in said(author, "/suggestions?status=whatever")


def test_its_owner_answers_it_in_a_form(works: Works, author: Client) -> None:
    made = works.suggest()
    assert "Decline" in said(author, f"/suggestions/{made}")
    answer = author.post(f"/suggestions/{made}", FORM)
    assert (answer.status_code, answer["Location"]) == (302, f"/suggestions/{made}")
    (decided,) = looking.detail(made).history
    assert (decided.who, decided.why) == ("author", "It would not fit DN50")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({**FORM, "why": ""}, "Say why"),
        ({"status": "accepted", "due": "soon", "seen": "0"}, "until when"),
        ({"status": "accepted", "due": "2020-01-01", "seen": "0"}, "past already"),
        ({"status": "accepted", "due": "9999-12-31", "seen": "0"}, "too far"),
        ({"status": "adopted", "revision": "Z", "seen": "0"}, "no approved revision Z"),
        ({"status": "adopted", "revision": "A\0", "seen": "0"}, "on revision A itself"),
        ({**FORM, "seen": "7"}, "look first"),
        ({**FORM, "seen": "²"}, "look first"),
        ({"seen": "0"}, "An answer is"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    works: Works, author: Client, form: dict[str, str], words: str
) -> None:
    made = works.suggest()
    author.cookies["django_language"] = "en"
    answer = author.post(f"/suggestions/{made}", form)
    assert answer.status_code in (409, 422)
    page = answer.content.decode("utf-8")
    assert words in page
    if form.get("why"):
        assert form["why"] in page
    assert looking.detail(made).history == []


@pytest.mark.parametrize("role", ["viewer", "lead"])
def test_who_may_only_look_is_offered_no_form_and_refused_one(works: Works, role: str) -> None:
    made, client = works.suggest(), signed_in(role)
    assert "<textarea" not in said(client, f"/suggestions/{made}")
    assert client.post(f"/suggestions/{made}", FORM).status_code == 403
    assert looking.detail(made).history == []


def test_the_history_shows_old_and_new_who_and_what_was_withdrawn(
    works: Works, author: Client
) -> None:
    made = works.suggest()
    works.next_revision()
    adopted(made)
    accepted(made, "Only in the next one")
    page = said(author, f"/suggestions/{made}")
    assert OWNER in page
    assert "(withdrawn)" in page
    assert "-15" in page
    assert "adopted · B" in page


def test_words_of_an_operator_are_text_and_nothing_else(works: Works, author: Client) -> None:
    made = works.suggest("<script>alert(1)</script>")
    for path in ("/suggestions", f"/suggestions/{made}"):
        assert "<script>alert" not in said(author, path)


def test_the_board_names_the_team_and_leaves_out_who_asked(works: Works, author: Client) -> None:
    accepted(works.suggest())
    assert "Wang Xiaoyan" in said(author, "/leaderboard")
    assert "王晓燕" in said(author, "/leaderboard", "zh-hans")
    leave_out(OWNER, "E1001")
    assert "Wang Xiaoyan" not in said(author, "/leaderboard")
    assert "Nobody has points" in said(author, "/leaderboard?month=2025-01")
    assert said(author, "/leaderboard?month=%00")


def test_who_asks_is_left_out_on_the_page_by_a_lead(works: Works, author: Client) -> None:
    accepted(works.suggest())
    lead = signed_in("lead")
    assert "Leave out" not in said(author, "/leaderboard")
    assert author.post("/leaderboard", {"person": "E1001"}).status_code == 403
    assert "Leave out" in said(lead, "/leaderboard")
    assert lead.post("/leaderboard", {"person": "E9", "why": "her wish"}).status_code == 404
    assert lead.post("/leaderboard", {"person": "E1001", "why": "her wish"}).status_code == 302
    assert "Wang Xiaoyan" not in said(author, "/leaderboard")
    assert "List again" in said(lead, "/leaderboard")
    assert lead.post("/leaderboard", {"person": "E1001", "listed": "yes"}).status_code == 302
    assert "Wang Xiaoyan" in said(author, "/leaderboard")


def test_reading_says_who_has_not_read_the_revision(works: Works, author: Client) -> None:
    assert "the first one" in said(author, "/reading")
    release = works.next_revision().digest
    works.tell("ChangesAcknowledged", person="E1001", release=release,
               code="FLG-M12-080", revision="B")  # fmt: skip
    assert "1 / 2" in said(author, "/reading")
    page = said(author, f"/reading/{release}")
    assert page.index("Wang Xiaoyan") < page.index("Li Qiang")
    assert "not yet" in page
    assert "第三遍如何拧紧" in said(author, f"/reading/{release}", "zh-hans")


def test_what_is_not_there_is_told_so(works: Works, author: Client) -> None:
    for path in ("/suggestions/nowhere", "/reading/" + "0" * 64):
        assert author.get(path).status_code == 404
    assert author.post("/suggestions/nowhere", FORM).status_code == 404


def test_only_what_renews_itself_is_sent_again(works: Works, author: Client) -> None:
    """Not the form somebody is writing in."""
    made = works.suggest()
    part = author.get(f"/suggestions/{made}", headers={"HX-Request": "true"}).content.decode()
    assert "A fixture" in part
    assert "<form" not in part
