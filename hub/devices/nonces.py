"""Nonces: what a device signs to be believed, once, within two minutes.

A nonce proves itself (when it was made, for whom, and that this hub made it), so that asking for
one leaves nothing behind: whoever asks for millions fills no table. Only those that won a token
are remembered, until they are over.
"""

from __future__ import annotations

import hmac
import secrets
import time
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.configuration import configuration
from hub.devices.models import SpentNonce

if TYPE_CHECKING:
    from uuid import UUID

LASTS_S = 120
_TIME, _RANDOM, _PROOF = 4, 12, 16


def make_nonce(device: UUID) -> str:
    """32 bytes in base64 that nobody can foresee."""
    told = _now().to_bytes(_TIME, "big") + secrets.token_bytes(_RANDOM)
    return b64encode(told + _proof(device, told)).decode("ascii")


def is_ours(nonce: str, device: UUID) -> bool:
    """Made here, for that device, and not over."""
    try:
        raw = b64decode(nonce, validate=True)
    except ValueError:
        return False
    told, proof = raw[: _TIME + _RANDOM], raw[_TIME + _RANDOM :]
    age = _now() - int.from_bytes(told[:_TIME], "big")
    return hmac.compare_digest(proof, _proof(device, told)) and abs(age) <= LASTS_S


def spend(nonce: str) -> bool:
    """Use it up; False when it was used before, by whichever worker."""
    now = timezone.now()
    SpentNonce.objects.filter(expires_at__lt=now).delete()
    try:
        with transaction.atomic():
            SpentNonce.objects.create(value=nonce, expires_at=now + timedelta(seconds=2 * LASTS_S))
    except IntegrityError:
        return False
    return True


def _proof(device: UUID, told: bytes) -> bytes:
    key = b"hub.nonce" + configuration().secret.encode("utf-8")
    return hmac.digest(key, device.bytes + told, "sha256")[:_PROOF]


def _now() -> int:
    return int(time.time())
