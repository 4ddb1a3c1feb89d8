"""Blocks under the heading they belong to; a bold "Parts:" before a list is a heading too."""

from dataclasses import dataclass, field, replace

from kiosk.importing.blocks import Block
from kiosk.importing.words import Topic, step_mark, topic_of

_LABEL_LEVEL = 7


@dataclass
class Chapter:
    """`level` 0 is what stands before any heading. `topic` is inherited by deeper headings."""

    heading: str
    level: int
    line: int
    topic: Topic | None = None
    blocks: list[Block] = field(default_factory=list)
    attributes: str = ""
    label: bool = False


def read_chapters(blocks: list[Block]) -> list[Chapter]:
    """The document as chapters in reading order; the first may be empty."""
    chapters = [Chapter("", 0, 1)]
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind == "heading" and not block.depth:
            chapters.append(_chapter(block, chapters))
        elif topic := _labelled(block, following):
            chapters.append(_label(block, topic))
        else:
            _place(block, chapters)
    return chapters


def _chapter(block: Block, before: list[Chapter]) -> Chapter:
    topic = topic_of(block.text)
    if topic is None and not step_mark(block.text) and not block.attributes:
        topic = _inherited(block.level, before)
    content = [replace(block, kind="text", text="")] if block.images else []
    return Chapter(block.text, block.level, block.line, topic, content, block.attributes)


def _inherited(level: int, before: list[Chapter]) -> Topic | None:
    for chapter in reversed(before):
        if 0 < chapter.level < level and not chapter.label:
            return chapter.topic if chapter.topic != "work" else None
        if 0 < chapter.level < level:
            continue
    return None


def _labelled(block: Block, following: Block | None) -> Topic | None:
    """A line such as "**Parts:**" or "所需工具:" that a list or a table follows."""
    if block.kind != "text" or block.depth or block.images or len(block.text) > 60:
        return None
    if not following or not (following.depth or following.kind == "table"):
        return None
    announces = block.text.endswith((":", "：")) or block.lead == block.text
    topic = topic_of(block.text) if announces else None
    return topic if topic not in ("purpose", "work") else None


def _label(block: Block, topic: Topic) -> Chapter:
    return Chapter(block.text, _LABEL_LEVEL, block.line, topic, label=True)


def _place(block: Block, chapters: list[Chapter]) -> None:
    last = chapters[-1]
    if last.label and not block.depth and block.kind == "text" and last.blocks:
        # The list that the label announced is over: back to the chapter around it.
        chapters.append(_resumed(chapters))
    chapters[-1].blocks.append(block)


def _resumed(chapters: list[Chapter]) -> Chapter:
    around = next(c for c in reversed(chapters) if not c.label)
    return replace(around, blocks=[], heading="", level=around.level)
