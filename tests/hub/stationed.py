"""A station as the hub's own API sees it: enrolled, with a token, sending its journal."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from hub.devices.models import Device
from hub.ingest.models import Event
from sop.journal import Head
from sop.signing import SigningKey
from sop.wire.limits import COMPRESSION, EVENTS_TYPE
from tests.hub.asking import Asking
from tests.hub.journals import Journal, packed


class Stationed(Asking):
    """`device` is its row, `key` its private key."""

    def __init__(self, name: str = "A-1") -> None:
        self.key = SigningKey.make()
        self.device = Device.objects.create(
            id=uuid4(), station=name, public_key=self.key.public, enrolled_at=timezone.now()
        )
        super().__init__(self.device)

    def contact(self, journal: Journal, **health: Any) -> Any:
        return self("POST", "/contact", journal.contact(**health), "application/json")

    def send(self, log: str, lines: list[bytes]) -> Any:
        return self.post_lines(log, packed(lines))

    def post_lines(self, log: str, body: bytes, encoding: str = COMPRESSION) -> Any:
        told = {"Content_Encoding": encoding} if encoding else {}
        return self("POST", f"/logs/{log}/events", body, EVENTS_TYPE, **told)

    def digests(self, log: str, *seqs: int) -> dict[int, str]:
        query = "&".join(f"seq={seq}" for seq in seqs)
        told = self.get(f"/logs/{log}/digests?{query}").json()["digests"]
        return {int(seq): digest for seq, digest in told.items()}


def have(response: Any) -> Head:
    assert response.status_code in (200, 409), response.content
    return Head(**response.json()["have"])


def stored(log: str) -> list[bytes]:
    """What the hub holds of that log alone, in order."""
    rows = Event.objects.filter(log_id=log).order_by("seq")
    return [bytes(body) for body in rows.values_list("body", flat=True)]
