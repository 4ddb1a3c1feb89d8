"""The record as bytes: what an event looks like and when a chain of events is whole.

Station and hub both stand on this, so that the bytes stored are the bytes sent are the bytes kept.
"""

from sop.journal.chain import EMPTY, ChainCheck, Problem, verify_chain
from sop.journal.envelope import (
    NO_PREDECESSOR,
    Envelope,
    Head,
    decode,
    digest_of,
    encode,
    evidence_named_in,
    record_digest,
)

__all__ = [
    "EMPTY",
    "NO_PREDECESSOR",
    "ChainCheck",
    "Envelope",
    "Head",
    "Problem",
    "decode",
    "digest_of",
    "encode",
    "evidence_named_in",
    "record_digest",
    "verify_chain",
]
