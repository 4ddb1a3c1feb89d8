"""What a station can fetch, and what it cannot."""

from __future__ import annotations

import threading
import time
from hashlib import sha256
from uuid import uuid4

import msgspec
import pytest
from django.db import connections

from hub.releases import deciding, trust, waiting
from hub.releases.models import Release
from hub.releases.publishing import Terms
from hub.releases.publishing import publish as publish_loaded
from sop.language import load_procedure
from sop.signing.accepting import accept_assignment, accept_manifest
from tests.hub.asking import Asking, code, content
from tests.hub.releases.conftest import station, told
from tests.sop.language.packages import SAMPLE

DIGEST = "ab" * 32
PLACES = [
    "/trust/1", "/assignment", f"/manifests/{DIGEST}", f"/documents/{DIGEST}", f"/files/{DIGEST}",
]  # fmt: skip


@pytest.fixture
def flange(office) -> Release:
    """A release with files, for station A01 alone."""
    return publish_loaded(load_procedure(SAMPLE), Terms())


@pytest.fixture
def here(flange) -> Asking:
    device = station("A01")
    asking = Asking(device)
    asking.get("/assignment")
    asking.device = device
    return asking


@pytest.mark.parametrize("place", PLACES)
def test_without_a_token_nothing_is_told(office, place) -> None:
    response = Asking().get(place)

    assert (response.status_code, code(response)) == (401, "unauthenticated")


@pytest.mark.parametrize("place", PLACES)
def test_a_revoked_station_is_told_nothing(office, place) -> None:
    from django.utils import timezone

    device = station("A-1")
    device.revoked_at = timezone.now()
    device.save()
    response = Asking(device).get(place)

    assert (response.status_code, code(response)) == (403, "revoked")


def test_a_station_comes_from_its_assignment_to_every_file(here, flange) -> None:
    trusted = trust.document()
    envelope = content(here.get("/assignment"))
    (assigned,) = accept_assignment(trusted, str(here.device.pk), 0, envelope).document.releases
    envelope = content(here.get(f"/manifests/{assigned.manifest}"))
    manifest = accept_manifest(trusted, assigned, envelope).document

    assert sha256(content(here.get(f"/documents/{manifest.release}"))).hexdigest() == flange.digest
    for file in manifest.files:
        got = content(here.get(f"/files/{file.sha256}"))
        assert (len(got), sha256(got).hexdigest()) == (file.size, file.sha256)


def test_every_trust_version_can_be_fetched(office) -> None:
    trust.set_threshold("release", 1)
    asking = Asking(station("A-1"))

    assert content(asking.get("/trust/1")) == trust.envelope_of(1)
    assert content(asking.get("/trust/2")) == trust.envelope_of(2)
    for version in ("0", "3", "-1", str(10**30)):
        assert asking.get(f"/trust/{version}").status_code in (404, 422)


def test_another_stations_release_is_not_there(here, flange) -> None:
    other = Asking(station("B-1"))
    other.get("/assignment")
    file = flange.files.first().sha256

    for place in (
        f"/manifests/{flange.manifest}", f"/documents/{flange.digest}", f"/files/{file}",
        f"/files/{DIGEST}", "/files/..", f"/documents/{DIGEST.upper()}",
    ):  # fmt: skip
        response = other.get(place)
        assert (response.status_code, code(response)) == (404, "not_found"), place


def test_a_release_that_waits_for_approval_is_not_there(office, publish) -> None:
    from sop.signing import SigningKey

    trust.add_key("release", SigningKey.make().public)
    trust.set_threshold("release", 2)
    release = publish("A")
    asking = Asking(station("A-1"))
    asking.get("/assignment")

    assert asking.get(f"/manifests/{release.manifest}").status_code == 404
    assert asking.get(f"/documents/{release.digest}").status_code == 404


def test_what_was_assigned_once_can_still_be_fetched(here, flange) -> None:
    """An execution that began under it may need its pictures again."""
    deciding.withdraw(flange, "finish", {"zh": "旧", "en": "old"})

    assert told(here.device).releases == []
    assert here.get(f"/documents/{flange.digest}").status_code == 200


