"""One line of a parts list: how many, of what, with which notes."""

import re
from dataclasses import dataclass

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_UNITS = {
    "set": r"sets?|套",
    "pair": r"pairs?|对|双",
    "pcs": r"pcs?\.?|pieces?|ea\.?|个|件|只|颗|片|枚|支|根|块|条|粒|张|台",
    "m": r"m|metres?|meters?|米",
    "cm": r"cm|厘米",
    "mm": r"mm|毫米",
    "g": r"g|grams?|克",
    "kg": r"kg|千克|公斤",
    "ml": r"ml|毫升",
    "l": r"l|litres?|liters?|升",
    "roll": r"rolls?|卷",
    "box": r"box(?:es)?|盒",
    "bottle": r"bottles?|瓶",
    "bag": r"bags?|包|袋",
}
_UNIT = "|".join(f"(?:{words})" for words in _UNITS.values())
_TIMES = "[x×X✕*]"
# Most explicit first. Bare "M3" or "2 mm" inside a name must not be taken for a quantity.
_BEFORE = (
    re.compile(rf"^{_NUMBER}\s*{_TIMES}\s+(?P<rest>\S.*)$", re.S),
    re.compile(rf"^{_NUMBER}\s*[×✕]\s*(?P<rest>\S.*)$", re.S),
    re.compile(rf"^{_NUMBER}[xX](?P<rest>[A-Z\u3400-\u9fff(].*)$", re.S),
    re.compile(
        rf"^{_NUMBER}\s*(?P<unit>{_UNIT})(?:\s+of\s+|\s+|(?=[\u3400-\u9fff]))(?P<rest>\S.*)$",
        re.S | re.I,
    ),
    re.compile(rf"^{_NUMBER}\s+(?P<rest>\S.*)$", re.S),
    re.compile(
        r"^(?P<word>a|an|one|two|three|four|five|six)\s+(?:(?P<unit>sets?|pairs?|rolls?|bottles?)"
        r"\s+of\s+)?(?P<rest>\S.*)$",
        re.S | re.I,
    ),
)
_AFTER = (
    re.compile(
        rf"^(?P<rest>.*\S)\s*[(（]\s*{_TIMES}?\s*{_NUMBER}\s*(?P<unit>{_UNIT})?\s*[)）]$",
        re.S | re.I,
    ),
    re.compile(rf"^(?P<rest>.*\S)\s+{_TIMES}\s*{_NUMBER}(?:\s*(?P<unit>{_UNIT}))?$", re.S | re.I),
    re.compile(rf"^(?P<rest>.*\S)\s*[×✕]\s*{_NUMBER}(?:\s*(?P<unit>{_UNIT}))?$", re.S | re.I),
    re.compile(
        rf"^(?P<rest>.*\S)\s*[:：,，\-–—|]\s*{_TIMES}?\s*{_NUMBER}\s*(?P<unit>{_UNIT})?$",
        re.S | re.I,
    ),
    re.compile(rf"^(?P<rest>.*\S)\s+{_NUMBER}\s*(?P<unit>{_UNIT})$", re.S | re.I),
)
_LONGEST_UNIT = 20
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True)
class PartLine:
    """`stated` tells that the quantity stood there and was not assumed."""

    title: str
    quantity: float = 1
    unit: str = "pcs"
    stated: bool = False
    part: str | None = None


def read_part(line: str) -> PartLine:
    """Quantity, unit and title of one line such as "3x M3 nut" or "M3 螺母 3 个"."""
    line = re.sub(r"^\[[ xX]\]\s+", "", line.strip())
    for pattern in (*_BEFORE, *_AFTER):
        if found := pattern.match(line):
            part = _part(found)
            if part.quantity > 0:
                return part
    return PartLine(line)


def _part(found: re.Match[str]) -> PartLine:
    groups = found.groupdict()
    word = groups.get("word")
    number = _WORDS[word.lower()] if word else _number(next(g for g in found.groups() if _is(g)))
    return PartLine(groups["rest"].strip(" ,，:："), number, _unit(groups.get("unit")), True)


def _is(group: str | None) -> bool:
    return bool(group and re.fullmatch(_NUMBER, group))


def _number(written: str) -> float:
    return float(written.replace(",", "."))


def _unit(written: str | None) -> str:
    if not written:
        return "pcs"
    return next(u for u, words in _UNITS.items() if re.fullmatch(words, written, re.I))


_COLUMNS = {
    "quantity": r"q(uanti)?ty\.?|quantity|amount|count|number|no\. off|pcs|数量|用量|件数",
    "part": r"(part|item|article|material)\s*(no\.?|number|#|code|id)|p/?n|mpn|sku"
    r"|料号|物料编码|物料号|物料编号|零件号|零件编号|部件号|图号|编码|物料代码|件号",
    "title": r"(part|item|component|material|article)?\s*(name|description|title)?|名称|物料名称"
    r"|零件名称|品名|材料|零件|部件|物料",
    "unit": r"unit|uom|单位",
    "index": r"no\.?|#|item no\.?|pos\.?|序号|编号|项次",
}


def read_table(rows: tuple[tuple[str, ...], ...]) -> list[PartLine]:
    """The parts of a table with a heading row; empty when it has no column of names."""
    columns = [_column(cell) for cell in rows[0]] if rows else []
    if "title" not in columns and "part" not in columns:
        if "quantity" not in columns or "other" not in columns:
            return []
        columns[columns.index("other")] = "title"
    return [_row(columns, rows[0], row) for row in rows[1:] if any(row)]


def is_parts_table(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the heading row alone tells: parts by number or name, and how many of each."""
    columns = [_column(cell) for cell in rows[0]] if rows else []
    return len(rows) > 1 and "quantity" in columns and ("part" in columns or "title" in columns)


def _column(heading: str) -> str:
    words = heading.strip()
    for name, pattern in _COLUMNS.items():
        if words and re.fullmatch(pattern, words, re.I):
            return name
    return "other"


def _row(columns: list[str], heading: tuple[str, ...], row: tuple[str, ...]) -> PartLine:
    cells = dict(zip(reversed(columns), reversed(row), strict=False))
    amount = re.match(rf"^{_NUMBER}\s*({_UNIT})?", cells.get("quantity", ""), re.I)
    titles = [c for n, c in zip(columns, row, strict=False) if n == "title" and c]
    others = [
        f"{title}: {cell}" if title else cell
        for name, title, cell in zip(columns, heading, row, strict=False)
        if cell and (name == "other" or (name == "quantity" and not _whole(amount, cell)))
    ]
    part = cells.get("part") or None
    name = ", ".join(titles) or part or ""
    quantity = _number(amount[1]) if amount and _number(amount[1]) > 0 else 1
    unit = cells.get("unit") or _unit(amount[2] if amount else None)
    if len(unit) > _LONGEST_UNIT:
        others, unit = [*others, unit], "pcs"
    title = f"{name} ({'; '.join(others)})" if others else name
    return PartLine(title, quantity, unit, amount is not None, part)


def _whole(amount: re.Match[str] | None, cell: str) -> bool:
    return amount is not None and amount.end() == len(cell.strip())
