"""How a document marks its steps."""

from typing import Literal

from kiosk.importing.blocks import Block
from kiosk.importing.chapters import Chapter
from kiosk.importing.words import is_numbered, step_mark

Style = Literal["step_headings", "step_lines", "headings", "numbers", "bullets", "whole"]


def find_style(chapters: list[Chapter]) -> Style:
    """The most explicit way of marking steps that the document uses."""
    named = [c for c in chapters if c.heading and c.topic in (None, "work")]
    if any(is_step_heading(chapter) for chapter in named):
        return "step_headings"
    blocks = [b for c in chapters if c.topic in (None, "work") for b in c.blocks]
    numbers = sum(starts_number(block) for block in blocks)
    if any(map(is_step_line, blocks)) and not (numbers >= 2 and _strays(chapters)):
        return "step_lines"
    if numbers >= 2 and (_work_is_numbered(chapters) or not _numbered_headings(named)):
        return "numbers"
    below = [c for c in named if c.blocks and c is not named[0] and c.topic is None]
    if below:
        return "headings"
    return "bullets" if sum(starts_bullet(block) for block in blocks) >= 2 else "whole"


def is_step_heading(chapter: Chapter) -> bool:
    return step_mark(chapter.heading) is not None or "pagestep" in chapter.attributes


def is_step_line(block: Block) -> bool:
    return block.kind == "text" and block.depth <= 1 and step_mark(block.text) is not None


def starts_number(block: Block) -> bool:
    return block.kind == "text" and block.depth == 1 and block.ordered


def starts_bullet(block: Block) -> bool:
    return block.kind == "text" and block.depth == 1 and bool(block.marker)


def starts_step(block: Block, style: Style) -> bool:
    """Whether this block begins a new step in a document of that style."""
    match style:
        case "step_lines":
            return is_step_line(block)
        case "numbers":
            return starts_number(block) or is_step_line(block)
        case "bullets":
            return starts_bullet(block)
        case _:
            return False


def _strays(chapters: list[Chapter]) -> bool:
    """One "第四步：…" beside a numbered list marks one more step; it does not hold the list."""
    work = [c.blocks for c in chapters if c.topic in (None, "work")]
    if sum(is_step_line(block) for blocks in work for block in blocks) == 1:
        return True
    return any(_numbers_come_first(blocks) for blocks in work)


def _numbers_come_first(blocks: list[Block]) -> bool:
    marks = [is_step_line(b) for b in blocks if is_step_line(b) or starts_number(b)]
    return any(marks) and not marks[0]


def _numbered_headings(named: list[Chapter]) -> bool:
    own = [c for c in named if c.topic is None and c.blocks]
    return sum(is_numbered(chapter.heading) for chapter in own) >= 2


def _work_is_numbered(chapters: list[Chapter]) -> bool:
    return any(c.topic == "work" and any(map(starts_number, c.blocks)) for c in chapters)
