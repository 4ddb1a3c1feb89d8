"""What goes down to a station: trust, assignment, manifests, documents, files. Protocol, 5."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router

from hub.access import device_auth
from hub.objects import objects
from hub.problems import answer
from hub.releases import trust
from hub.releases.assigning import count_for, newest_for
from hub.releases.ranges import Part, Unsatisfiable, part_of
from hub.releases.serving import NotHere, manifest_for, require_document, require_file
from hub.releases.waiting import MOST_S, wait_until

router = Router(auth=device_auth, tags=["releases"])
JSON = "application/json"
FOR_EVER = "private, max-age=31536000, immutable"
_DIGEST = re.compile("[0-9a-f]{64}")
_LARGEST = (1 << 31) - 1


@router.get("/trust/{version}")
def trust_version(request: HttpRequest, version: int) -> HttpResponse:
    """That version of the trust document, as its DSSE envelope."""
    envelope = trust.envelope_of(version) if 0 < version <= _LARGEST else None
    if envelope is None:
        raise NotHere
    return HttpResponse(envelope, JSON, headers={"Cache-Control": FOR_EVER})


@router.get("/assignment")
def assignment(
    request: HttpRequest,
    after: int = Query(0, ge=0, le=1 << 53),
    wait: float = Query(0, ge=0, le=3600),
) -> HttpResponse:
    """The assignment in force at the device that asks, when its count is higher than `after`;
    else 304, at once or after `wait` seconds (25 at most)."""
    device = request.auth
    count_for(device)
    if not wait_until(lambda: newest_for(device).count > after, min(wait, MOST_S)):
        return HttpResponse(status=304)
    envelope = bytes(newest_for(device).envelope)
    return HttpResponse(envelope, JSON, headers={"Cache-Control": "no-store"})


@router.get("/manifests/{digest}")
def manifest(request: HttpRequest, digest: str) -> HttpResponseBase:
    """A release's manifest, as its DSSE envelope, by the SHA-256 of its payload."""
    # The envelope may win signatures later, its payload never changes.
    envelope = manifest_for(request.auth, _digest(digest))
    return HttpResponse(envelope, JSON, headers={"Cache-Control": "no-cache"})


@router.get("/documents/{digest}")
def document(request: HttpRequest, digest: str) -> HttpResponseBase:
    """A release's canonical document, by its SHA-256."""
    require_document(request.auth, _digest(digest))
    return _by_digest(request, digest, JSON)


@router.get("/files/{digest}")
def file(request: HttpRequest, digest: str) -> HttpResponseBase:
    """A file that a release shows, by its SHA-256; a part of it by `Range`."""
    require_file(request.auth, _digest(digest))
    return _by_digest(request, digest, "application/octet-stream")


def _by_digest(request: HttpRequest, digest: str, kind: str) -> HttpResponseBase:
    """What is named by its digest never changes: who has it once need not ask again."""
    size = objects().size(digest)
    if size is None:
        raise NotHere
    if request.headers.get("If-None-Match") == f'"{digest}"':
        return _lasting(HttpResponse(status=304), digest)
    try:
        part = part_of(request.headers.get("Range"), size)
    except Unsatisfiable as outside:
        refused = answer(request, outside)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    return _lasting(_stream(digest, size, part, kind), digest)


def _stream(digest: str, size: int, part: Part | None, kind: str) -> StreamingHttpResponse:
    told = part or Part(0, size)
    pieces = objects().pieces(digest, told.start, told.length)
    response = StreamingHttpResponse(pieces, content_type=kind, status=206 if part else 200)
    response["Content-Length"] = str(told.length)
    if part:
        end = told.start + told.length - 1
        response["Content-Range"] = f"bytes {told.start}-{end}/{size}"
    return response


def _lasting(response: HttpResponseBase, digest: str) -> HttpResponseBase:
    response["ETag"] = f'"{digest}"'
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = FOR_EVER
    return response


def _digest(seen: str) -> str:
    if not _DIGEST.fullmatch(seen):
        raise NotHere
    return seen
