"""Who may ask for what: stations by their token, people by their sign-in and role."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import Group
from django.core import signing
from django.core.exceptions import PermissionDenied
from ninja.security import HttpBearer, SessionAuth

from hub.configuration import configuration
from hub.devices.models import Device
from hub.problems import HubProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest

ROLES = ("viewer", "lead", "author", "approver", "admin")
_SALT = "hub.device"


def token_for(device: Device) -> str:
    """Short-lived; only this hub can make one, and no table is needed to know it again."""
    return signing.dumps(str(device.pk), salt=_SALT)


def revoked() -> HubProblem:
    return HubProblem(403, "revoked", "该工位终端已被吊销", "This device is revoked")


class StationToken(HttpBearer):
    """`request.auth` is the device's id: this hub gave it that token, not long ago.

    Whether it was revoked since is for the operation to see, in the transaction it writes in.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        try:
            return UUID(signing.loads(token, salt=_SALT, max_age=configuration().token_lasts))
        except signing.BadSignature:
            return None


class DeviceToken(StationToken):
    """`request.auth` is the `Device`. A revoked one is refused from the next request on."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        device = Device.objects.filter(pk=super().authenticate(request, token)).first()
        if device is not None and device.revoked_at is not None:
            raise revoked()
        return device


station_auth = StationToken()
device_auth = DeviceToken()


class People(SessionAuth):
    """Somebody signed in to the console who has one of these roles; admins have all of them."""

    def __init__(self, *names: str) -> None:
        super().__init__(csrf=True)
        self.names = {*names, "admin"}

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        user = super().authenticate(request, key)
        if user is None:
            return None
        if has_role(user, self.names):
            return user
        raise HubProblem(403, "no_right", "您没有此项权限", "You do not have the right to do this")


def roles(*names: str) -> People:
    """For `auth=`: people in any of those roles."""
    unknown = set(names) - set(ROLES)
    assert not unknown, unknown
    return People(*names)


def has_role(user: Any, names: Iterable[str] = ROLES) -> bool:
    """Any of those roles."""
    return user.is_superuser or user.groups.filter(name__in=names).exists()


def for_people(page: Callable[..., Any]) -> Callable[..., Any]:
    """A page for whoever is signed in and has a role; without a role 403, else the sign-in."""

    @login_required
    @wraps(page)
    def asked(request: HttpRequest, *told: Any, **named: Any) -> Any:
        if not has_role(request.user):
            raise PermissionDenied
        return page(request, *told, **named)

    return asked


def make_groups() -> None:
    """Every role is a group. Once more changes nothing."""
    for name in ROLES:
        Group.objects.get_or_create(name=name)
