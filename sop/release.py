"""A revision made deliverable: the procedure and every file it shows, named by its SHA-256.

The canonical bytes are what a station stores, what an execution is pinned to and what is signed.
They are the same on every machine: fields in the types' order, keys sorted, defaults left out.
"""

from hashlib import sha256
from typing import Annotated

from msgspec import DecodeError, Meta, Struct, ValidationError
from msgspec.json import Decoder, Encoder

from sop.procedure import File, Procedure


class MediaEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a release. `type` is its MIME type, `size` in bytes."""

    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=0)]
    type: str


class Release(Struct, frozen=True, forbid_unknown_fields=True):
    """What `decode_release` gives back: the same values, hence the same bytes and digest."""

    procedure: Procedure
    media: dict[File, MediaEntry] = {}

    @property
    def canonical(self) -> bytes:
        return _ENCODER.encode(self)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes, in hexadecimal."""
        return sha256(self.canonical).hexdigest()


class ReleaseError(ValueError):
    """Bytes that are no release, or one written for a newer version of this program."""


_ENCODER = Encoder(order="deterministic")
_DECODER = Decoder(Release)


def decode_release(canonical: bytes) -> Release:
    """The release of these bytes. Raises `ReleaseError` if another digest would come out."""
    try:
        release = _DECODER.decode(canonical)
    except (DecodeError, ValidationError, UnicodeDecodeError, RecursionError) as error:
        raise ReleaseError(str(error)) from error
    if release.canonical != canonical:
        raise ReleaseError("not in canonical form")
    return release
