"""`/contact` and `/logs`: a session begins, and the journal comes up. `docs/protocol.md`."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hub.access import device_auth
from hub.bodies import message, say, takes
from hub.ingest import accepting, meeting, unpacking
from hub.records import projecting
from sop.wire.messages import Contact, DigestsAt

router = Router(auth=device_auth, tags=["ingest"])


@router.post("/contact", openapi_extra=takes(Contact))
def contact(request: HttpRequest) -> HttpResponse:
    """What the hub holds of this log, and what is newest for this station."""
    return say(meeting.welcome(request.auth, message(request, Contact)))


@router.post("/logs/{uuid:log}/events")
def events(request: HttpRequest, log: UUID) -> HttpResponse:
    """Lines of the journal as stored, the next after the head (NDJSON, zstd)."""
    received = accepting.accept(request.auth, log, unpacking.lines_of(request))
    projecting.wake(log)
    return say(received)


@router.get("/logs/{uuid:log}/digests")
def digests(request: HttpRequest, log: UUID, seq: list[int] = Query(...)) -> HttpResponse:
    """The digests of those events, by number, as far as they are held."""
    return say(DigestsAt(meeting.digests_at(request.auth, log, seq[:1000])))
