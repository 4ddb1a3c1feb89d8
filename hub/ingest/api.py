"""`/contact` and `/logs`: a session begins, and the journal comes up. `docs/protocol.md`."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hub.access import device_auth, station_auth
from hub.bodies import message, say, takes
from hub.ingest import meeting
from hub.ingest.accepting import accept
from hub.ingest.chained import chained
from hub.ingest.unpacking import lines_of
from hub.ingest.waking import wake
from sop.wire.limits import EVENTS_TYPE
from sop.wire.messages import Contact, DigestsAt

router = Router(auth=device_auth, tags=["ingest"])
ASKED_AT_ONCE = 1000
_LINES = {
    "parameters": [
        {
            "in": "header",
            "name": "Content-Encoding",
            "schema": {"type": "string", "enum": ["zstd", "identity"]},
        }
    ],
    "requestBody": {"required": True, "content": {EVENTS_TYPE: {"schema": {"type": "string"}}}},
}


@router.post("/contact", openapi_extra=takes(Contact))
def contact(request: HttpRequest) -> HttpResponse:
    """What the hub holds of this log, and what is newest for this station."""
    return say(meeting.welcome(request.auth, message(request, Contact)))  # type: ignore[attr-defined]


@router.post("/logs/{log}/events", auth=station_auth, openapi_extra=_LINES)
def events(request: HttpRequest, log: UUID) -> HttpResponse:
    """Lines of the journal as stored, the next after the head (NDJSON, zstd)."""
    received = accept(request.auth, log, chained(lines_of(request)))  # type: ignore[attr-defined]
    wake()
    return say(received)


@router.get("/logs/{log}/digests")
def digests(request: HttpRequest, log: UUID, seq: list[int] = Query(...)) -> HttpResponse:
    """The digests of those events, by number, as far as they are held."""
    held = meeting.digests_at(request.auth, log, seq[:ASKED_AT_ONCE])  # type: ignore[attr-defined]
    return say(DigestsAt(held))
