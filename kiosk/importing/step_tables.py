"""Work instructions kept as a table, one step a row, as word processors export them."""

import re
from dataclasses import replace

from kiosk.importing.blocks import Block
from kiosk.importing.report import Listing

_NUMBER = re.compile(
    r"(step|steps|no\.?|#|seq\.?|步骤|步序|工步|序号|步|工序|工步号|步骤号)", re.IGNORECASE
)
_WORK = re.compile(
    r"(instructions?|description|operations?|actions?|what to do|work|task|procedure"
    r"|(操作|作业|工作|装配|工步|步骤|工序)?(内容|说明|方法|描述|步骤|要求)|操作|作业|步骤名称|工序名称)",
    re.IGNORECASE,
)


def spread_step_tables(blocks: list[Block], listing: Listing) -> list[Block]:
    """The blocks with every table of steps as a numbered list; other tables stay tables."""
    return [part for block in blocks for part in _spread(block, listing)]


def _spread(block: Block, listing: Listing) -> list[Block]:
    columns = _columns(block.rows[0]) if block.rows else None
    if columns is None or len(block.rows) < 2:
        return [block]
    listing.note(block.line, " | ".join(block.rows[0]), "as_step_table")
    return [part for n in range(1, len(block.rows)) for part in _row(block, n, *columns)]


def _columns(heading: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the number and the work stand."""
    cells = [cell.strip() for cell in heading]
    number = next((n for n, cell in enumerate(cells) if _NUMBER.fullmatch(cell)), None)
    work = next((n for n, c in enumerate(cells) if n != number and _WORK.fullmatch(c)), None)
    return None if number is None or work is None else (number, work)


def _row(block: Block, n: int, number: int, work: int) -> list[Block]:
    row, line = block.rows[n], block.line + 1 + n
    mark = row[number].strip().rstrip(".、") if number < len(row) else ""
    title = row[work] if work < len(row) else ""
    first = Block(
        "text",
        line,
        text=title if mark.isdigit() or not mark else f"{mark} {title}".strip(),
        depth=1,
        marker=f"{mark}." if mark.isdigit() else f"{n}.",
        images=tuple(image for image in block.images if image.line == line),
        parts=tuple(part for part in block.parts if part.line == line),
    )
    others = [
        replace(Block("text", line), text=f"{heading}: {cell}" if heading else cell, depth=1)
        for at, (heading, cell) in enumerate(zip(block.rows[0], row, strict=False))
        if cell and at not in (number, work)
    ]
    return [first, *others]
