"""Every operation × everybody who may ask: no wrong decision, and none that is not in the table."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from ninja.constants import NOT_SET

from hub.access import ROLES, make_groups
from hub.api import api
from hub.devices.enrolling import invite, revoke
from hub.devices.models import EnrolmentCode
from hub.releases.publishing import Terms, publish
from sop.language import load_procedure
from sop.signing import SigningKey
from tests.hub.asking import Asking
from tests.hub.journals import Journal, packed
from tests.hub.stationed import Stationed
from tests.sop.language.packages import SAMPLE

PHOTO = b"a photograph" * 100
CSRF = "c" * 32
PEOPLE = frozenset({"viewer", "lead", "author", "approver", "admin"})
STATIONS = frozenset({"station", "other station"})
OWN = frozenset({"station"})
EVERYBODY = frozenset(
    {"anonymous", "nobody", *PEOPLE, *STATIONS, "revoked station", "forged token"}
)
TABLE: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/health"): EVERYBODY,
    ("POST", "/enrol"): EVERYBODY,
    ("POST", "/devices/{device}/nonce"): EVERYBODY,
    ("POST", "/devices/{device}/token"): frozenset(),  # who asks proves it in the question
    ("POST", "/devices/{device}/key"): OWN,
    ("POST", "/devices/{device}/revoke"): frozenset({"admin"}),
    ("GET", "/stations"): PEOPLE,
    ("POST", "/enrolments"): frozenset({"admin"}),
    ("POST", "/contact"): OWN,
    ("POST", "/logs/{log}/events"): OWN,
    ("GET", "/logs/{log}/digests"): OWN,
    ("POST", "/evidence/missing"): STATIONS,
    ("PATCH", "/evidence/{digest}"): STATIONS,
    ("HEAD", "/evidence/{digest}"): STATIONS,
    ("GET", "/trust/{version}"): STATIONS,
    ("GET", "/assignment"): STATIONS,
    ("GET", "/manifests/{digest}"): OWN,
    ("GET", "/documents/{digest}"): OWN,
    ("GET", "/files/{digest}"): OWN,
}
"""Who gets more than a refusal. `other station` asks for what is `station`'s own."""
SAID_NO = {401, 403}
HIDDEN = {"/manifests/{digest}", "/documents/{digest}", "/files/{digest}"}
"""What was never assigned to a station does not exist for it: 404."""


@pytest.fixture
def scene(office: Path) -> Scene:
    return Scene()


class Scene:
    """A station with a log and a release assigned to it alone, and everybody who may ask."""

    def __init__(self) -> None:
        release = publish(load_procedure(SAMPLE), Terms())  # for station A01 alone
        self.station, self.other = Stationed("A01"), Stationed("B-1")
        revoked = Stationed("C-1")
        revoke("C-1")
        self.journal = Journal()
        self.journal.write(2)
        self.station.contact(self.journal, station="A01")
        for asking in (self.station, self.other):
            asking.get("/assignment")
        self.places = {
            "{device}": str(self.station.device.pk),
            "{log}": self.journal.log,
            "{version}": "1",
            "/manifests/{digest}": f"/manifests/{release.manifest}",
            "/documents/{digest}": f"/documents/{release.digest}",
            "/files/{digest}": f"/files/{release.files.first().sha256}",
            "{digest}": sha256(PHOTO).hexdigest(),
        }
        self.callers = {
            "anonymous": Asking(),
            "forged token": with_token("forged:1:token"),
            "station": self.station,
            "other station": self.other,
            "revoked station": revoked,
            **{name: signed_in(name) for name in ("nobody", *ROLES)},
        }

    def ask(self, caller: str, method: str, path: str) -> int:
        body, headers = self._said(path)
        if "digests" in path:
            path += "?seq=1"
        for name, value in self.places.items():
            path = path.replace(name, value)
        kind = headers.pop("kind", "application/json")
        return int(self.callers[caller](method, path, body, kind, **headers).status_code)

    def _said(self, path: str) -> tuple[bytes, dict[str, str]]:
        """A sound question: who may ask is not refused."""
        key = SigningKey.make().public
        messages = {
            "/enrol": {"code": invite(), "public_key": key, "station": "D-1"},
            "/devices/{device}/token": {"nonce": "AAAA", "signature": "AAAA"},
            "/devices/{device}/key": {"public_key": key},
            "/enrolments": {"url": "http://hub"},
            "/contact": msgspec.Raw(self.journal.contact(station="A01")),
            "/evidence/missing": {"digests": []},
        }
        if path == "/logs/{log}/events":
            return packed(self.journal.lines), {"Content_Encoding": "zstd"}
        if path == "/evidence/{digest}":
            return PHOTO, {"Upload_Offset": "0", "Upload_Length": str(len(PHOTO))}
        return msgspec.json.encode(messages.get(path, {})), {}


def with_token(token: str) -> Asking:
    asking = Asking()
    asking._headers = {"Authorization": f"Bearer {token}"}
    return asking


def signed_in(role: str) -> Asking:
    """Somebody in a browser, with what the pages send along against forged requests."""
    make_groups()
    user = User.objects.create_user(role)
    user.groups.set(Group.objects.filter(name=role))
    asking = Asking()
    asking._client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    asking._client.force_login(user)
    asking._client.cookies["csrftoken"] = CSRF
    asking._headers = {"X-CSRFToken": CSRF}
    return asking


def operations() -> Iterator[tuple[str, str]]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method, path


def test_every_operation_is_in_the_table() -> None:
    assert sorted(operations()) == sorted(TABLE)


def test_every_operation_says_who_may_ask() -> None:
    """None is open because nobody thought of it."""
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                told = operation.auth_param if operation.auth_param is not NOT_SET else bound.auth
                assert told is not NOT_SET, path


def test_everybody_gets_what_the_table_says_and_nothing_else(scene: Scene) -> None:
    wrong = []
    for (method, path), may in TABLE.items():
        for caller in sorted(EVERYBODY):
            if path.endswith("/revoke"):
                scene.station.device.save()  # revoked by who may, and back
            status = scene.ask(caller, method, path)
            hidden = status == 404 and path in HIDDEN and caller in STATIONS
            if status >= 500 or (caller in may) == (status in SAID_NO or hidden):
                wrong.append((method, path, caller, status))
    assert wrong == []


@pytest.mark.parametrize("method", ["POST"])
def test_a_page_elsewhere_cannot_ask_in_somebodys_name(scene: Scene, method: str) -> None:
    admin = scene.callers["admin"]
    admin._headers = {}

    answer = admin(method, "/enrolments", b'{"url":"http://hub"}', "application/json")

    assert answer.status_code == 403
    assert EnrolmentCode.objects.count() == 0


def test_somebody_who_left_gets_nothing(scene: Scene) -> None:
    User.objects.filter(username="viewer").update(is_active=False)

    assert scene.ask("viewer", "GET", "/stations") == 401
