"""What stations ask about people. Protocol, 5."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hub.access import device_auth
from hub.bodies import message, takes
from hub.people import pins
from hub.people.telling import count_for, newest_for
from sop.wire.messages import ChosenPin

router = Router(auth=device_auth, tags=["people"])


@router.get("/roster")
def roster(request: HttpRequest, after: int = Query(0, ge=0, le=1 << 53)) -> HttpResponse:
    """Who works here, for the device that asks, as its DSSE envelope, when its count is higher
    than `after`; else 304."""
    device = request.auth
    if count_for(device) <= after:
        return HttpResponse(status=304)
    envelope = bytes(newest_for(device).envelope)
    return HttpResponse(envelope, "application/json", headers={"Cache-Control": "no-store"})


@router.post("/pins", openapi_extra=takes(ChosenPin))
def chosen(request: HttpRequest) -> HttpResponse:
    """A PIN chosen at the station that asks, sealed for other devices: kept for those there are."""
    pins.take_in(request.auth, message(request, ChosenPin))
    return HttpResponse(status=204)
