"""What of a text is said otherwise in another revision, for both to be marked.

Western words are compared as words, Chinese character by character: it has no spaces between words.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from msgspec import Struct

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u2e80-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL)


class Part(Struct, frozen=True):
    """A stretch of a text; `other` where the other revision does not say it so."""

    text: str
    other: bool = False


def marked(text: str, against: str) -> tuple[Part, ...]:
    """`text`, cut where it parts from `against` and meets it again. Joined it is `text`."""
    if text == against:
        return (Part(text),) if text else ()
    mine, theirs = _TOKEN.findall(text), _TOKEN.findall(against)
    parts: list[Part] = []
    at = 0
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for block in matcher.get_matching_blocks():
        _add(parts, mine[at : block.a], True)
        _add(parts, mine[block.a : block.a + block.size], False)
        at = block.a + block.size
    return _without_islands(parts)


def _add(parts: list[Part], tokens: list[str], other: bool) -> None:
    if tokens:
        parts.append(Part("".join(tokens), other))


def _without_islands(parts: list[Part]) -> tuple[Part, ...]:
    """A lone space or comma between two marked stretches is marked with them: fewer, larger
    marks are read at arm's length."""
    kept: list[Part] = []
    for index, part in enumerate(parts):
        inside = 0 < index < len(parts) - 1
        other = part.other or (inside and not any(it.isalnum() for it in part.text))
        if kept and kept[-1].other == other:
            kept[-1] = Part(kept[-1].text + part.text, other)
        else:
            kept.append(Part(part.text, other))
    return tuple(kept)
