"""Photographs over the API, as the station's side of the protocol sends them."""

from __future__ import annotations

import json
from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from hub.devices.models import Device
from hub.objects import objects
from sop.wire.limits import EVIDENCE_BYTES, PIECE_BYTES
from tests.hub.asking import Asking, code

PHOTO = bytes(range(256)) * 40
NAME = sha256(PHOTO).hexdigest()


@pytest.fixture
def asking(hub) -> Asking:
    return Asking(Device.objects.create(id=uuid4(), station="A-1", enrolled_at=timezone.now()))


def send(asking: Asking, start: int, end: int, name: str = NAME, **headers: str):
    told = {"Upload_Offset": str(start), "Upload_Length": str(len(PHOTO)), **headers}
    return asking("PATCH", f"/evidence/{name}", PHOTO[start:end], **told)


def missing(asking: Asking, *digests: str):
    body = json.dumps({"digests": digests})
    return asking("POST", "/evidence/missing", body, "application/json")


def head(asking: Asking) -> tuple[str, str | None]:
    response = asking("HEAD", f"/evidence/{NAME}")
    assert response.status_code == 200
    return response["Upload-Offset"], response.get("Upload-Length")


def test_a_photograph_comes_up_piece_by_piece(asking) -> None:
    assert missing(asking, NAME).json() == {"missing": {NAME: 0}}
    assert head(asking) == ("0", None)

    first = send(asking, 0, 4000)
    assert (first.status_code, first["Upload-Offset"], first.content) == (204, "4000", b"")
    assert missing(asking, NAME).json() == {"missing": {NAME: 4000}}
    assert head(asking) == ("4000", None)

    last = send(asking, 4000, len(PHOTO))
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(PHOTO)))
    assert missing(asking, NAME).json() == {"missing": {}}
    assert head(asking) == (str(len(PHOTO)), str(len(PHOTO)))
    assert objects().read(NAME) == PHOTO


def test_a_piece_that_does_not_join_is_told_where_to_go_on(asking) -> None:
    send(asking, 0, 4000)
    response = send(asking, 5000, 6000)

    assert (response.status_code, code(response)) == (409, "offset")
    assert response["Upload-Offset"] == "4000"


def test_what_is_not_what_it_is_named_after_is_refused(asking) -> None:
    response = send(asking, 0, len(PHOTO), "ab" * 32)

    assert (response.status_code, code(response)) == (422, "digest")


@pytest.mark.parametrize(
    "headers",
    [{"Upload_Offset": "-1"}, {"Upload_Offset": "x"}, {"Upload_Length": ""},
     {"Upload_Length": "1e3"}, {"Upload_Offset": "9" * 40}, {"Upload_Length": "5"}],
)  # fmt: skip
def test_senseless_headers_are_told(asking, headers) -> None:
    response = send(asking, 0, 100, **headers)

    assert (response.status_code, code(response)) == (422, "invalid")


def test_what_is_too_large_is_refused_unread(asking) -> None:
    told = {"Upload_Offset": "0", "Upload_Length": str(EVIDENCE_BYTES)}
    piece = asking("PATCH", f"/evidence/{NAME}", bytes(PIECE_BYTES + 1), **told)
    whole = send(asking, 0, 10, Upload_Length=str(EVIDENCE_BYTES + 1))

    for response in (piece, whole):
        assert (response.status_code, code(response)) == (413, "too_large")


@pytest.mark.parametrize("name", ["short", "A" * 64, "g" * 64, ".."])
def test_a_name_that_is_no_digest_is_told(asking, name) -> None:
    response = send(asking, 0, 10, name)

    assert (response.status_code, code(response)) == (422, "invalid")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"digests": 1}', b'{"digests": ["x"]}', b"\xff", b"[" * 50_000,
     json.dumps({"digests": [NAME] * 1001}).encode()],
)  # fmt: skip
def test_senseless_questions_are_told(asking, body) -> None:
    response = asking("POST", "/evidence/missing", body, "application/json")

    assert (response.status_code, code(response)) == (422, "invalid")


def test_without_a_token_nothing_is_taken(hub) -> None:
    stranger = Asking()

    assert code(send(stranger, 0, 10)) == "unauthenticated"
    assert code(missing(stranger, NAME)) == "unauthenticated"
    assert stranger("HEAD", f"/evidence/{NAME}").status_code == 401
