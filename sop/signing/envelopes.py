"""DSSE (Dead Simple Signing Envelope, github.com/secure-systems-lab/dsse), the JSON form."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, Key, SSlibKey  # type: ignore[attr-defined]

from sop.signing.keys import key_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sop.signing.keys import SigningKey
    from sop.wire.documents import Role

T = TypeVar("T")


class Untrusted(ValueError):
    """Not signed by those who may, or not what it says it is. Nothing of it may be used."""


class Opened(Struct, Generic[T], frozen=True):
    """A document that may be believed; `digest` is the SHA-256 of its signed bytes."""

    document: T
    payload: bytes

    @property
    def digest(self) -> str:
        return sha256(self.payload).hexdigest()


def seal(document: Struct, payload_type: str, *keys: SigningKey) -> dict[str, Any]:
    """The document as canonical JSON in an envelope, signed with each key."""
    payload = msgspec.json.encode(document, order="deterministic")
    envelope = Envelope(payload, payload_type, {})
    return _signed(envelope, keys)


def seal_again(envelope: Mapping[str, Any], *keys: SigningKey) -> dict[str, Any]:
    """The same document with further signatures: a second approver's, made elsewhere."""
    return _signed(_parsed(envelope), keys)


def open_sealed(
    envelope: bytes | Mapping[str, Any],
    payload_type: str,
    type_: type[T],
    keys: Mapping[str, str],
    *roles: Role,
) -> Opened[T]:
    """The document, when it is of that type and every one of `roles` has signed it.

    `keys` are public keys (base64) by id. Raises `Untrusted`.
    """
    parsed = _parsed(envelope)
    if parsed.payload_type != payload_type:
        raise Untrusted(f"a {parsed.payload_type}, not a {payload_type}")
    if not roles:
        raise Untrusted("nobody is trusted to sign this")
    for role in roles:
        _verify(parsed, keys, role)
    try:
        return Opened(msgspec.json.decode(parsed.payload, type=type_), parsed.payload)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Untrusted(str(error)) from error


def _signed(envelope: Envelope, keys: Iterable[SigningKey]) -> dict[str, Any]:
    for key in keys:
        private = Ed25519PrivateKey.from_private_bytes(b64decode(key.text))
        envelope.sign(CryptoSigner(private, _public(key.id, key.public)))
    told: dict[str, Any] = envelope.to_dict()
    return told


def _parsed(envelope: bytes | Mapping[str, Any]) -> Envelope:
    try:
        # A copy: the library changes what it is given.
        told = envelope if isinstance(envelope, bytes) else msgspec.json.encode(envelope)
        return Envelope.from_dict(msgspec.json.decode(told))
    except Exception as error:  # whatever a hostile envelope makes the library raise
        raise Untrusted(f"no signed document: {error}") from error


def _verify(envelope: Envelope, keys: Mapping[str, str], role: Role) -> None:
    """Names that are not their key's own are left out: one key must not count twice."""
    known: list[Key] = [
        _public(name, keys[name])
        for name in dict.fromkeys(role.keys)
        if name in keys and key_id(keys[name]) == name
    ]
    if role.threshold < 1 or len(known) < role.threshold:
        raise Untrusted("fewer keys are known than signatures are asked for")
    try:
        envelope.verify(known, role.threshold)
    except (VerificationError, ValueError) as error:
        raise Untrusted(str(error)) from error


def _public(name: str, public: str) -> SSlibKey:
    return SSlibKey(name, "ed25519", "ed25519", {"public": b64decode(public).hex()})
