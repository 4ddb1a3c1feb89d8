"""A device proves who it is by signing a nonce: no clock of its own has a say in it."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hub.access import revoked, token_for
from hub.configuration import configuration
from hub.devices.models import Device, Nonce
from hub.problems import HubProblem
from sop.signing import PublicKey
from sop.wire.messages import Token

if TYPE_CHECKING:
    from uuid import UUID

    from sop.wire.messages import Proof

_NONCE_LASTS = timedelta(minutes=2)


def nonce_for(name: UUID) -> str:
    device = _device(name)
    value = b64encode(secrets.token_bytes(32)).decode("ascii")
    now = timezone.now()
    Nonce.objects.filter(device=device, expires_at__lt=now).delete()
    Nonce.objects.create(value=value, device=device, expires_at=now + _NONCE_LASTS)
    return value


def token(name: UUID, proof: Proof) -> Token:
    """For a nonce that was asked for, not used before, and signed with a key of the device."""
    device = _device(name)
    with transaction.atomic():
        used, _ = Nonce.objects.filter(
            value=proof.nonce, device=device, expires_at__gte=timezone.now()
        ).delete()
        if not used or not _is_proved(device, proof):
            raise _unproved()
    return Token(token_for(device), configuration().token_lasts)


def _is_proved(device: Device, proof: Proof) -> bool:
    """By the key it has, or by the one it announced; using that one ends the other."""
    try:
        nonce, signature = (b64decode(it, validate=True) for it in (proof.nonce, proof.signature))
    except ValueError:
        return False
    if PublicKey(device.public_key).proves(signature, nonce):
        return True
    if device.pending_key and PublicKey(device.pending_key).proves(signature, nonce):
        device.public_key, device.pending_key = device.pending_key, ""
        device.save(update_fields=["public_key", "pending_key"])
        return True
    return False


def rotate(device: Device, public_key: str) -> None:
    """Announce another key; announcing it twice is fine, a lost answer costs nothing."""
    try:
        PublicKey(public_key)
    except ValueError as error:
        raise HubProblem(422, "bad_key", "公钥无效", "That is no Ed25519 key") from error
    if public_key != device.public_key:
        Device.objects.filter(pk=device.pk).update(pending_key=public_key)


def _device(name: UUID) -> Device:
    device = Device.objects.filter(pk=name).first()
    if device is None:
        raise _unproved()
    if device.revoked_at is not None:
        raise revoked()
    return device


def _unproved() -> HubProblem:
    return HubProblem(401, "unauthenticated", "身份未能确认", "It could not be proved who asks")