def test_files_are_named_by_their_digest_and_kept_for_ever(here, flange) -> None:
    first = here.get(f"/documents/{flange.digest}")
    again = here.get(f"/documents/{flange.digest}", If_None_Match=first["ETag"])

    assert "immutable" in first["Cache-Control"]
    assert first["ETag"] == f'"{flange.digest}"'
    assert (again.status_code, content(again)) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=5-", 5, None), ("bytes=5-9", 5, 10), ("bytes=-7", -7, None),
     ("bytes=0-99999999", 0, None), ("bytes=-99999999", 0, None)],
)  # fmt: skip
def test_a_part_of_a_file(here, flange, asked, start, end) -> None:
    file = flange.files.first().sha256
    whole = content(here.get(f"/files/{file}"))
    response = here.get(f"/files/{file}", Range=asked)
    first = start % len(whole)
    last = (len(whole) if end is None else end) - 1

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert content(response) == whole[start:end]
    assert int(response["Content-Length"]) == last - first + 1


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "rubbish"])
def test_a_range_that_is_none_is_ignored(here, flange, asked) -> None:
    file = flange.files.first()

    response = here.get(f"/files/{file.sha256}", Range=asked)

    assert (response.status_code, len(content(response))) == (200, file.size)


def test_a_range_beyond_the_end_is_told_with_the_size(here, flange) -> None:
    file = flange.files.first()

    for asked in (f"bytes={file.size}-", "bytes=-0"):
        response = here.get(f"/files/{file.sha256}", Range=asked)
        assert (response.status_code, code(response)) == (416, "range")
        assert response["Content-Range"] == f"bytes */{file.size}"


def test_a_hub_that_lost_a_file_says_so_without_falling(here, flange) -> None:
    from hub.objects import objects

    objects.cache_clear()

    assert here.get(f"/documents/{flange.digest}").status_code == 404


def test_a_failure_told_at_contact_halts_a_staged_release(office, publish) -> None:
    from hub.devices.identity import begin
    from hub.releases.models import Placement
    from sop.journal import EMPTY
    from sop.wire.failures import release_failed
    from sop.wire.messages import Contact, Health

    begin()
    release = publish("A", percent=99)
    asking = Asking(station("S-1"))
    health = Health(station="S-1", problems=[release_failed(release.digest, "cannot_read")])
    contact = Contact(log=str(uuid4()), head=EMPTY, health=health)
    response = asking("POST", "/contact", msgspec.json.encode(contact), "application/json")

    assert response.status_code == 200, response.content
    assert (response.json()["trust"], response.json()["assignment"]) == (1, 1)
    assert Placement.objects.get(release=release).halted_at is not None


# --- waiting ---


def test_nothing_newer_is_304_at_once(here) -> None:
    assert here.get("/assignment?after=1").status_code == 304
    assert here.get("/assignment?after=0").status_code == 200
    assert here.get("/assignment?after=99").status_code == 304


@pytest.mark.parametrize("query", ["after=x", "after=-1", "wait=-1", "wait=inf", "wait=nan"])
def test_senseless_questions_are_told(here, query) -> None:
    response = here.get(f"/assignment?{query}")

    assert (response.status_code, code(response)) == (422, "invalid")


def test_a_waiting_station_hears_of_a_release_when_it_is_published(here, publish) -> None:
    heard: list[object] = []
    waiter = threading.Thread(target=_ask, args=(here, heard))
    waiter.start()
    _until(lambda: waiting._places._value < waiting.PLACES)
    publish("A")
    waiter.join(15)

    (response,) = heard
    assert response.status_code == 200
    assert accept_assignment(
        trust.document(), str(here.device.pk), 1, response.content
    ).document.count == 2  # fmt: skip


def test_when_all_places_are_taken_the_answer_comes_at_once(here, monkeypatch) -> None:
    monkeypatch.setattr(waiting, "_places", threading.BoundedSemaphore(1))
    waiting._places.acquire()
    began = time.monotonic()

    assert here.get("/assignment?after=1&wait=25").status_code == 304
    assert time.monotonic() - began < 20


def test_a_place_is_free_again_after_waiting(here, monkeypatch) -> None:
    monkeypatch.setattr(waiting, "MOST_S", 0.05)

    for _ in range(waiting.PLACES + 2):
        assert here.get("/assignment?after=1&wait=25").status_code == 304
    assert waiting._places._value == waiting.PLACES


def _ask(asking: Asking, heard: list[object]) -> None:
    try:
        heard.append(asking.get("/assignment?after=1&wait=25"))
    finally:
        connections.close_all()


def _until(holds) -> None:
    for _ in range(1000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to be")
