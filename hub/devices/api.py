"""`/enrol` and `/devices`: becoming a station of this hub, and proving to be one.

For people: the roster, codes for new stations, and shutting a station out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from msgspec import Struct
from ninja import Router

from hub.access import device_auth, roles
from hub.bodies import message, say, takes
from hub.devices import enrolling, nonces, proving
from hub.devices.roster import roster
from hub.problems import HubProblem
from sop.wire.messages import Enrol, Enrolled, Nonce, Proof, Rotate

if TYPE_CHECKING:
    from hub.devices.models import Device

router = Router(tags=["devices"])


class Invite(Struct, frozen=True, kw_only=True):
    """A code for a station to come. `url`: the hub as stations reach it."""

    url: str
    station: str = ""
    operation: str | None = None
    line: str = ""
    hours: float = 24


class Invited(Struct, frozen=True):
    """`text` is what the QR code says."""

    code: str
    text: str


@router.post("/enrol", auth=None, openapi_extra=takes(Enrol))
def enrol(request: HttpRequest) -> HttpResponse:
    """A station with a good code becomes one of ours."""
    from hub.releases import trust

    told = trust.current()
    device = enrolling.enrol(message(request, Enrol))
    joined = Enrolled(
        device=str(device.pk),
        hub=enrolling.hub_id(),
        trust=told,
        station=device.station if device.named else "",
        operation=device.operation if device.named else None,
    )
    return say(joined, 201)


@router.post("/devices/{device}/nonce", auth=None)
def nonce(request: HttpRequest, device: UUID) -> HttpResponse:
    """What the device must sign to be believed."""
    return say(Nonce(nonces.make_nonce(device)))


@router.post("/devices/{device}/token", auth=None, openapi_extra=takes(Proof))
def token(request: HttpRequest, device: UUID) -> HttpResponse:
    """A short-lived token for a signed nonce."""
    return say(proving.token(device, message(request, Proof)))


@router.post("/devices/{device}/key", auth=device_auth, openapi_extra=takes(Rotate))
def key(request: HttpRequest, device: UUID) -> HttpResponse:
    """Another key for this device; the one before holds until this one is used."""
    asking: Device = request.auth  # type: ignore[attr-defined]
    if asking.pk != device:
        raise HubProblem(403, "other_device", "这是另一台终端", "That is another device")
    proving.rotate(asking, message(request, Rotate).public_key)
    return HttpResponse(status=204)


@router.get("/stations", auth=roles("viewer", "lead", "author", "approver"))
def stations(request: HttpRequest) -> HttpResponse:
    """The roster: last contact, what is not sent yet, what is installed, versions."""
    return say(roster())


@router.post("/enrolments", auth=roles("admin"), openapi_extra=takes(Invite))
def invite(request: HttpRequest) -> HttpResponse:
    """A one-time code for a station to come."""
    told = message(request, Invite)
    code, text = enrolling.offer(
        told.url, told.station, told.operation or None, told.hours, told.line
    )
    return say(Invited(code, text), 201)


@router.post("/devices/{device}/revoke", auth=roles("admin"))
def revoke(request: HttpRequest, device: UUID) -> HttpResponse:
    """Shut that station out, from now on. Once more changes nothing."""
    from hub.devices.models import Device

    if not Device.objects.filter(pk=device).exists():
        raise HubProblem(404, "not_found", "没有这台终端", "There is no such device")
    enrolling.revoke(str(device))
    return HttpResponse(status=204)
