"""Chapters become a draft: what is purpose, what a list, what a step, in which section."""

from dataclasses import dataclass, field, replace

from kiosk.importing.blocks import Block
from kiosk.importing.chapters import Chapter
from kiosk.importing.draft import Draft, DraftStep
from kiosk.importing.lists import take_list
from kiosk.importing.report import Listing
from kiosk.importing.style import (
    Style,
    find_style,
    is_step_heading,
    is_step_line,
    starts_step,
)
from kiosk.importing.tables import take_loose_tables
from kiosk.importing.titles import split_title

_NOTES = {
    "parts": "as_parts",
    "tools": "as_tools",
    "hazards": "as_hazards",
    "ppe": "as_ppe",
    "purpose": "as_purpose",
}


def outline(chapters: list[Chapter], name: str, listing: Listing) -> Draft:
    """The draft of a document; `name` is its title when it gives none itself."""
    outliner = _Outliner(find_style(chapters), listing, Draft(name))
    titled = outliner.take_title(chapters)
    for number, chapter in enumerate(chapters):
        following = chapters[number + 1] if number + 1 < len(chapters) else None
        outliner.take(chapter, following, is_title=chapter is titled)
    outliner.finish()
    return outliner.draft


@dataclass
class _Outliner:
    """`open` is the step that further blocks belong to; `preamble` waits for the next step."""

    style: Style
    listing: Listing
    draft: Draft
    headings: list[Chapter] = field(default_factory=list)
    preamble: list[Block] = field(default_factory=list)
    open: DraftStep | None = None
    open_level: int = 0
    used: set[int] = field(default_factory=set)

    def take_title(self, chapters: list[Chapter]) -> Chapter | None:
        first = next((c for c in chapters if c.heading and not c.label), None)
        if first is None and (bold := _take_bold_line(chapters)):
            self.draft.title = bold
            return None
        if first is None or is_step_heading(first) or first.topic not in (None, "work"):
            self.listing.note(0, self.draft.title, "fallback_title")
            return None
        self.draft.title = first.heading
        return first

    def take(self, chapter: Chapter, following: Chapter | None, *, is_title: bool) -> None:
        if chapter.topic == "hazards" and self._is_of_open_step(chapter):
            self._take_into_step(chapter)
        elif chapter.topic not in (None, "work"):
            self._take_topic(chapter)
        elif is_title or (chapter.level == 0 and not self.draft.steps):
            self._take_front(chapter)
        elif not chapter.heading:
            self._split(chapter.blocks)
        elif self.style == "step_headings" and is_step_heading(chapter):
            self._leave_to(chapter.level)
            self._start(chapter.heading, chapter.line, chapter.blocks, chapter.level)
        elif self._is_of_open_step(chapter):
            self._take_into_step(chapter)
        else:
            self._take_section(chapter, following)

    def _is_of_open_step(self, chapter: Chapter) -> bool:
        """A heading below the heading of a step."""
        below = chapter.level > self.open_level and bool(chapter.heading) and not chapter.label
        return self.open is not None and self.style == "step_headings" and below

    def _take_into_step(self, chapter: Chapter) -> None:
        if self.open:
            self.open.blocks += [_heading_line(chapter), *chapter.blocks]

    def finish(self) -> None:
        self._flush()
        for chapter in self.headings:
            self._list_unused(chapter)
        take_loose_tables(self.draft, self.listing)
        if not self.draft.steps and self.draft.purpose:
            self.listing.note(0, self.draft.title, "as_whole")
            self._start(self.draft.title, 1, self.draft.purpose, 1)
            self.draft.purpose = []

    # --- the kinds of chapter ---------------------------------------------------------------

    def _take_topic(self, chapter: Chapter) -> None:
        if chapter.heading:
            self.listing.note(chapter.line, chapter.heading, _NOTES[chapter.topic or ""])
        if chapter.topic == "purpose" and not self.draft.steps:
            self.draft.purpose += chapter.blocks
            return
        left = take_list(chapter, self.draft, self.listing)
        if left and self.open and chapter.label:
            self.open.blocks += left
        elif left:
            self._flush()
            self._start(chapter.heading or self.draft.title, chapter.line, left, chapter.level)
            self.open = None

    def _take_front(self, chapter: Chapter) -> None:
        """What stands before the first further heading: the purpose, unless steps begin in it."""
        before, steps = self._divide(chapter.blocks)
        self.draft.purpose += before
        self._start_all(steps)

    def _take_section(self, chapter: Chapter, following: Chapter | None) -> None:
        self._leave_to(chapter.level)
        before, steps = self._divide(chapter.blocks)
        parent = following is not None and following.level > chapter.level and not following.label
        if steps or not chapter.blocks or (parent and not any(b.images for b in before)):
            self.headings.append(chapter)
            self.preamble += before
            self._start_all(steps)
            return
        if self.style != "headings":
            self.listing.note(chapter.line, chapter.heading, "as_step")
        self._start(chapter.heading, chapter.line, before, chapter.level)
        if parent:
            self.headings.append(chapter)
            self.used.add(id(chapter))

    # --- steps ------------------------------------------------------------------------------

    def _divide(self, blocks: list[Block]) -> tuple[list[Block], list[list[Block]]]:
        before: list[Block] = []
        steps: list[list[Block]] = []
        for block in blocks:
            if starts_step(block, self.style):
                steps.append([block])
            else:
                (steps[-1] if steps else before).append(block)
        return before, steps

    def _split(self, blocks: list[Block]) -> None:
        """Further blocks of a chapter that a labelled list had interrupted."""
        before, steps = self._divide(blocks)
        if self.open:
            self.open.blocks += before
        elif self.draft.steps or self.headings:
            self.preamble += before
        else:
            self.draft.purpose += before
        self._start_all(steps)

    def _start_all(self, steps: list[list[Block]]) -> None:
        for first, *rest in steps:
            title, remaining = split_title(first)
            level = self.headings[-1].level + 1 if self.headings else 1
            self._start(title, first.line, [*remaining, *rest], level)

    def _start(self, title: str, line: int, blocks: list[Block], level: int) -> None:
        self.used.update(id(chapter) for chapter in self.headings)
        section = " – ".join(chapter.heading for chapter in self.headings) or self.draft.title
        place = self.headings[-1].line if self.headings else 0
        self.open = DraftStep(title, line, (section, place), [*self.preamble, *blocks])
        self.open_level = level
        self.preamble = []
        self.draft.steps.append(self.open)

    def _leave_to(self, level: int) -> None:
        """A heading of that level closes the deeper ones; their preamble becomes a step."""
        if self.headings and self.headings[-1].level >= level:
            self._flush()
        while self.headings and self.headings[-1].level >= level:
            self._list_unused(self.headings.pop())
        self.open = None

    def _flush(self) -> None:
        if not self.preamble:
            return
        chapter, blocks = self.headings[-1] if self.headings else None, self.preamble
        self.preamble = []
        title = chapter.heading if chapter else self.draft.title
        self._start(title, blocks[0].line, blocks, chapter.level if chapter else 1)

    def _list_unused(self, chapter: Chapter) -> None:
        if id(chapter) not in self.used:
            self.listing.leave_out(chapter.line, chapter.heading, "empty_heading")


def _take_bold_line(chapters: list[Chapter]) -> str | None:
    """The bold line a document without headings begins with: its title, taken from the text."""
    blocks = chapters[0].blocks if chapters else []
    first = blocks[0] if blocks else None
    is_title = first and first.text and first.text == first.lead and not first.images
    return (
        blocks.pop(0).text
        if first and is_title and not (first.marker or is_step_line(first))
        else None
    )


def _heading_line(chapter: Chapter) -> Block:
    return replace(Block("text", chapter.line), text=chapter.heading)
