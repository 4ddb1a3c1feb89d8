"""A step that begins with a paragraph: which of its words are the title."""

import re
from dataclasses import replace

from kiosk.importing.blocks import Block
from kiosk.importing.words import step_mark

_SHORT = 80
_SENTENCE = re.compile(r"^(.{4,110}?(?:[。！？；!?;]|[.](?=\s)))\s*(\S.*)$", re.S)


def split_title(block: Block) -> tuple[str, list[Block]]:
    """The title, and what remains of the block. No word is lost, none said twice."""
    title, rest = _split(block)
    left = replace(block, text=rest, marker="", lead="", depth=max(0, block.depth - 1))
    remains = left.text or left.images or left.rows or left.parts
    return title or "•", [left] if remains else []


def _split(block: Block) -> tuple[str, str]:
    first, _, below = block.text.partition("\n")
    lead = block.lead.strip()
    if lead and len(lead) <= 2 * _SHORT and first.startswith(lead):
        return _with_mark(lead, (first[len(lead) :] + "\n" + below).strip())
    if len(first) <= _SHORT:
        return first, below.strip()
    if found := _SENTENCE.match(first):
        return found[1], f"{found[2]}\n{below}".strip()
    return _cut(first), block.text


def _with_mark(lead: str, rest: str) -> tuple[str, str]:
    """A lead that is only "Step 1:" takes the short line behind it along."""
    first, _, below = rest.partition("\n")
    if step_mark(lead + " ") and not lead[len(step_mark(lead) or "") :] and len(first) <= _SHORT:
        return f"{lead} {first}".strip(), below.strip()
    return lead.rstrip(":：") or lead, rest.lstrip(":： ")


def _cut(text: str) -> str:
    head = text[: _SHORT - 20]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"
