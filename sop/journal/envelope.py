"""The bytes of a stored event.

One JSON object on one line, its keys in a fixed order. These bytes are hashed, chained, sent and
kept by the hub, so nothing here may ever write an old event differently: add keys at the end only.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

import msgspec
from msgspec import Raw, Struct

NO_PREDECESSOR = "0" * 64

MAY_NAME_EVIDENCE = b'"photo'
_EVIDENCE = re.compile(rb'"photos?":(?:"([0-9a-f]{64})"|\[((?:"[0-9a-f]{64}",?)+)\])')
_DIGEST = re.compile(rb"[0-9a-f]{64}")


class Envelope(Struct, frozen=True):
    """`prev` is the SHA-256 of the predecessor's body; `at` ISO 8601 with offset; `mono` in ns."""

    seq: int
    prev: str
    id: str
    log: str
    execution: str | None
    at: str
    mono: int
    boot: str
    actor: str | None
    kind: str
    data: Raw


class Head(Struct, frozen=True):
    """The last event of a log: its number and the SHA-256 of its body. (0, 64 zeros) if none."""

    seq: int
    digest: str


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Envelope)


def encode(envelope: Envelope) -> bytes:
    return _encoder.encode(envelope)


def decode(body: bytes) -> Envelope:
    """Raises `msgspec.MsgspecError` when `body` is not an event."""
    try:
        return _decoder.decode(body)
    except UnicodeDecodeError as error:  # a flipped byte; msgspec has no error of its own for it
        raise msgspec.DecodeError(str(error)) from error


def digest_of(body: bytes) -> str:
    return sha256(body).hexdigest()


def record_digest(bodies: Iterable[bytes]) -> str:
    """SHA-256 over the bodies in order, each with a line feed after it: what a signature is
    bound to. Of the events of one execution it names that execution and every byte of it."""
    digest = sha256()
    for body in bodies:
        digest.update(body + b"\n")
    return digest.hexdigest()


def evidence_named_in(body: bytes) -> list[str]:
    """The photographs an event names: digests under `photo` or `photos`, in order."""
    if MAY_NAME_EVIDENCE not in body:
        return []
    return [
        digest.decode("ascii")
        for match in _EVIDENCE.finditer(body)
        for digest in _DIGEST.findall(match.group())
    ]
