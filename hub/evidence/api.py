"""`/evidence`: which photographs are lacking, and the pieces of them. `docs/protocol.md`, 4."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from ninja import Router

from hub.access import device_auth
from hub.bodies import message, say, takes
from hub.evidence.holding import lacking, size_of
from hub.evidence.receiving import TooLarge, WrongOffset, receive
from hub.evidence.retaining import removed_of
from hub.evidence.staging import staging
from hub.problems import HubProblem, answer
from sop.wire.limits import PIECE_BYTES
from sop.wire.messages import EvidenceMissing, EvidenceQuery

router = Router(auth=device_auth, tags=["evidence"])
ASKED_AT_ONCE = 1000
_BLOCK = 1 << 18
_DIGEST = re.compile("[0-9a-f]{64}")
_PIECE = {
    "parameters": [
        {"in": "header", "name": name, "required": True, "schema": {"type": "integer"}}
        for name in ("Upload-Offset", "Upload-Length")
    ],
    "requestBody": {"content": {"application/offset+octet-stream": {"schema": {"type": "string"}}}},
}


@router.post("/evidence/missing", openapi_extra=takes(EvidenceQuery))
def missing(request: HttpRequest) -> HttpResponse:
    """Of these photographs, the ones the hub lacks, and from which byte on."""
    digests = _asked(request)
    offsets = {
        digest: staging().settled(digest) for digest in lacking(digests) - removed_of(digests)
    }
    return say(EvidenceMissing(offsets))


@router.patch("/evidence/{digest}", openapi_extra=_PIECE)
def append(request: HttpRequest, digest: str) -> HttpResponse:
    """The bytes of a photograph from `Upload-Offset` on. 204 tells how many are now here."""
    _require_digest(digest)
    offset, size = _number(request, "Upload-Offset"), _number(request, "Upload-Length")
    try:
        have = receive(digest, offset, size, _piece(request))
    except WrongOffset as wrong:
        return _at(answer(request, wrong), wrong.offset)
    return _at(HttpResponse(status=204), have)


@router.api_operation(["HEAD"], "/evidence/{digest}")
def head(request: HttpRequest, digest: str) -> HttpResponse:
    """How many bytes of it are here, in `Upload-Offset`."""
    _require_digest(digest)
    held = size_of(digest)
    response = _at(HttpResponse(), staging().settled(digest) if held is None else held)
    if held is not None:
        response["Upload-Length"] = str(held)
    return response


def _at(response: HttpResponse, offset: int) -> HttpResponse:
    response["Upload-Offset"] = str(offset)
    response["Cache-Control"] = "no-store"
    return response


def _piece(request: HttpRequest) -> bytes:
    """As much of it as arrives: what came before a cut need not be sent again."""
    if _number(request, "Content-Length") > PIECE_BYTES:
        raise TooLarge(PIECE_BYTES)
    blocks = list[bytes]()
    try:
        while block := request.read(_BLOCK):
            blocks.append(block)
    except (UnreadablePostError, OSError):
        pass
    return b"".join(blocks)


def _asked(request: HttpRequest) -> list[str]:
    digests = message(request, EvidenceQuery).digests
    if len(digests) > ASKED_AT_ONCE:
        raise _invalid(f"{len(digests)} > {ASKED_AT_ONCE}")
    for digest in digests:
        _require_digest(digest)
    return digests


def _require_digest(digest: str) -> None:
    if not _DIGEST.fullmatch(digest):
        raise _invalid("not a SHA-256 in lower-case hexadecimal")


def _number(request: HttpRequest, header: str) -> int:
    told = request.headers.get(header, "")
    if not re.fullmatch(r"[0-9]{1,15}", told):
        raise _invalid(f"{header}: {told[:30]!r}")
    return int(told)


def _invalid(detail: str) -> HubProblem:
    return HubProblem(422, "invalid", "请求内容有误", "The request is invalid", detail)
