"""Everybody who may ask: what each of them shows of himself, anew with every question."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User
from django.core import signing
from django.test import Client

from hub import access
from hub.access import ROLES, make_groups, token_for
from hub.configuration import configuration
from sop.signing import SigningKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.devices.models import Device
    from tests.hub.stationed import Stationed

CSRF = "c" * 32
PASSWORD = "in-the-table"
PEOPLE = ("no-role", *ROLES, "who-left")


class Caller:
    """`key`: the private key he would prove himself with."""

    def __init__(self, known: Callable[[Client], dict[str, str]], key: SigningKey | None = None):
        self._known, self.key = known, key or SigningKey.make()

    def __call__(self, method: str, path: str, body: Any, kind: str, headers: dict[str, str]):
        client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        told = self._known(client) | headers
        return client.generic(method, path, body, kind, headers=told)


def nobody() -> Caller:
    """A browser that has opened the page before: it holds a cookie against forged requests."""
    return Caller(_csrf)


def with_token(token: str, key: SigningKey | None = None) -> Caller:
    return Caller(lambda client: {**_csrf(client), "Authorization": f"Bearer {token}"}, key)


def station(it: Stationed) -> Caller:
    return with_token(token_for(it.device), it.key)


def with_expired_token(it: Stationed) -> Caller:
    """That station, a second after its token was over."""
    return with_token(_token_of_before(it.device), SigningKey.make())


def with_forged_token(it: Stationed) -> Caller:
    """Signed by whoever does not know this hub's secret."""
    return with_token(signing.dumps(str(it.device.pk), key="another hub's", salt=access._SALT))


def somebody(role: str) -> Caller:
    """Signed in to the pages. `no-role` and `who-left` are what they are called after."""
    make_groups()
    user = User.objects.create_user(role, password=PASSWORD)
    user.groups.set(Group.objects.filter(name=role if role in ROLES else ""))
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    if role == "who-left":
        user.groups.set(Group.objects.filter(name="admin"))
        User.objects.filter(pk=user.pk).update(is_active=False)

    def known(client: Client) -> dict[str, str]:
        client.cookies["sessionid"] = session
        return _csrf(client)

    return Caller(known)


def _csrf(client: Client) -> dict[str, str]:
    client.cookies["csrftoken"] = CSRF
    return {"X-CSRFToken": CSRF}


def _token_of_before(device: Device) -> str:
    class Before(signing.TimestampSigner):
        def timestamp(self) -> str:
            return signing.b62_encode(int(time.time()) - configuration().token_lasts - 1)

    return Before(salt=access._SALT).sign_object(str(device.pk))
