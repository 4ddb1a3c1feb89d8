"""A review is signed with sign-in and password, binds the record's bytes, and stays for good."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from hub.ingest.models import Event, Log
from hub.people.models import Audit, Linked, Person
from hub.problems import HubProblem
from hub.records.models import Execution
from hub.records.projecting import catch_up, rebuild
from hub.reviewing import signing
from hub.reviewing.models import Case, Never, Review
from sop.journal import Envelope, decode, digest_of, encode, record_digest
from tests.hub.reviewing.conftest import PASSWORD, user
from tests.hub.worked import lines


@pytest.fixture
def case(log: Log) -> Case:
    """A run with something in it."""
    return Case.objects.exclude(execution="").order_by("subject").first()


def refused(asked: Any, subject: str, password: str = PASSWORD) -> str:
    before = Review.objects.count()
    with pytest.raises(HubProblem) as refusal:
        signing.sign(asked, subject, password)
    assert Review.objects.count() == before
    assert refusal.value.zh != refusal.value.en
    return refusal.value.code


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def write_on(log: Log, execution: str) -> None:
    """One more event of that run comes up."""
    last = decode(bytes(Event.objects.filter(log=log).order_by("-seq").first().body))
    note = b'{"kind":"NoteAdded","at":1772323200000,"by":"p-1","note":"later"}'
    head = Log.objects.get(pk=log.pk)
    event = Envelope(
        head.seq + 1, head.digest, "x", last.log, execution, last.at, last.mono + 1, last.boot,
        "p-1", "NoteAdded", msgspec.Raw(note),
    )  # fmt: skip
    body = encode(event)
    Event.objects.create(log=log, seq=event.seq, body=body, received_at=timezone.now())
    Log.objects.filter(pk=log.pk).update(seq=event.seq, digest=digest_of(body))
    catch_up()


def test_a_review_says_who_what_when_and_binds_every_byte(case: Case, lead: Any) -> None:
    lead.first_name, lead.last_name = "Min", "Zhao"
    made = signing.sign(lead, case.pk, PASSWORD, "looked at the torque")
    of_run = [it for it in lines() if decode(it).execution == case.execution]
    assert made.record == record_digest(of_run)
    assert (made.name, made.meaning, made.events) == ("Min Zhao", "reviewed", len(of_run))
    assert made.at[-6] in "+-"
    assert state(case) == "reviewed"
    assert signing.verify_reviews() == []


def test_the_sign_in_alone_signs_nothing_and_guessing_ends_after_five(
    case: Case, lead: Any
) -> None:
    codes = [refused(lead, case.pk, it) for it in ("", "1", "2", "3", "4")]
    assert codes == ["wrong_password"] * 4 + ["too_many"]
    assert refused(lead, case.pk, PASSWORD) == "too_many", "even the right one, for a while"
    assert Audit.objects.filter(what="review_refused").count() >= 5


def test_who_performed_or_led_the_run_cannot_review_it(case: Case, lead: Any) -> None:
    run = Execution.objects.get(pk=case.execution)
    for number, name in enumerate(sorted(signing.people_of(run))):
        person = Person.objects.create(id=name, names={"en": name}, added_at=timezone.now())
        worker = user(f"w{number}", "lead")
        Linked.objects.create(user=worker, person=person)
        assert refused(worker, case.pk) == "own_work"
    assert refused(user(run.operator, "lead"), case.pk) == "own_work", "called like the operator"
    assert refused(user("viewer", "viewer"), case.pk) == "no_right"
    assert signing.sign(lead, case.pk, PASSWORD).pk


def test_what_comes_later_brings_it_back_to_the_list(case: Case, lead: Any, log: Log) -> None:
    signing.sign(lead, case.pk, PASSWORD)
    write_on(log, case.execution)
    assert state(case) == "changed"
    signing.sign(lead, case.pk, PASSWORD)
    assert state(case) == "reviewed"
    rebuild()
    assert state(case) == "reviewed", "reviews outlive what is made again"


def test_nobody_signs_what_they_have_not_seen(case: Case, lead: Any, log: Log) -> None:
    from hub.reviewing.cases import bytes_of

    seen = bytes_of(case)
    write_on(log, case.execution)
    with pytest.raises(HubProblem) as refusal:
        signing.sign(lead, case.pk, PASSWORD, seen=seen.record + seen.matters)
    assert refusal.value.code == "changed"
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "sql", ["UPDATE reviewing_review SET comment = 'x'", "DELETE FROM reviewing_review"]
)
def test_a_review_is_never_changed_or_taken_away(case: Case, lead: Any, sql: str) -> None:
    made = signing.sign(lead, case.pk, PASSWORD)
    for tried in (made.save, made.delete, Review.objects.all().delete):
        with pytest.raises(Never):
            tried()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert signing.verify_reviews() == []


def test_one_that_was_altered_or_left_out_is_found(case: Case, lead: Any) -> None:
    first, second = (signing.sign(lead, case.pk, PASSWORD, it) for it in ("one", "two"))
    assert "follow" in signing.verify_reviews([second])[0]
    first.comment = "another"
    assert "altered" in signing.verify_reviews([first, second])[0]


# --- in the browser ---


@pytest.mark.parametrize(("language", "word"), [("en", "to be reviewed"), ("zh-hans", "待审核")])
def test_the_list_shows_what_is_due_and_no_more(
    case: Case, seen: Client, lead: Any, language: str, word: str
) -> None:
    seen.cookies["django_language"] = language
    said = seen.get("/reviews").content.decode()
    assert word in said
    assert f"/reviews/{case.pk}" in said
    signing.sign(lead, case.pk, PASSWORD)
    assert f"/reviews/{case.pk}" not in seen.get("/reviews").content.decode()
    assert f"/reviews/{case.pk}" in seen.get("/reviews?state=reviewed").content.decode()


def test_it_is_filtered_by_kind_station_procedure_person_and_day(case: Case, seen: Client) -> None:
    matter = case.matters.order_by("pk").first()
    fits = {"kind": matter.kind, "station": case.station, "code": case.code,
            "person": matter.person, "since": "2000-01-01", "until": "2999-01-01"}  # fmt: skip
    others = {"kind": "clock", "station": "B", "code": "B", "person": "nobody",
              "since": "2998-01-01", "until": "2000-01-01"}  # fmt: skip
    assert case.pk in seen.get("/reviews", fits).content.decode()
    for name, other in others.items():
        assert case.pk not in seen.get("/reviews", fits | {name: other}).content.decode(), name


def test_a_case_is_signed_on_its_page_and_shown_in_its_record(case: Case, seen: Client) -> None:
    page = f"/reviews/{case.pk}"
    told = seen.get(page).content.decode()
    shown = told.split('name="seen" value="')[1].split('"')[0]
    wrong = seen.post(page, {"password": "guess", "seen": shown})
    assert wrong.status_code == 403
    signed = {"password": PASSWORD, "seen": shown, "comment": "fine"}
    assert seen.post(page, signed).status_code == 302
    assert "fine" in seen.get(page).content.decode()
    assert "fine" in seen.get(f"/executions/{case.execution}").content.decode()


def test_the_api_tells_and_signs_the_same(case: Case, seen: Client) -> None:
    due = seen.get("/api/v1/reviews").json()["cases"]
    assert case.pk in {it["subject"] for it in due}
    now = seen.get(f"/api/v1/reviews/{case.pk}").json()["now"]
    signed = seen.post(
        f"/api/v1/reviews/{case.pk}", {"password": PASSWORD, "seen": now}, "application/json"
    )
    assert signed.status_code == 201, signed.content
    assert seen.get(f"/api/v1/reviews/{case.pk}").json()["reviews"] == [signed.json()]
