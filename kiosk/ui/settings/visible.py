"""A code's text with everything in it that the eye would miss."""

from __future__ import annotations

_NAMES = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL"),
    *("BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI"),
    *("DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB"),
    *("CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"),
)


def visible(text: str) -> str:
    """Control characters by name, as ⟨GS⟩; leading and trailing spaces as ␣."""
    named = "".join(_named(character) for character in text)
    inner = named.strip(" ")
    before = len(named) - len(named.lstrip(" "))
    after = len(named) - before - len(inner)
    return "␣" * before + inner + "␣" * after


def _named(character: str) -> str:
    code = ord(character)
    if code < len(_NAMES):
        return f"⟨{_NAMES[code]}⟩"
    if code in (0x7F, 0xA0, 0xFEFF) or 0x80 <= code < 0xA0:
        return f"⟨{code:02X}⟩"
    return character
