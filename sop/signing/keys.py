"""Ed25519 keys (RFC 8032), the raw 32 bytes in base64, named by their SHA-256."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def key_id(public: str) -> str:
    """SHA-256 of the raw public key, in hexadecimal."""
    return sha256(b64decode(public, validate=True)).hexdigest()


class SigningKey:
    """The private half. `text` is what is kept in a file; it is never shown nor sent."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def make(cls) -> SigningKey:
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def of(cls, text: str) -> SigningKey:
        """Raises `ValueError` when that is no key."""
        return cls(Ed25519PrivateKey.from_private_bytes(b64decode(text.strip(), validate=True)))

    @property
    def text(self) -> str:
        return b64encode(self._key.private_bytes_raw()).decode("ascii")

    @property
    def public(self) -> str:
        return b64encode(self._key.public_key().public_bytes_raw()).decode("ascii")

    @property
    def id(self) -> str:
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class PublicKey:
    """The half that is told. Raises `ValueError` when `public` is no Ed25519 key."""

    def __init__(self, public: str) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(b64decode(public, validate=True))
        self.id = key_id(public)

    def proves(self, signature: bytes, message: bytes) -> bool:
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True
