"""A hub in work, everybody who may ask, and a sound question for every line of the table: who may
ask is not refused for what he asked."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec
from django.db import transaction
from django.utils import timezone

from hub.access import ROLES
from hub.corrective.filing import keep_file
from hub.corrective.working import Step, move
from hub.devices.enrolling import invite, revoke
from hub.devices.nonces import make_nonce
from hub.evidence.holding import keep
from hub.people.rules import add
from hub.records.projecting import catch_up
from hub.releases.publishing import Terms, publish
from sop.language import load_procedure
from sop.signing import SigningKey
from tests.hub.access import callers
from tests.hub.access.callers import PASSWORD
from tests.hub.journals import Journal, packed
from tests.hub.records.test_projecting import take_in
from tests.hub.stationed import Stationed
from tests.hub.worked import lines, photographs
from tests.sop.language.packages import SAMPLE

if TYPE_CHECKING:
    from tests.hub.access.callers import Caller

JSON = "application/json"
PHOTO = b"a photograph" * 100
_OF_PHOTO = sha256(PHOTO).hexdigest()
SUGGESTION = "0190a000-0000-7000-8000-00000000abcd"
EXCEPTION = "0190a000-0000-7000-8000-0000000000e1"


class Scene:
    """A owns a journal of two events (one is held), and a release is assigned to it alone.
    B is a station like it, C was shut out. `lines()` came up from A too, with photographs."""

    def __init__(self) -> None:
        self.release = publish(load_procedure(SAMPLE), Terms())  # for A01 alone
        self.a, self.b, c = Stationed("A01"), Stationed("B-1"), Stationed("C-1")
        revoke("C-1")
        add("personnel", "E1001", {"zh": "王晓燕"})
        self.journal = Journal()
        self.journal.write(2)
        self.a.contact(self.journal, station="A01")
        self.a.send(self.journal.log, self.journal.lines[:1])
        for asking in (self.a, self.b):
            asking.get("/assignment")
        self._record()
        self.used = invite()
        callers.nobody()("POST", "/api/v1/enrol", self._enrol(self.used), JSON, {})
        self.callers: dict[str, Caller] = {
            "nobody": callers.nobody(),
            "forged": callers.with_forged_token(self.a),
            "expired": callers.with_expired_token(self.a),
            "revoked": callers.station(c),
            "A": callers.station(self.a),
            "B": callers.station(self.b),
            **{name: callers.somebody(name) for name in ("no-role", *ROLES, "who-left")},
        }

    def ask(self, caller: str, method: str, place: str, variant: str) -> Any:
        """The answer. Whatever it changed is undone: the next one finds the same hub."""
        asking = self.callers[caller]
        try:
            with transaction.atomic():
                body, kind, headers = self._said(method, place, variant, asking)
                answer = asking(method, self.path(place, variant), body, kind, headers)
                told = b"".join(answer.streaming_content) if answer.streaming else answer.content
                raise _Undo
        except _Undo:
            answer.whole = told
            return answer

    def path(self, place: str, variant: str) -> str:
        places = {
            "/devices/{device}": f"/devices/{self.a.device.pk}",
            "{log}": self.journal.log,
            "{version}": "1",
            "/manifests/{digest}": f"/manifests/{self.release.manifest}",
            "/documents/{digest}": f"/documents/{self.release.digest}",
            "/files/{digest}": f"/files/{self.release.files.first().sha256}",
            "/photographs/{digest}": f"/photographs/{self._photograph(variant)}",
            "{digest}": self.given if "{exception}" in place else _OF_PHOTO,
            "{execution}": self.execution,
            "{suggestion}": SUGGESTION,
            "{exception}": EXCEPTION,
            "{release}": self.release.digest,
            "{subject}": self.subject,
        }
        for name, value in places.items():
            place = place.replace(name, value)
        return place + {"/digests": "?seq=1", "/search": "?q=WO-260417"}.get(
            "/" + place.rpartition("/")[2], ""
        )

    def _said(
        self, method: str, place: str, variant: str, asking: Caller
    ) -> tuple[bytes, str, dict[str, str]]:
        """Body, its type, further headers."""
        if method in ("GET", "HEAD"):
            return b"", "", {}
        if place.endswith("{exception}/evidence"):
            return PHOTO, "application/octet-stream", {}
        if place.endswith("/events"):
            return packed(self.journal.lines), "", {"Content-Encoding": "zstd"}
        if method == "PATCH":
            told = {"Upload-Offset": "0", "Upload-Length": str(len(PHOTO))}
            return PHOTO, "application/offset+octet-stream", told
        if place == "/reviews/{subject}":
            password = PASSWORD if variant == "right" else "x"
            return f"password={password}".encode(), "application/x-www-form-urlencoded", {}
        if not place.startswith("/api/"):
            return (
                b"status=declined&why=no&seen=%d&action=done&person=E1001&username=x&password=y"
                b"&language=en" % (2 if "{exception}" in place else 0),
                "application/x-www-form-urlencoded",
                {},
            )
        return self._message(place, variant, asking), JSON, {}

    def _message(self, place: str, variant: str, asking: Caller) -> bytes:
        if place.endswith("/enrol"):
            return self._enrol(self.used if variant == "used-code" else invite())
        if place.endswith("/contact"):
            journal = self.journal if variant == "as-A" else Journal()
            return journal.contact(station="A01")
        if place.endswith("/token"):
            nonce = make_nonce(self.a.device.pk)
            signature = b64encode(asking.key.sign(b64decode(nonce))).decode()
            return msgspec.json.encode({"nonce": nonce, "signature": signature})
        messages: dict[str, dict[str, Any]] = {
            "key": {"public_key": SigningKey.make().public},
            "enrolments": {"url": "http://hub"},
            "missing": {"digests": [sha256(PHOTO).hexdigest()]},
            "moves": {"action": "done", "why": "The lot was set apart"},
            "answers": {"status": "declined", "why": "It would not fit"},
            "{subject}": {"password": PASSWORD if variant == "right" else "x"},
            "pins": {"person": "E1001", "since": 0, "sealed": {}},
        }
        return msgspec.json.encode(messages.get(place.rpartition("/")[2], {}))

    def _enrol(self, code: str) -> bytes:
        told = {"code": code, "public_key": SigningKey.make().public, "station": "D-1"}
        return msgspec.json.encode(told)

    def _record(self) -> None:
        """A shift is readable, and one of its photographs has arrived."""
        from hub.records.models import Execution
        from hub.reviewing.models import Case

        log = str(uuid4())
        held = Journal()
        held.log = log
        self.a.contact(held, station="A01")
        take_in(log, lines())
        self._propose()
        self._call()
        catch_up()
        self._take()
        self.execution = str(Execution.objects.values_list("pk", flat=True).first())
        self.subject = str(Case.objects.order_by("pk").values_list("pk", flat=True).first())
        self.arrived, content = next(iter(photographs().items()))
        keep(self.arrived, content, len(content))
        self.unnamed = sha256(b"named by no record").hexdigest()
        keep(self.unnamed, b"named by no record", 18)

    def _propose(self) -> None:
        """Somebody at A had an idea."""
        told = Journal()
        told.write(1, "SuggestionMade", {
            "suggestion": SUGGESTION, "person": {"id": "E1001", "name": "王晓燕"},
            "release": self.release.digest, "code": "SAMPLE-1", "revision": "A", "step": None,
            "text": "A fixture",
        })  # fmt: skip
        self.a.contact(told, station="A01")
        self.a.send(told.log, told.lines)

    def _call(self) -> None:
        """And called for help."""
        told = Journal()
        told.write(1, "ExceptionRaised", {
            "kind": "ExceptionRaised", "at": 1, "by": "E1001", "exception": EXCEPTION,
            "category": "machine",
        })  # fmt: skip
        self.a.contact(told, station="A01")
        self.a.send(told.log, told.lines)

    def _take(self) -> None:
        """Somebody took it and showed something."""
        self.given = keep_file(b"a file that was given")
        due = timezone.now() + timedelta(days=2)
        move("somebody", EXCEPTION, Step(action="take", due=due, evidence=(self.given,)))

    def _photograph(self, variant: str) -> str:
        return self.unnamed if variant == "unnamed" else self.arrived


class _Undo(Exception):
    pass
