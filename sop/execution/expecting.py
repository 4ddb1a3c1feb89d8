"""What a scan must be, said beforehand: for the scanner's admission and for the screen."""

from collections.abc import Mapping

from msgspec import Struct

from sop.commands import RecordScan
from sop.events import Person
from sop.execution.numbers import Failure
from sop.execution.refusal import Refused
from sop.execution.scanning import (
    CONTENT_RULES,
    bom_items,
    gs1_value,
    work_order_value,
)
from sop.patterns import PatternError
from sop.procedure import BomItem, Scan
from sop.state import ExecutionState

_NOBODY = Person("", "")


class Expected(Struct, frozen=True):
    """`texts` are the exact texts that would do, `patterns` RE2 over the whole text.

    `fields` are GS1 values by application identifier, "" where any value will do. `parts` are the
    lines of the bill of materials admitted. Everything empty: any admitted code will do.
    `missing` names what the work order should say and does not: no scan can pass then.
    """

    symbologies: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    fields: dict[str, str] = {}
    parts: tuple[BomItem, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The shortest honest description: a text, the parts, the fields, or the pattern."""
        parts = tuple(item.part for item in self.parts)
        fields = tuple(f"({ai}) {value}".strip() for ai, value in self.fields.items())
        return " · ".join(self.texts or parts or fields or self.patterns)


def expected(state: ExecutionState, check: Scan) -> Expected:
    """What the check admits in this run, resolved against work order and bill of materials."""
    missing: list[str] = []
    texts = [check.equals] if check.equals else []
    if check.work_order is not None:
        texts += _resolved(state, check.work_order, missing)
    fields = {rule.ai: rule.equals or "" for rule in check.gs1}
    for rule in check.gs1:
        if rule.work_order is not None and _resolved(state, rule.work_order, missing):
            fields[rule.ai] = gs1_value(state, rule) or ""
    return Expected(
        symbologies=tuple(check.symbologies),
        texts=tuple(dict.fromkeys(texts)),
        patterns=(check.pattern,) if check.pattern else (),
        fields=fields,
        parts=_parts(state, check),
        missing=tuple(dict.fromkeys(missing)),
    )


def fits(
    state: ExecutionState, check: Scan, text: str, gs1: Mapping[str, str] | None = None
) -> bool:
    """Whether this is the code looked for; that it may be used up or expired is not asked."""
    scan = RecordScan(
        at=0, by=_NOBODY, step="", check=check.id, text=text, symbology="", gs1=dict(gs1 or {})
    )
    try:
        failures: list[Failure | None] = [rule(state, check, scan) for rule in CONTENT_RULES]
    except (Refused, PatternError):
        return False
    return not any(failures)


def is_specific(check: Scan) -> bool:
    """Whether the check looks for particular codes at all."""
    rules = (check.equals, check.pattern, check.gs1, check.in_bom, check.part, check.work_order)
    return any(rules)


def _resolved(state: ExecutionState, field: str, missing: list[str]) -> list[str]:
    try:
        return [work_order_value(state, field)]
    except Refused:
        missing.append(field)
        return []


def _parts(state: ExecutionState, check: Scan) -> tuple[BomItem, ...]:
    if check.part is not None:
        return tuple(bom_items(state, check.part))
    return tuple(state.procedure.bom) if check.in_bom else ()
