"""The pages: who may see them, what they say, in both languages."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tests.hub.records.test_projecting import take_in
from tests.hub.served import ROOT
from tests.hub.worked import lines, photographs

PROCEDURE = ROOT / "resources" / "procedures" / "FLG-M12-080" / "A"
PAGES = (
    "/",
    "/reviews",
    "/audit",
    "/stations",
    "/people",
    "/releases",
    "/evidence",
    "/search",
    "/search?q=WO-260417",
)


@pytest.fixture
def seen(hub: Path) -> Client:
    """A hub with one station's shift, seen by a viewer."""
    from django.contrib.auth.models import Group, User

    from hub.access import make_groups
    from hub.devices.models import Device
    from hub.ingest.models import Log
    from hub.records.projecting import catch_up

    health = {"station": "A-07", "unsent": 3, "releases": [], "versions": {"kiosk": "0.1.0"}}
    device = Device.objects.create(
        id=uuid.uuid4(), station="A-07", enrolled_at=timezone.now(), health=health,
        last_contact=timezone.now(),
    )  # fmt: skip
    log = Log.objects.create(id=uuid.uuid4(), device=device, began_at=timezone.now())
    take_in(log.pk, lines())
    catch_up()
    client = Client()
    make_groups()
    viewer = User.objects.create_user("viewer")
    viewer.groups.set(Group.objects.filter(name="viewer"))
    client.force_login(viewer)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_a_page_without_signing_in(hub: Path, page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_the_readers_language(seen: Client, page: str, language: str) -> None:
    seen.cookies["django_language"] = language
    answer = seen.get(page)
    assert answer.status_code == 200
    said = answer.content.decode("utf-8")
    assert ("工位" in said) == (language == "zh-hans")
    assert ("Stations" in said) == (language == "en")


def test_only_what_renews_itself_is_sent_again(seen: Client) -> None:
    part = seen.get("/", headers={"HX-Request": "true"}).content.decode("utf-8")
    assert "<html" not in part
    assert "FLG-M12-080" in part


def test_a_record_shows_every_check_and_says_which_photographs_are_missing(seen: Client) -> None:
    from hub.records.models import Answer, Photograph

    photograph = Photograph.objects.exclude(execution="").first()
    assert photograph is not None
    seen.cookies["django_language"] = "en"
    page = seen.get(f"/executions/{photograph.execution}").content.decode("utf-8")
    for answer in Answer.objects.filter(execution_id=photograph.execution).exclude(kind="scan"):
        assert answer.check_id in page
    assert "not arrived</span>" in page
    assert seen.get(f"/photographs/{photograph.digest}").status_code == 404


def test_a_photograph_that_arrived_is_shown(seen: Client) -> None:
    from hub.evidence.holding import keep

    digest, content = next(iter(photographs().items()))
    keep(digest, content, len(content))
    answer = seen.get(f"/photographs/{digest}")
    assert answer.content == content
    assert answer["Content-Type"] == "image/jpeg"
    assert "immutable" in answer["Cache-Control"]


def test_a_photograph_no_record_names_is_not_shown(seen: Client) -> None:
    from hashlib import sha256

    from hub.evidence.holding import keep

    digest = sha256(b"secret").hexdigest()
    keep(digest, b"secret", 6)
    assert seen.get(f"/photographs/{digest}").status_code == 404


def test_genealogy_goes_both_ways(seen: Client) -> None:
    from hub.records.models import Execution, Trace

    trace = Trace.objects.filter(kind="lot").first()
    assert trace is not None
    made = Execution.objects.get(pk=trace.execution_id)
    forward = seen.get("/search", {"q": trace.value}).content.decode("utf-8")
    assert f"/executions/{made.pk}" in forward
    backward = seen.get("/search", {"q": made.unit}).content.decode("utf-8")
    assert trace.value in backward


def test_words_of_a_station_cannot_become_markup(seen: Client) -> None:
    from hub.devices.models import Device

    Device.objects.update(station="<script>alert(1)</script>")
    assert b"<script>alert" not in seen.get("/stations").content


def test_the_language_switch_leads_nowhere_else(seen: Client) -> None:
    answer = seen.post("/language", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert seen.cookies["django_language"].value == "en"


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有查看权限"), ("en", "no right")])
def test_somebody_without_a_role_is_told_so(seen: Client, language: str, words: str) -> None:
    from django.contrib.auth.models import User

    User.objects.get(username="viewer").groups.clear()
    seen.cookies["django_language"] = language
    for page in PAGES:
        answer = seen.get(page)
        assert answer.status_code == 403
        assert words in answer.content.decode("utf-8")


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有这个页面"), ("en", "nothing")])
def test_what_is_not_there_is_told_in_the_readers_language(
    seen: Client, language: str, words: str
) -> None:
    seen.cookies["django_language"] = language
    for page in ("/executions/never-run", "/photographs/" + "0" * 64, "/nowhere"):
        answer = seen.get(page)
        assert answer.status_code == 404
        assert words in answer.content.decode("utf-8")


@pytest.mark.parametrize("oldest", ["", "yesterday", "2026-01-01", "9999-99-99T00:00:00Z"])
def test_a_station_with_an_odd_clock_is_shown_all_the_same(seen: Client, oldest: str) -> None:
    from hub.devices.models import Device

    Device.objects.update(health={"unsent": 3, "oldest_unsent": oldest})
    assert "A-07" in seen.get("/stations").content.decode("utf-8")


def test_a_record_says_what_was_chosen_and_who_signed_in_the_readers_words(seen: Client) -> None:
    """By the release's words, which a hub that published it knows."""
    from hub.pages.answers import said
    from sop.language import load_procedure
    from sop.procedure import Choice

    procedure = load_procedure(PROCEDURE).procedure
    checks = (check for step in procedure.steps() for check in step.checks)
    check = next(it for it in checks if isinstance(it, Choice))
    option = check.options[0]
    with override("en"):
        assert said({"kind": "choice", "options": [option.id]}, check) == option.text["en"]
        assert said({"kind": "choice", "options": [option.id]}, None) == option.id
        signed = {"kind": "sign_off", "name": "Wang Fang", "meaning": "verified"}
        assert said(signed, None) == "Wang Fang (verified)"
    with override("zh-hans"):
        assert said({"kind": "choice", "options": [option.id]}, check) == option.text["zh"]
        assert said(signed, None) == "Wang Fang（复核）"
        assert said({"kind": "photo", "photos": ["a", "b"]}, None) == "2 张照片"
        assert said({"kind": "scan", "text": "10AB\x1d2112"}, None) == "10AB␝2112"


def test_each_photograph_is_shown_and_waited_for_once(seen: Client) -> None:
    """It is named when it is taken, and in the answer to the check."""
    from hub.records.models import Photograph

    named = list(Photograph.objects.exclude(execution="").values_list("execution", "digest"))
    execution, digest = next(it for it in named if named.count(it) > 1)
    pending = seen.get("/evidence").content.decode("utf-8")
    assert pending.count(digest[:16]) == 1
    of_run = {it for run, it in named if run == execution}
    page = seen.get(f"/executions/{execution}").content.decode("utf-8")
    assert page.count("<figure>") == len(of_run)
