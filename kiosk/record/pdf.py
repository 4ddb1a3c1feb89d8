"""The record as PDF/A-3: pages for people, the record itself attached for the verifier."""

from __future__ import annotations

import re
import tempfile
import zlib
from base64 import b64decode
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from kiosk.record.model import NotARecord, Record, encode
from kiosk.record.paging import page_of
from kiosk.resources import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTACHMENT = re.compile(rb"/Type\s*/EmbeddedFile\b")
_NO_GLYPH = "could not be displayed"
_LONGEST = 512_000_000  # bytes; a hostile stream must not unpack without end


def pdf_of(record: Record) -> bytes:
    """The same record gives the same bytes, wherever the same fonts and program version are."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        _lay_out(record, Path(folder))
        at = datetime.fromisoformat(record.exported_at).astimezone(UTC)
        try:
            return _compiled(Path(folder), at, "a-3b")
        except typst.TypstError as error:
            if _NO_GLYPH not in str(error):
                raise
            # PDF/A forbids a character no bundled font has; a plain PDF shows a box for it.
            return _compiled(Path(folder), at, None)


def _compiled(folder: Path, at: datetime, standard: Literal["a-3b"] | None) -> bytes:
    import typst

    made = typst.compile(
        folder / "record.typ",
        root=folder,
        format="pdf",
        font_paths=[resources() / "fonts"],
        ignore_system_fonts=True,
        timestamp=at,
        pdf_standards=standard or [],
    )
    assert isinstance(made, bytes)
    return made


def attached(pdf: bytes) -> bytes:
    """The record attached to the PDF. Raises `NotARecord` when there is none."""
    for found in _ATTACHMENT.finditer(pdf):
        start = re.compile(rb"stream\r?\n").search(pdf, found.end())
        if start is None:
            break
        content = _unpacked(pdf, start.end())
        if content.startswith(b'{"format":'):
            return content
    raise NotARecord("no record is attached to this PDF")


def _unpacked(pdf: bytes, start: int) -> bytes:
    end = pdf.find(b"endstream", start)
    packed = pdf[start:end]
    try:
        return zlib.decompressobj().decompress(packed, _LONGEST)
    except zlib.error:
        return packed.rstrip(b"\r\n") + b"\n"


def _lay_out(record: Record, folder: Path) -> None:
    layout = Path(__file__).parent / "layout" / "record.typ"
    (folder / "record.typ").write_bytes(layout.read_bytes())
    (folder / "record.json").write_bytes(encode(record))
    page = msgspec.structs.replace(page_of(record), photos=[])
    (folder / "photos").mkdir()
    for digest, photo in _showable(record):
        (folder / "photos" / digest).write_bytes(photo)
        page.photos.append(digest)
    (folder / "page.json").write_bytes(msgspec.json.encode(page))


def _showable(record: Record) -> Iterator[tuple[str, bytes]]:
    """A photograph that is no picture any more must not keep the rest from being printed."""
    from PIL import Image

    for digest, content in record.photos.items():
        try:
            photo = b64decode(content or "", validate=True)
            with Image.open(BytesIO(photo)) as image:
                image.load()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            continue
        yield digest, photo
