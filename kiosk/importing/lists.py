"""Parts, tools, hazards and protection: the lines of a list chapter find their places."""

import re
from dataclasses import dataclass, field, replace

from kiosk.importing.blocks import Block
from kiosk.importing.chapters import Chapter
from kiosk.importing.draft import Draft
from kiosk.importing.inline import NamedPart
from kiosk.importing.parts import PartLine, read_part
from kiosk.importing.report import Listing
from kiosk.importing.tables import enter_part, take_table
from kiosk.importing.words import protection_icon


@dataclass
class _Line:
    """One list item; `inner` are the items nested below it."""

    text: str
    line: int
    parts: tuple[NamedPart, ...] = ()
    inner: list["_Line"] = field(default_factory=list)


def take_list(chapter: Chapter, draft: Draft, listing: Listing) -> list[Block]:
    """Enter the chapter's lines in the draft; give back the blocks that are no lines."""
    lines, left = _lines(chapter)
    for line in lines:
        _TAKE[chapter.topic or ""](line, draft, listing)
    if chapter.topic in ("parts", "tools"):
        left = [take_table(block, chapter.topic, draft, listing) for block in left]
    return [block for block in left if block.text or block.rows or block.images]


def _lines(chapter: Chapter) -> tuple[list[_Line], list[Block]]:
    """Items by nesting, and what is not an item; a picture of an item is not part of it."""
    tops: list[_Line] = []
    left: list[Block] = []
    path: list[_Line] = []
    for block in chapter.blocks:
        if block.images or not _is_line(block, chapter):
            left.append(replace(block, text="") if _is_line(block, chapter) else block)
        if not _is_line(block, chapter) or not block.text:
            continue
        if block.marker or not path:
            path = path[: max(0, block.depth - 1)]
            line = _Line(block.text, block.line, block.parts)
            (path[-1].inner if path else tops).append(line)
            path.append(line)
        else:
            path[-1].text += f"; {block.text}"
    return tops, left


def _is_line(block: Block, chapter: Chapter) -> bool:
    if block.kind != "text":
        return False
    return block.depth > 0 or (chapter.topic == "hazards" and bool(block.text))


def _take_part(line: _Line, draft: Draft, listing: Listing, group: str = "") -> None:
    if line.parts:
        take_named(line.parts, draft, listing)
        return
    part = read_part(line.text.replace("\n", "; "))
    if line.inner and not part.stated:
        for inner in line.inner:
            _take_part(inner, draft, listing, f"{group}{line.text}: ")
        return
    notes = "; ".join(_all_text(line.inner))
    title = f"{group}{part.title}" + (f" ({notes})" if notes else "")
    enter_part(replace(part, title=title), line.line, draft, listing)


def _take_tool(line: _Line, draft: Draft, listing: Listing) -> None:
    if line.parts:
        take_named(line.parts, draft, listing, tool=True)
        return
    notes = "; ".join(_all_text(line.inner))
    draft.tools.append(line.text + (f" ({notes})" if notes else ""))


def _take_hazard(line: _Line, draft: Draft, _: Listing) -> None:
    draft.hazards.append("; ".join([line.text, *_all_text(line.inner)]))


def _take_protection(line: _Line, draft: Draft, _: Listing) -> None:
    text = "; ".join([line.text, *_all_text(line.inner)])
    icon = protection_icon(text)
    if icon:
        draft.protection.append((icon, text))
    else:
        draft.hazards.append(text)


_TAKE = {
    "parts": _take_part,
    "tools": _take_tool,
    "hazards": _take_hazard,
    "ppe": _take_protection,
    "purpose": _take_hazard,
}


def _all_text(lines: list[_Line]) -> list[str]:
    return [text for line in lines for text in (line.text, *_all_text(line.inner))]


def take_named(
    parts: tuple[NamedPart, ...], draft: Draft, listing: Listing, *, tool: bool = False
) -> None:
    """Parts and tools named in braces, as `[M3 nut]{qty:3, cat:part}`, wherever they stand."""
    for part in parts:
        given = dict(re.findall(r"(\w+)\s*:\s*\"?([^,\"]+)", part.attributes.lower()))
        if "qty" not in given and "cat" not in given:
            listing.leave_out(part.line, "{" + part.attributes + "}", "attributes")
        elif tool or "tool" in given.get("cat", ""):
            draft.add_tool(part.name)
            listing.note(part.line, f"{part.name} {{{part.attributes}}}", "tool_from_step")
        else:
            _take_named_part(part, given.get("qty", "").strip(), draft, listing)


def _take_named_part(part: NamedPart, quantity: str, draft: Draft, listing: Listing) -> None:
    line = read_part(f"{quantity} {part.name}") if quantity[:1].isdigit() else PartLine(part.name)
    reason = "part_from_step" if line.stated else "quantity_assumed"
    listing.note(part.line, f"{part.name} {{{part.attributes}}}", reason)
    known = next((p for p in draft.parts if p.title.casefold() == line.title.casefold()), None)
    if known is None:
        draft.parts.append(line)
    else:
        more = replace(known, quantity=known.quantity + line.quantity)
        draft.parts[draft.parts.index(known)] = more
