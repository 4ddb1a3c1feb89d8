"""The bytes of a document become text, whatever editor saved them."""

import codecs
import re

from kiosk.importing.report import Listing

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u200b\u2060\ufeff]")


def decode(data: bytes, listing: Listing) -> str:
    """The text with `\\n` line ends. Anything but UTF-8 is noted, control characters are listed."""
    text = _characters(data, listing).replace("\r\n", "\n").replace("\r", "\n")
    visible = _CONTROLS.sub("", text)
    if len(visible) != len(text):
        listing.leave_out(0, f"× {len(text) - len(visible)}", "control_characters")
    return visible


def _characters(data: bytes, listing: Listing) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", *_guesses(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8":
            listing.note(0, encoding, "encoding")
        return text
    listing.note(0, "utf-8", "undecodable")
    return data.decode("utf-8", errors="replace")


def _guesses(data: bytes) -> tuple[str, ...]:
    # Chinese in GB 18030 comes in pairs of high bytes; Western text has lone accents.
    high = sum(byte > 0x7F for byte in data)
    pairs = sum(2 for _ in re.finditer(rb"[\x81-\xfe][\xa1-\xfe]", data))
    return ("gb18030", "cp1252") if pairs >= 0.9 * high else ("cp1252", "gb18030")
