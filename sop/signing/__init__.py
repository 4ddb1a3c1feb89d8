"""Signed documents: DSSE envelopes with Ed25519 signatures, opened against a role.

A document is only ever read out of an envelope whose signatures were checked first.
"""

from sop.signing.doubts import Untrusted
from sop.signing.envelopes import (
    Opened,
    canonical_bytes,
    open_sealed,
    payload_of,
    peek,
    seal,
    seal_again,
    signers_of,
)
from sop.signing.keys import PublicKey, SigningKey, key_id

__all__ = [
    "Opened",
    "PublicKey",
    "SigningKey",
    "Untrusted",
    "canonical_bytes",
    "key_id",
    "open_sealed",
    "payload_of",
    "peek",
    "seal",
    "seal_again",
    "signers_of",
]
