"""The draft becomes a procedure within the limits of the language; what exceeds them is listed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from kiosk.importing.blocks import Block
from kiosk.importing.draft import Draft, DraftStep
from kiosk.importing.parts import PartLine
from kiosk.importing.pictures import PictureShelf
from kiosk.importing.report import Listing
from kiosk.importing.steps import MAX_TEXT, make_steps, read_content
from kiosk.importing.words import is_calibrated
from sop.procedure import BomItem, Procedure, Protection, Section, Step, Tool

_MAX_SECTIONS = 50
_MAX_STEPS = 200


@dataclass
class Assembler:
    draft: Draft
    shelf: PictureShelf
    language: str
    listing: Listing

    def procedure(self, name: str, effective: date) -> Procedure:
        """The whole procedure, as revision 0.1 for the author to complete."""
        purpose = self._purpose()
        sections = self._sections()
        draft = self.draft
        self.listing.note(0, "owner, effective, revision", "to_fill_in")
        return Procedure(
            format=1,
            code=_code(name, draft.title),
            revision="0.1",
            languages=[self.language],
            title=self._say(draft.title),
            owner="待指定" if self.language == "zh" else "to be named",
            effective=effective.isoformat(),
            purpose={self.language: purpose} if purpose else {},
            sections=sections,
            hazards=[self._say(h) for h in self._within(draft.hazards, 20)],
            ppe=[Protection(i, self._say(t)) for i, t in self._within(draft.protection, 20)],
            tools=[
                Tool(f"tool_{n}", self._say(tool), calibrated=is_calibrated(tool))
                for n, tool in enumerate(self._within(draft.tools, 100), 1)
            ],
            bom=self._bom(),
        )

    def _say(self, text: str) -> dict[str, str]:
        if len(text) > MAX_TEXT:
            self.listing.leave_out(0, text[MAX_TEXT:], "too_many")
        return {self.language: text[:MAX_TEXT]}

    def _within(self, things: list[Any], limit: int) -> list[Any]:
        for thing in things[limit:]:
            what = thing if isinstance(thing, str) else thing[1]
            self.listing.leave_out(0, what, "too_many")
        return things[:limit]

    # --- purpose ----------------------------------------------------------------------------

    def _purpose(self) -> str:
        """The purpose's text; its pictures, and a text too long, become the first step."""
        blocks = self.draft.purpose
        words = [replace(block, images=()) for block in blocks]
        content = read_content(words, self.draft, self.shelf, self.language, self.listing)
        self.draft.hazards[:0] = [text for _, text in content.warnings]
        if len(content.text) > MAX_TEXT:
            self._put_first([replace(block, parts=()) for block in blocks])
            return ""
        if any(block.images for block in blocks):
            self._put_first([Block("text", b.line, images=b.images) for b in blocks if b.images])
        return content.text

    def _put_first(self, blocks: list[Block]) -> None:
        title = self.draft.title
        self.draft.steps.insert(0, DraftStep(title, blocks[0].line, (title, 0), blocks))

    # --- sections ---------------------------------------------------------------------------

    def _sections(self) -> list[Section]:
        sections: list[tuple[tuple[str, int], list[Step]]] = []
        number = 1
        for draft in self.draft.steps:
            made = self._steps(draft, number)
            number += len(made)
            for step in made:
                self._group(sections, draft.section, step)
        return [
            Section(f"section_{n}", self._say(title), steps)
            for n, ((title, _), steps) in enumerate(sections, 1)
        ]

    def _steps(self, draft: DraftStep, number: int) -> list[Step]:
        content = read_content(draft.blocks, self.draft, self.shelf, self.language, self.listing)
        is_front = draft is self.draft.steps[0] and draft.title == self.draft.title
        if is_front and not content and len(self.draft.steps) > 1:
            return []  # only pictures stood there, and every one of them is listed as missing
        return make_steps(draft, content, number, self.language, self.listing)

    def _group(
        self,
        sections: list[tuple[tuple[str, int], list[Step]]],
        place: tuple[str, int],
        step: Step,
    ) -> None:
        full = not sections or len(sections[-1][1]) >= _MAX_STEPS
        other = not full and sections[-1][0] != place
        if full or (other and len(sections) < _MAX_SECTIONS):
            sections.append((place, [step]))
            return
        if other:
            words = f"{place[0]}: {step.title[self.language]}"
            step = _retitled(step, {self.language: words[:MAX_TEXT]})
        sections[-1][1].append(step)

    # --- parts ------------------------------------------------------------------------------

    def _bom(self) -> list[BomItem]:
        items: list[BomItem] = []
        taken: set[str] = set()
        for part in self.draft.parts[:500]:
            items.append(self._item(part, taken))
        for part in self.draft.parts[500:]:
            self.listing.leave_out(0, part.title, "too_many")
        return items

    def _item(self, part: PartLine, taken: set[str]) -> BomItem:
        name = _unique(_part_name(part), taken)
        taken.add(name)
        return BomItem(name, self._say(part.title or name), part.quantity, part.unit)


def _retitled(step: Step, title: dict[str, str]) -> Step:
    from msgspec.structs import replace as changed

    return changed(step, title=title)


def _part_name(part: PartLine) -> str:
    """The part's number, or the name without its notes, as what a label could be matched with."""
    name = part.part or re.split(r"\s*[,(;，（；]", part.title.strip())[0] or part.title
    return name[:56].strip() or "?"


def _unique(name: str, taken: Iterable[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name} {number}", number + 1
    return unique


def _code(name: str, title: str) -> str:
    for words in (name, title):
        code = re.sub(r"[^A-Za-z0-9._-]+", "-", words).strip("-._")[:60]
        if sum(map(str.isalnum, code)) >= 3:
            return code
    return "IMPORT-" + sha256(f"{name}\n{title}".encode()).hexdigest()[:8].upper()
