"""`/enrol` and `/devices`: becoming a station of this hub, and proving to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hub.access import device_auth
from hub.bodies import message, say, takes
from hub.devices import enrolling, proving
from hub.problems import HubProblem
from hub.releases import trust
from sop.wire.messages import Enrol, Enrolled, Nonce, Proof, Rotate

if TYPE_CHECKING:
    from hub.devices.models import Device

router = Router(tags=["devices"])


@router.post("/enrol", auth=None, openapi_extra=takes(Enrol))
def enrol(request: HttpRequest) -> HttpResponse:
    """A station with a good code becomes one of ours."""
    device = enrolling.enrol(message(request, Enrol))
    told = Enrolled(device=str(device.pk), hub=enrolling.hub_id(), trust=trust.current())
    return say(told, 201)


@router.post("/devices/{uuid:device}/nonce", auth=None)
def nonce(request: HttpRequest, device: UUID) -> HttpResponse:
    """What the device must sign to be believed."""
    return say(Nonce(proving.nonce_for(device)))


@router.post("/devices/{uuid:device}/token", auth=None, openapi_extra=takes(Proof))
def token(request: HttpRequest, device: UUID) -> HttpResponse:
    """A short-lived token for a signed nonce."""
    return say(proving.token(device, message(request, Proof)))


@router.post("/devices/{uuid:device}/key", auth=device_auth, openapi_extra=takes(Rotate))
def key(request: HttpRequest, device: UUID) -> HttpResponse:
    """Another key for this device; the one before holds until this one is used."""
    asking: Device = request.auth  # type: ignore[attr-defined]
    if asking.pk != device:
        raise HubProblem(403, "other_device", "这是另一台终端", "That is another device")
    proving.rotate(asking, message(request, Rotate).public_key)
    return HttpResponse(status=204)
