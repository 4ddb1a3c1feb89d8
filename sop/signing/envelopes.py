"""DSSE (Dead Simple Signing Envelope, github.com/secure-systems-lab/dsse), the JSON form."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner, Key, SSlibKey  # type: ignore[attr-defined]

from sop.signing.doubts import Untrusted
from sop.signing.keys import key_id
from sop.wire.limits import DOCUMENT_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sop.signing.keys import SigningKey
    from sop.wire.documents import Role

T = TypeVar("T")


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


def seal_again(envelope: bytes | Mapping[str, Any], *keys: SigningKey) -> dict[str, Any]:
    """The same document with further signatures: a second approver's, made elsewhere."""
    return _signed(_parsed(envelope), keys)


def signers_of(
    envelope: bytes | Mapping[str, Any], keys: Mapping[str, str], among: Iterable[str]
) -> list[str]:
    """Whose signatures on it are good, by key id. Raises `Untrusted` for what is no envelope."""
    parsed = _parsed(envelope)
    return [name for name in dict.fromkeys(among) if _has_signed(parsed, keys, name)]


def canonical_bytes(envelope: Mapping[str, Any]) -> bytes:
    """The one form in which an envelope travels and is kept."""
    return msgspec.json.encode(envelope, order="deterministic")


def peek(envelope: bytes | Mapping[str, Any], payload_type: str, type_: type[T]) -> T:
    """What it says, whoever signed it: to show it to one who is to sign, never to act on it.

    Raises `Untrusted` for a document of another type.
    """
    parsed = _parsed(envelope)
    if parsed.payload_type != payload_type:
        raise Untrusted("other_type", expected=payload_type, found=parsed.payload_type)
    return _decoded(parsed.payload, type_)


def payload_of(envelope: bytes | Mapping[str, Any]) -> bytes:
    """What is signed, signed or not: to name it by its digest, never to believe it."""
    payload: bytes = _parsed(envelope).payload
    return payload


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
        raise Untrusted("other_type", expected=payload_type, found=parsed.payload_type)
    if not roles:
        raise Untrusted("too_few_signatures", reason="no role")
    for role in roles:
        _verify(parsed, keys, role)
    return Opened(_decoded(parsed.payload, type_), parsed.payload)


def _decoded(payload: bytes, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(payload, type=type_)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Untrusted("malformed", reason=str(error)) from error


def _signed(envelope: Envelope, keys: Iterable[SigningKey]) -> dict[str, Any]:
    for key in keys:
        private = Ed25519PrivateKey.from_private_bytes(b64decode(key.text))
        envelope.sign(CryptoSigner(private, _public(key.id, key.public)))
    told: dict[str, Any] = envelope.to_dict()
    return told


def _parsed(envelope: bytes | Mapping[str, Any]) -> Envelope:
    """Only the one form in which it is written: a byte that could be changed without being
    noticed is a byte that somebody could use."""
    told = envelope if isinstance(envelope, bytes) else canonical_bytes(envelope)
    if len(told) > DOCUMENT_BYTES:
        raise Untrusted("too_large", size=len(told), limit=DOCUMENT_BYTES)
    try:
        parsed = Envelope.from_dict(msgspec.json.decode(told))
        again = canonical_bytes(parsed.to_dict())
    except Exception as error:  # whatever a hostile envelope makes the library raise
        raise Untrusted("not_sealed") from error
    if again != told:
        raise Untrusted("not_sealed")
    return parsed


def _verify(envelope: Envelope, keys: Mapping[str, str], role: Role) -> None:
    good = sum(_has_signed(envelope, keys, name) for name in dict.fromkeys(role.keys))
    if role.threshold < 1 or good < role.threshold:
        raise Untrusted("too_few_signatures", reason=f"{good} / {role.threshold}")


def _has_signed(envelope: Envelope, keys: Mapping[str, str], name: str) -> bool:
    """A name that is not its key's own counts for nothing: one key must not count twice."""
    try:
        if key_id(keys[name]) != name:
            return False
        known: list[Key] = [_public(name, keys[name])]
        envelope.verify(known, 1)
    except Exception:  # no such key, no key at all, no such signature, or a false one
        return False
    return True


def _public(name: str, public: str) -> SSlibKey:
    return SSlibKey(name, "ed25519", "ed25519", {"public": b64decode(public).hex()})
