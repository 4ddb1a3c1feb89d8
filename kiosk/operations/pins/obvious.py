"""PINs that would be guessed first."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

LENGTH = 6

# From published counts of leaked six-digit PINs, what no rule below catches already.
_COMMON_TEXT = """
    123123 159753 147258 123321 520520 147852 456789 456123 789456 654123 258369 159357
    112358 131420 521521 520131 201314 314159 271828 696969 102030 147369 369258 258456
    147896 741852 963852 852456 159951 753951 007007 100200 142857 010203 134679 246810
    135790 131452
"""
_COMMON = frozenset(_COMMON_TEXT.split())


def why_obvious(pin: str, *known: str) -> str | None:
    """Why `pin` must not be chosen: digits, repeats, sequence, date, badge or common; None when
    it may. `known`: what stands on the badge."""
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        return "digits"
    if _repeats(pin):
        return "repeats"
    if _is_sequence(pin):
        return "sequence"
    if any(_on_badge(pin, each) for each in known):
        return "badge"
    if pin in _COMMON:
        return "common"
    return "date" if _is_date(pin) else None


def _repeats(pin: str) -> bool:
    """One or two different digits, or the same part over again."""
    halves = pin[:3] == pin[3:] or pin[:2] * 3 == pin
    return len(set(pin)) <= 2 or halves


def _is_sequence(pin: str) -> bool:
    """Every digit as far from the one before: 123456, 975310 or 135791; or counted in pairs."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1:
        return True
    pairs = {(int(pin[i + 2]) - int(pin[i])) % 10 for i in range(4)}
    return pairs == {1} and pin[0] == pin[1]


def _on_badge(pin: str, text: str) -> bool:
    digits = "".join(c for c in text if c.isdigit())
    return bool(digits) and (pin in digits or digits.zfill(LENGTH) == pin)


def _is_date(pin: str) -> bool:
    """Day, month and year of two digits in any usual order, or year and month."""
    a, b, c = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    year = int(pin[:4])
    if 1930 <= year <= 2049 and 1 <= c <= 12:
        return True
    return any(_is_day(*it) for it in ((c, b, a), (c, a, b), (a, b, c)))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
