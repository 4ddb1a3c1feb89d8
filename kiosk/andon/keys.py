"""The keys of the line: the X25519 forms of the devices' Ed25519 keys, as ZeroMQ writes them."""

from __future__ import annotations

from base64 import b64decode

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey
from zmq.utils import z85


def secret_half(signing_key: str) -> tuple[bytes, bytes]:
    """(public, secret) in Z85 of a device's private key (base64)."""
    secret = SigningKey(b64decode(signing_key, validate=True)).to_curve25519_private_key()
    return z85.encode(bytes(secret.public_key)), z85.encode(bytes(secret))


def public_half(verify_key: str) -> bytes | None:
    """Z85 of a device's public key (base64); None when it is none."""
    try:
        key = VerifyKey(b64decode(verify_key, validate=True))
        return z85.encode(bytes(key.to_curve25519_public_key()))
    except (ValueError, TypeError, CryptoError, RuntimeError):
        return None
