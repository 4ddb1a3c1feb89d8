"""Codes that make a station one of ours: good once, and for a short time."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.db import transaction
from django.utils import timezone

from hub.access import revoked
from hub.devices.identity import identity
from hub.devices.models import Device, EnrolmentCode
from hub.devices.proving import require_key
from hub.people.auditing import note, write
from hub.people.marking import begin, touch
from hub.problems import HubProblem

if TYPE_CHECKING:
    from sop.wire.messages import Enrol

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
_KEPT = timedelta(days=30)
HOURS_MOST = 24 * 14


def invite(
    station: str = "", operation: str | None = None, hours: float = 24, line: str = ""
) -> str:
    """A new code; only its digest is kept. A code for a named station gives that name."""
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))
    now = timezone.now()
    EnrolmentCode.objects.filter(expires_at__lt=now - _KEPT).delete()
    until = now + timedelta(hours=hours)
    told = {"station": station, "operation": operation, "line": line}
    with transaction.atomic():
        EnrolmentCode.objects.create(digest=_digest(code), expires_at=until, **told)
        note("invited", station, None, {**told, "expires": until.isoformat(timespec="seconds")})
    return code


def offer(
    url: str, station: str, operation: str | None, hours: float, line: str = ""
) -> tuple[str, str]:
    """A new code, and what its QR code says. Raises `HubProblem` for what no station could use."""
    place = urlsplit(url) if url.isprintable() and " " not in url else urlsplit("")
    if place.scheme not in ("http", "https") or not place.netloc:
        raise HubProblem(
            422, "invalid", "工位访问地址应形如 http://host:8470",
            "The hub as stations reach it is told as http://host:8470", url[:100],
        )  # fmt: skip
    if not 0 < hours <= HOURS_MOST:
        raise HubProblem(
            422, "invalid", f"接入码的有效期应大于 0、不超过 {HOURS_MOST} 小时",
            f"A code is good for more than 0 and at most {HOURS_MOST} hours", f"{hours:g}",
        )  # fmt: skip
    if max(len(station), len(operation or ""), len(line)) > 100:
        raise HubProblem(
            422, "invalid", "工位、工序或产线名称过长",
            "The name of the station, operation or line is too long",
        )  # fmt: skip
    code = invite(station, operation, hours, line)
    return code, invitation(url, code)


def invitation(url: str, code: str) -> str:
    """What the QR code says. The trust document is pinned by its digest."""
    from hub.releases import trust

    told = {"url": url.rstrip("/"), "code": code, "trust": trust.digest()}
    return "sop-hub:enrol?" + urlencode(told)


def enrol(request: Enrol) -> Device:
    """Raises `HubProblem` for a code that is unknown, used or over, and for a bad key.

    The same key may use the same code again: the answer to the first time was lost.
    """
    require_key(request.public_key)
    with transaction.atomic():
        digest = _digest(request.code)
        code = EnrolmentCode.objects.select_for_update().filter(digest=digest).first()
        if code is None or code.expires_at <= timezone.now():
            raise _bad_code()
        if code.used_at is None:
            code.used_at, code.device = timezone.now(), _made(code, request)
            code.save(update_fields=["used_at", "device"])
        device = code.device
        if device is None or device.public_key != request.public_key:
            raise _bad_code()
        if device.revoked_at is not None:
            raise revoked()
        return device


def revoke(station: str) -> int:
    """All devices of that station name, or the one of that id. Returns how many.

    When this returns, nothing of theirs is taken in any more: a batch on its way is waited for.
    """
    found = Device.objects.filter(revoked_at__isnull=True)
    try:
        found = found.filter(pk=uuid.UUID(station))
    except ValueError:
        found = found.filter(station=station)
    with transaction.atomic():
        touch()
        for device in found.select_for_update():
            note("device_revoked", str(device.pk), {"station": device.station}, None)
        return found.update(revoked_at=timezone.now())


def hub_id() -> str:
    return str(identity().pk)


def _made(code: EnrolmentCode, request: Enrol) -> Device:
    begin() if code.line else touch()
    made = Device.objects.create(
        id=uuid.uuid4(),
        station=(code.station or request.station)[:100],
        operation=(code.operation or request.operation or "")[:100] or None,
        named=bool(code.station),
        line=code.line,
        public_key=request.public_key,
        enrolled_at=timezone.now(),
        health={"versions": request.versions},
    )
    told = {"station": made.station, "operation": made.operation, "line": made.line}
    write(f"station {made.station}", "enrolled", str(made.pk), None, told)
    return made


def _bad_code() -> HubProblem:
    return HubProblem(
        403, "bad_code", "接入码无效、已用过或已过期", "That code is unknown, used or over"
    )


def _digest(code: str) -> str:
    return sha256(code.strip().upper().encode("utf-8", "replace")).hexdigest()
