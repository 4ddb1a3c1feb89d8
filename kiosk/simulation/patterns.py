"""A text that fits a pattern: what a label printer would have put on the label."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

# The parser of `re` is not public, but no other part of the standard library knows a pattern's
# structure; a release of Python that moves it fails the tests of this module, nothing else.
_parser: Any = re._parser  # type: ignore[attr-defined]

_SPARE = 4  # of an open-ended repetition, so many more than the least
_ANY = string.ascii_uppercase + string.digits


def text_fitting(pattern: str, rng: Random) -> str:
    """A text that `pattern` matches as a whole. Raises `ValueError` for what is not covered."""
    return _sequence(_parser.parse(pattern), rng)


def _sequence(parsed: Any, rng: Random) -> str:
    return "".join(_item(str(op), value, rng) for op, value in parsed)


def _item(op: str, value: Any, rng: Random) -> str:
    match op:
        case "LITERAL":
            return chr(value)
        case "ANY" | "NOT_LITERAL":
            return rng.choice([c for c in _ANY if c != _char(value)])
        case "IN":
            return rng.choice(_members(value))
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, inner = value
            count = rng.randint(least, min(int(most), least + _SPARE))
            return "".join(_sequence(inner, rng) for _ in range(count))
        case "SUBPATTERN":
            return _sequence(value[-1], rng)
        case "BRANCH":
            return _sequence(rng.choice(value[1]), rng)
        case "AT":
            return ""
    raise ValueError(f"cannot make a text for {op}")


def _char(value: Any) -> str:
    return chr(value) if isinstance(value, int) else ""


def _members(items: Any) -> list[str]:
    negated = bool(items) and str(items[0][0]) == "NEGATE"
    members = {c for op, value in items for c in _class(str(op), value)}
    printable = [c for c in _ANY + string.ascii_lowercase if (c in members) is not negated]
    return printable or sorted(members)


def _class(op: str, value: Any) -> str:
    match op:
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return "".join(map(chr, range(value[0], min(value[1], value[0] + 200) + 1)))
        case "CATEGORY":
            return {"CATEGORY_DIGIT": string.digits, "CATEGORY_SPACE": " "}.get(str(value), _ANY)
    return ""
