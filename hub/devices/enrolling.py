"""Codes that make a station one of ours: good once, and for a short time."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone

from hub.devices.identity import identity
from hub.devices.models import Device, EnrolmentCode
from hub.problems import HubProblem
from sop.signing import PublicKey

if TYPE_CHECKING:
    from sop.wire.messages import Enrol

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else


def invite(station: str = "", operation: str | None = None, hours: float = 24) -> str:
    """A new code; only its digest is kept. A code for a named station gives that name."""
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))
    EnrolmentCode.objects.create(
        digest=_digest(code),
        station=station,
        operation=operation,
        expires_at=timezone.now() + timedelta(hours=hours),
    )
    return code


def invitation(url: str, code: str) -> str:
    """What the QR code says. The trust document is pinned by its digest."""
    from hub.releases import trust

    told = {"url": url, "code": code, "trust": trust.digest()}
    return "sop-hub:enrol?" + urlencode(told)


def enrol(request: Enrol) -> Device:
    """Raises `HubProblem` for a code that is unknown, used or over, and for a bad key."""
    try:
        PublicKey(request.public_key)
    except ValueError as error:
        raise HubProblem(422, "bad_key", "公钥无效", "That is no Ed25519 key") from error
    with transaction.atomic():
        code = EnrolmentCode.objects.select_for_update().filter(digest=_digest(request.code))
        found = code.filter(used_at__isnull=True, expires_at__gt=timezone.now()).first()
        if found is None:
            raise HubProblem(
                403, "bad_code", "接入码无效、已用过或已过期", "That code is unknown, used or over"
            )
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
        return Device.objects.create(
            id=uuid.uuid4(),
            station=(found.station or request.station)[:100],
            operation=(found.operation or request.operation or "")[:100] or None,
            public_key=request.public_key,
            enrolled_at=timezone.now(),
            health={"versions": request.versions},
        )


def revoke(station: str) -> int:
    """All devices of that station name or id. Returns how many."""
    by_name = Device.objects.filter(station=station, revoked_at__isnull=True)
    return by_name.update(revoked_at=timezone.now())


def hub_id() -> str:
    return str(identity().pk)


def _digest(code: str) -> str:
    return sha256(code.strip().upper().encode("utf-8")).hexdigest()
