"""Footnotes and the targets of links that a document defines apart from where it uses them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it.token import Token

    from kiosk.importing.blocks import Block
    from kiosk.importing.report import Listing

FOOTNOTE = re.compile(r"^[\s>*+-]*\[\^[^\]]+\]:")


def with_footnotes(blocks: list[Block], notes: Mapping[int, list[Block]]) -> list[Block]:
    """Each block followed by the footnotes it refers to: a step is read without the others."""
    return [part for block in blocks for part in (block, *_footnotes(block, notes, set()))]


def _footnotes(block: Block, notes: Mapping[int, list[Block]], told: set[int]) -> Iterator[Block]:
    for number in block.notes:
        if number in told:
            continue
        told.add(number)
        for n, part in enumerate(notes.get(number, [])):
            text = f"[{number + 1}] {part.text}" if n == 0 else part.text
            yield replace(part, text=text, depth=block.depth, quoted=False, marker="")
            yield from _footnotes(part, notes, told)


def list_definitions(lines: list[str], tokens: list[Token], env: Any, listing: Listing) -> set[int]:
    """List every link target that nothing uses; give the lines that define one, from 0."""
    used = {str(token.meta["label"]) for token in _all(tokens) if token.meta.get("label")}
    given = [(label, one) for label, one in env.get("references", {}).items()]
    given += [("", one) for one in env.get("duplicate_refs", [])]
    for label, one in given:
        first = one["map"][0]
        if label not in used:
            reason = "comment" if one["href"] == "#" else "link_unused"
            listing.leave_out(first + 1, lines[first].strip(), reason)
    return {n for _, one in given for n in range(*one["map"])}


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])
