"""A device proves who it is by signing a nonce: no clock of its own has a say in it."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from django.db import transaction

from hub.access import revoked, token_for
from hub.configuration import configuration
from hub.devices.models import Device
from hub.devices.nonces import is_ours, spend
from hub.people.auditing import write
from hub.people.marking import touch
from hub.problems import HubProblem
from sop.signing import PublicKey
from sop.wire.messages import Token

if TYPE_CHECKING:
    from uuid import UUID

    from sop.wire.messages import Proof


def token(name: UUID, proof: Proof) -> Token:
    """Raises `HubProblem`: 401 when it is not proved, 403 when it is but was revoked."""
    with transaction.atomic():
        device = Device.objects.select_for_update().filter(pk=name).first()
        if device is None or not is_ours(proof.nonce, name) or not _is_proved(device, proof):
            raise _unproved()
        if device.revoked_at is not None:
            raise revoked()
        if not spend(proof.nonce):
            raise _unproved()
    return Token(token_for(device), configuration().token_lasts)


def rotate(device: Device, public_key: str) -> None:
    """Announce another key; announcing it twice is fine, a lost answer costs nothing."""
    require_key(public_key)
    if public_key in (device.public_key, device.pending_key):
        return
    with transaction.atomic():
        Device.objects.filter(pk=device.pk).update(pending_key=public_key)
        _note(device, "key_announced", device.public_key, public_key)


def _note(device: Device, what: str, old: str, new: str) -> None:
    write(f"station {device.station}", what, str(device.pk), old, new)


def require_key(public_key: str) -> None:
    try:
        PublicKey(public_key)
    except ValueError as error:
        raise HubProblem(422, "bad_key", "公钥无效", "That is no Ed25519 key") from error


def _is_proved(device: Device, proof: Proof) -> bool:
    """By the key it has, or by the one it announced; using that one ends the other."""
    nonce = b64decode(proof.nonce)
    try:
        signature = b64decode(proof.signature, validate=True)
    except ValueError:
        return False
    if PublicKey(device.public_key).proves(signature, nonce):
        return True
    if not device.pending_key or not PublicKey(device.pending_key).proves(signature, nonce):
        return False
    _note(device, "key_changed", device.public_key, device.pending_key)
    device.public_key, device.pending_key = device.pending_key, ""
    device.save(update_fields=["public_key", "pending_key"])
    touch()
    return True


def _unproved() -> HubProblem:
    return HubProblem(401, "unauthenticated", "身份未能确认", "It could not be proved who asks")
