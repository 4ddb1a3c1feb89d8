"""What an author probably meant by a value the schema refuses."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

_FORMS = {
    "^[0-9]{8,14}$": "bad_gtin",
    "^[0-9]{2,4}$": "bad_ai",
    "^[A-Za-z0-9][A-Za-z0-9._-]*$": "bad_code",
    "^[a-z][a-z0-9_]*$": "bad_identifier",
    "^[a-z]{2}(-[A-Z][A-Za-z]+)?$": "bad_language_code",
}
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_FULLWIDTH = re.compile("[：，｛｝［］“”‘’]")


def form_code(pattern: str) -> str:
    """The message for a text that is not of that form."""
    return _FORMS.get(pattern, "bad_form")


def number_code(wanted: str, schema: Any, seen: str) -> str | None:
    """A position in percent or pixels, a time in minutes; None for other slips."""
    if wanted == "number" and is_fraction(schema):
        return "not_fraction"
    if re.fullmatch(r"\d+(:\d\d)+", seen):
        return "needs_seconds"
    return None


def is_fraction(schema: Any) -> bool:
    return bool(schema.get("minimum") == 0 and schema.get("maximum") == 1)


def nearest(seen: object, allowed: Iterable[str]) -> str | None:
    """The choice that was meant: in other capitals, without hyphens, cut short, or misspelt."""
    plain = {_plain(each): each for each in allowed}
    word = _plain(str(seen))
    if word in plain:
        return plain[word]
    begun = [each for each in plain if len(word) > 1 and each.startswith(word)]
    near = begun if len(begun) == 1 else difflib.get_close_matches(word, plain, 1, 0.6)
    return plain[near[0]] if near else None


def fullwidth_sign(row: str) -> str | None:
    """The Chinese punctuation that stands in a line of YAML, outside of its quoted texts."""
    found = _FULLWIDTH.search(_QUOTED.sub('""', row))
    return found[0] if found else None


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word).casefold()
