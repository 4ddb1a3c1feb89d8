"""Tables of parts and of tools: known by their heading row, wherever they stand."""

import re
from dataclasses import replace

from kiosk.importing.blocks import Block
from kiosk.importing.draft import Draft
from kiosk.importing.parts import PartLine, is_parts_table, read_table
from kiosk.importing.report import Listing

_TOOL = re.compile(
    r"(tool|equipment|instrument|fixture|gauge)s?( name| description)?"
    r"|(工具|设备|工装|夹具|仪器|量具|工装夹具|仪器设备|工具设备|设备工具)(名称|名)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(name|description|item|title)|名称|品名", re.IGNORECASE)
# With any other column ("Equipment | Parameter | Setting") it is no list of tools.
_BESIDE = re.compile(
    r"no\.?|#|pos\.?|id|(asset|tool|serial)? ?(no\.?|number|id)|q(uanti)?ty\.?|quantity|pcs|unit"
    r"|size|spec(ification)?|model|type|range|remarks?|notes?|use|used for|purpose"
    r"|calibrat\w*( \w+)?"
    r"|序号|编号|(工具|设备|资产|管理|仪器|量具)编号|数量|单位|规格|型号|规格型号|规格/型号|量程"
    r"|备注|说明|用途|(校准|检定|校验)\w*",
    re.IGNORECASE,
)
_INDEX = re.compile(r"no\.?|#|pos\.?|序号", re.IGNORECASE)
Rows = tuple[tuple[str, ...], ...]


def is_tools_table(rows: Rows) -> bool:
    """Whether one column names tools and the others say more of them."""
    cells = [cell.strip() for cell in rows[0]] if rows else []
    named = [cell for cell in cells if _TOOL.fullmatch(cell)]
    return len(named) == 1 and all(not c or c in named or _BESIDE.fullmatch(c) for c in cells)


def read_tools(rows: Rows) -> list[str]:
    """One tool a row, with what the other columns say of it."""
    cells = [cell.strip() for cell in rows[0]]
    at = next(
        (n for rule in (_TOOL, _NAME) for n, cell in enumerate(cells) if rule.fullmatch(cell)),
        next((n for n, cell in enumerate(cells) if not _INDEX.fullmatch(cell)), 0),
    )
    return [_tool(cells, row, at) for row in rows[1:] if any(row)]


def _tool(heading: list[str], row: tuple[str, ...], at: int) -> str:
    name = row[at] if at < len(row) else ""
    others = [
        f"{title}: {cell}" if title else cell
        for n, (title, cell) in enumerate(zip(heading, row, strict=False))
        if cell and n != at and not (_INDEX.fullmatch(title) and cell.strip(".").isdigit())
    ]
    more = "; ".join(others)
    return f"{name} ({more})" if name and more else name or more


def take_table(block: Block, topic: str, draft: Draft, listing: Listing) -> Block:
    """The block without the table of parts or tools that went to the draft; its pictures stay.

    Under a heading that announces them (`topic`) a table needs to say less of itself.
    """
    rows = block.rows
    if is_tools_table(rows) or (topic == "tools" and len(rows) > 1 and not is_parts_table(rows)):
        listing.note(block.line, " | ".join(rows[0]), "as_tools")
        draft.tools += read_tools(rows)
        return replace(block, kind="text", rows=())
    parts = read_table(rows) if topic == "parts" or is_parts_table(rows) else []
    if not parts:
        return block
    listing.note(block.line, " | ".join(rows[0]), "as_parts")
    for number, part in enumerate(parts):
        enter_part(part, block.line + 2 + number, draft, listing)
    return replace(block, kind="text", rows=())


def enter_part(part: PartLine, line: int, draft: Draft, listing: Listing) -> None:
    if not part.stated:
        listing.note(line, part.title, "quantity_assumed")
    draft.parts.append(part)


def take_loose_tables(draft: Draft, listing: Listing) -> None:
    """Tables without a chapter of their own: those before the steps move, those of a step stay
    shown in it and are entered as well."""
    draft.purpose = [
        left
        for block in draft.purpose
        if (left := take_table(block, "", draft, listing)).text or left.rows or left.images
    ]
    listed = {_key(part) for part in draft.parts}
    for block in (block for step in draft.steps for block in step.blocks if block.rows):
        if is_tools_table(block.rows):
            _tools_of_step(block, draft, listing)
        elif is_parts_table(block.rows):
            _parts_of_step(block, listed, draft, listing)


def _tools_of_step(block: Block, draft: Draft, listing: Listing) -> None:
    for tool in read_tools(block.rows):
        if draft.add_tool(tool):
            listing.note(block.line, tool, "tool_from_step")


def _parts_of_step(block: Block, listed: set[str], draft: Draft, listing: Listing) -> None:
    """A part of the list before is not counted again; over several steps quantities add up."""
    for number, part in enumerate(read_table(block.rows)):
        if _key(part) in listed:
            continue
        line = block.line + 2 + number
        listing.note(line, part.title, "part_from_step")
        known = next((n for n, p in enumerate(draft.parts) if _key(p) == _key(part)), None)
        if known is None:
            enter_part(part, line, draft, listing)
        else:
            more = draft.parts[known].quantity + part.quantity
            draft.parts[known] = replace(draft.parts[known], quantity=more)


def _key(part: PartLine) -> str:
    return (part.part or part.title).casefold()
