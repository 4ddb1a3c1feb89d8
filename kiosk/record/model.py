"""The record itself: the exact stored bytes, and everything they name.

What is proved, and what cannot be: docs/decisions/records.md.
"""

from hashlib import sha256
from typing import Literal

from msgspec import DecodeError, Struct, ValidationError, structs
from msgspec.json import Decoder, Encoder

from sop.journal.envelope import digest_of


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """One execution, self-contained. The order of the fields is the order in the file.

    `events` are stored bodies as text, `release` the canonical procedure the run is pinned to,
    `photos` base64 by SHA-256, None where a photograph is no longer on the station's disk.
    `seal` is the SHA-256 of the whole record with an empty seal.
    """

    format: Literal[1]
    execution: str
    exported_at: str
    exported_by: str
    log: str
    events: list[str]
    release: str
    photos: dict[str, str | None]
    seal: str = ""

    @property
    def bodies(self) -> list[bytes]:
        return [event.encode() for event in self.events]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the digests of the events in their order: the same in every export."""
        return sha256("\n".join(digest_of(body) for body in self.bodies).encode()).hexdigest()

    def sealed(self) -> "Record":
        return structs.replace(self, seal=self.expected_seal())

    def expected_seal(self) -> str:
        return sha256(_ENCODER.encode(structs.replace(self, seal=""))).hexdigest()


class NotARecord(ValueError):
    """The bytes are no record of this program."""


_ENCODER = Encoder(order="deterministic")
_DECODER = Decoder(Record)


def encode(record: Record) -> bytes:
    return _ENCODER.encode(record) + b"\n"


def decode(data: bytes) -> Record:
    """Raises `NotARecord`, also for other bytes that would mean the same record."""
    try:
        record = _DECODER.decode(data)
    except (DecodeError, ValidationError, UnicodeDecodeError) as error:
        raise NotARecord(str(error)) from error
    if encode(record) != data:
        raise NotARecord("not written as this program writes it")
    return record
