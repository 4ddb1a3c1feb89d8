"""Regular expressions in RE2 syntax: linear in the text, whatever an author wrote.

`re` is left alone on purpose: a pattern like `(a*)*b` would hold the station for minutes.
"""

from functools import lru_cache
from typing import Any

import re2  # type: ignore[import-untyped]

from sop.messages import text as message_text

LONGEST_PATTERN = 200
_MEMORY = 1 << 20
_MISTAKES = {
    "missing )": "pattern_brackets",
    "unexpected )": "pattern_brackets",
    "missing ]": "pattern_brackets",
    "repetition": "pattern_repetition",
    "invalid perl operator": "pattern_lookaround",
    "invalid escape": "pattern_escape",
}


class PatternError(ValueError):
    """The pattern is not RE2, or would need more than 1 MiB; `details` fill its message."""

    def __init__(self, key: str, **details: str) -> None:
        self.key = key
        self.details = details
        super().__init__(message_text(self.key, "en", **self.details))


def matches_whole(pattern: str, text: str) -> bool:
    """Whether `pattern` matches the whole of `text`. Raises `PatternError`."""
    return captures(pattern, text) is not None


def captures(pattern: str, text: str) -> dict[str, str] | None:
    """The named groups of a whole match; None when it does not match. Raises `PatternError`."""
    try:
        found = _compile(pattern).fullmatch(text)
    except UnicodeEncodeError:  # half of a surrogate pair is no text any pattern can mean
        return None
    if found is None:
        return None
    return {name: value for name, value in found.groupdict().items() if value is not None}


def group_names(pattern: str) -> frozenset[str]:
    """The named groups a pattern can capture. Raises `PatternError`."""
    return frozenset(_compile(pattern).groupindex)


@lru_cache(maxsize=256)
def _compile(pattern: str) -> Any:
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError("pattern_too_long", length=str(len(pattern)), limit=str(LONGEST_PATTERN))
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except UnicodeEncodeError as error:
        raise PatternError("pattern_characters", pattern=ascii(pattern)) from error
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        shown = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise PatternError(_mistake(shown), pattern=pattern, reason=shown) from error


def _mistake(said: str) -> str:
    """The message for what RE2 says; the frequent mistakes of authors have one each."""
    return next((key for words, key in _MISTAKES.items() if words in said), "pattern_syntax")
