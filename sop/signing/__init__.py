"""Signed documents: DSSE envelopes with Ed25519 signatures, opened against a role.

A document is only ever read out of an envelope whose signatures were checked first.
"""

from sop.signing.envelopes import Opened, Untrusted, open_sealed, seal, seal_again
from sop.signing.keys import PublicKey, SigningKey, key_id

__all__ = [
    "Opened",
    "PublicKey",
    "SigningKey",
    "Untrusted",
    "key_id",
    "open_sealed",
    "seal",
    "seal_again",
]
