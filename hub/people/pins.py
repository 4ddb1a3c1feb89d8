"""What leads to a PIN. Nobody here learns one: codes only open the way to choosing, at a station
and before a witness, and PINs pass through sealed for the devices they are for."""

from __future__ import annotations

import secrets
from base64 import b64decode
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from hub.devices.models import Device
from hub.people import marking
from hub.people.auditing import change, write
from hub.people.models import FirstUse, Person, SealedPin
from hub.people.refusals import PeopleRefused
from hub.people.rules import person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sop.wire.messages import ChosenPin

DIGITS = 10
HOURS_MOST = 24 * 14
SEALED_MOST = 400
"""A sealed PIN is some 120 characters."""


def make_code(who: str, name: str, hours: float = 24, why: str = "") -> str:
    """A new code for that person; the one before is not good any more. It is told only here."""
    if not 0 < hours <= HOURS_MOST:
        raise PeopleRefused("bad_hours", 422, least=0, most=HOURS_MOST)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with change():
        found = person(name)
        until = _put_code(who, found, code, hours)
        write(who, "code", name, None, {"expires": until.isoformat(timespec="seconds")}, why)
    return code


def unlock(who: str, name: str, why: str, hours: float = 24) -> str:
    """No PIN chosen until now is good any more, at no station; returns the code of a new one.

    `pin_since` follows the clock, so that it still goes up on a hub restored from a backup.
    """
    if not why.strip():
        raise PeopleRefused("why", 422)
    with change():
        found = person(name)
        before = found.pin_since
        found.pin_since = max(before + 1, int(timezone.now().timestamp()))
        found.save(update_fields=["pin_since"])
        SealedPin.objects.filter(person=found).delete()
        write(who, "pin_reset", name, before, found.pin_since, why)
        return make_code(who, name, hours, why)


def take_in(device: Device, chosen: ChosenPin) -> None:
    """A PIN was chosen at that station. Kept for the devices there are; the code is used up.

    Raises `PeopleRefused` when it was chosen before the last reset. Twice is once.
    """
    with change():
        found = person(chosen.person)
        if chosen.since != found.pin_since:
            raise PeopleRefused("pin_over", person=found.pk)
        known = {str(pk): pk for pk in _devices()}
        for name, sealed in chosen.sealed.items():
            if name in known and _is_sealed(sealed):
                SealedPin.objects.update_or_create(
                    person=found, device_id=known[name],
                    defaults={"since": chosen.since, "sealed": sealed},
                )  # fmt: skip
        FirstUse.objects.filter(person=found).delete()
        write(f"station {device.station}", "pin_chosen", found.pk, None, chosen.since)


def sweep() -> None:
    """Codes that are over leave the rosters."""
    over = FirstUse.objects.filter(expires_at__lte=timezone.now())
    if over.exists():
        over.delete()
        marking.touch()


def _put_code(who: str, found: Person, code: str, hours: float) -> datetime:
    from argon2 import PasswordHasher

    now = timezone.now()
    until = now + timedelta(hours=hours)
    told = {"verifier": PasswordHasher().hash(code), "made_by": who[:150], "made_at": now}
    FirstUse.objects.update_or_create(person=found, defaults={**told, "expires_at": until})
    return until


def _devices() -> list[UUID]:
    return list(Device.objects.filter(revoked_at=None).values_list("pk", flat=True))


def _is_sealed(text: str) -> bool:
    try:
        return bool(b64decode(text, validate=True)) and len(text) <= SEALED_MOST
    except ValueError:
        return False
