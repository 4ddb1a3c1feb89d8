"""Records as files: in which format, and what a file claims to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.record.model import NotARecord, Record, decode, encode

if TYPE_CHECKING:
    from pathlib import Path


def format_of(output: Path | None) -> str:
    """By the file's ending; JSON when it says nothing."""
    endings = {".html": "html", ".htm": "html", ".pdf": "pdf"}
    return endings.get(output.suffix.lower(), "json") if output else "json"


def rendered(record: Record, form: str) -> bytes:
    """The bytes of the record as `json`, `html` or `pdf`."""
    if form == "pdf":
        from kiosk.record.pdf import pdf_of

        return pdf_of(record)
    if form == "html":
        from kiosk.record.html import html_of

        return html_of(record)
    return encode(record)


def read(content: bytes) -> tuple[Record, str]:
    """The record in a file, and the file's format. Raises `NotARecord`."""
    if content.startswith(b"%PDF"):
        from kiosk.record.pdf import attached

        return decode(attached(content)), "pdf"
    if content.lstrip()[:1] == b"<":
        from kiosk.record.html import embedded

        return decode(embedded(content)), "html"
    if content.startswith(b'{"format":'):
        return decode(content), "json"
    raise NotARecord("neither JSON, HTML nor PDF of a record")
