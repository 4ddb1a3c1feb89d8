"""How every station stands: what it last told of itself, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from msgspec import Struct

from hub.devices.models import Device

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class Standing(Struct, frozen=True, kw_only=True):
    """One line of the roster. `received`: how many of its events are here; `oldest_unsent`: when
    the first one the hub lacks happened, by the station's clock; `releases` as code and revision,
    or the digest's beginning."""

    station: str
    operation: str | None
    device: str
    revoked: bool
    last_contact: datetime | None
    received: int
    unsent: int
    oldest_unsent: str | None
    evidence_pending: int
    releases: list[str]
    assignment: int
    versions: dict[str, str]
    problems: list[str]


class Roster(Struct, frozen=True):
    """`GET /stations`."""

    stations: list[Standing]


def roster() -> Roster:
    """All of them, by name; those revoked last."""
    names, received, held = _release_names(), _received(), heads()
    devices = sorted(Device.objects.all(), key=lambda it: (it.revoked_at is not None, it.station))
    return Roster([_standing(it, names, received.get(it.pk, 0), held) for it in devices])


def heads() -> dict[str, int]:
    """How far each log goes here."""
    from hub.ingest.models import Log

    return {str(log): seq for log, seq in Log.objects.values_list("pk", "seq")}


def unsent(health: dict[str, Any], held: dict[str, int]) -> int:
    """What the station told was unsent, without what has come in since. `held`: `heads()`."""
    since = held.get(health.get("log", ""), 0) - health.get("held", 0)
    return max(0, int(health.get("unsent", 0)) - max(0, since))


def _received() -> dict[UUID, int]:
    """Events by device: of a branch only what it holds itself."""
    from hub.ingest.models import Log

    held = Log.objects.values_list("device_id").annotate(Sum("seq"), Sum("parent_seq"))
    return {device: seq - before for device, seq, before in held}


def _release_names() -> dict[str, str]:
    from hub.releases.models import Release

    rows = Release.objects.values_list("digest", "code", "revision")
    return {digest: f"{code} {revision}" for digest, code, revision in rows}


def _standing(
    device: Device, names: dict[str, str], received: int, held: dict[str, int]
) -> Standing:
    health = device.health
    lacking = unsent(health, held)
    return Standing(
        station=device.station,
        operation=device.operation,
        device=str(device.pk),
        revoked=device.revoked_at is not None,
        last_contact=device.last_contact,
        received=received,
        unsent=lacking,
        oldest_unsent=health.get("oldest_unsent") if lacking else None,
        evidence_pending=health.get("evidence_pending", 0),
        releases=sorted(names.get(it, it[:12]) for it in health.get("releases", [])),
        assignment=health.get("assignment", 0),
        versions=health.get("versions", {}),
        problems=health.get("problems", []),
    )
