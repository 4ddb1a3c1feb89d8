"""What the store itself reads of a release's canonical document; its meaning is read elsewhere."""

from hashlib import sha256

import msgspec
from msgspec import Struct


class _Procedure(Struct, frozen=True):
    code: str
    revision: str
    title: dict[str, str]


class MediaFile(Struct, frozen=True):
    sha256: str


class Document(Struct, frozen=True):
    """`media` by the names the procedure uses."""

    procedure: _Procedure
    media: dict[str, MediaFile] = {}


_decoder = msgspec.json.Decoder(Document)


def read_document(body: bytes, digest: str) -> Document:
    """Raises `ValueError` when these are not the bytes of that digest."""
    if sha256(body).hexdigest() != digest:
        raise ValueError(f"the document of release {digest} was altered")
    return _decoder.decode(body)
