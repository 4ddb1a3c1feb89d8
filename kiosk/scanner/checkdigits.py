"""Check digits of the GS1 family, and when two texts name the same trade item."""

from __future__ import annotations

_GTIN_LENGTHS = frozenset({8, 12, 13, 14})


def gs1_check_digit(body: str) -> str:
    """The digit that completes a GTIN or SSCC; ``body`` is all digits before it."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in _from_right(body))
    return str(-weighted % 10)


def _from_right(body: str) -> enumerate[str]:
    return enumerate(reversed(body))


def has_valid_gs1_check_digit(text: str) -> bool:
    """Whether an all-digit text of GTIN or SSCC length ends in its right check digit."""
    if not (text.isascii() and text.isdigit()) or len(text) < 8:
        return False
    return gs1_check_digit(text[:-1]) == text[-1]


def is_gtin(text: str) -> bool:
    """Whether the text is a GTIN-8, -12, -13 or -14 with its right check digit."""
    return len(text) in _GTIN_LENGTHS and has_valid_gs1_check_digit(text)


def same_code(seen: str, expected: str) -> bool:
    """Whether two texts are the same code.

    One scanner gives UPC-A with 12 digits, another with a leading zero, a carton
    carries 14: valid GTINs are compared as such, everything else as it stands.
    """
    if seen == expected:
        return True
    return is_gtin(seen) and is_gtin(expected) and seen.zfill(14) == expected.zfill(14)
