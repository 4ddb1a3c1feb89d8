"""Judging a scanned code: every rule of the check must hold; the first that does not is told."""

import re
from collections.abc import Callable, Mapping

from sop.answers import Scanned
from sop.commands import RecordScan
from sop.execution.gates import local_date
from sop.execution.numbers import Failure, failure
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal, Refused
from sop.patterns import PatternError, captures, matches_whole
from sop.procedure import BomItem, Gs1Rule, Scan
from sop.state import ExecutionState

GTIN = re.compile(r"[0-9]{8,14}", re.ASCII)
_AI_OF = {"product": "01", "lot": "10", "serial": "21"}
_GTIN_FIELDS = frozenset({"01", "02"})
NOTHING = "–"
SEPARATOR = "\x1d"


def judge_scan(
    state: ExecutionState, check: Scan, command: RecordScan
) -> tuple[Scanned, Failure | None]:
    """What was captured from the code, and why it does not pass, if it does not.

    Raises `Refused` when there is nothing to compare with: that is not the operator's failure.
    """
    try:
        answer = _captured(state, check, command)
        broken = (rule(state, check, command) for rule in _RULES)
        return answer, next(filter(None, broken), None) or _uncaptured(check, answer)
    except PatternError as error:
        raise Refused(Refusal(error.key, error.details)) from error


# --- rules, in the order in which they are told -----------------------------------------------


def _symbology(_state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    """A keyboard-style scanner often does not say which kind of code it read: then any will do."""
    seen, allowed = _plain(command.symbology), {_plain(each) for each in check.symbologies}
    if "ean13" in allowed:
        allowed.add("upca")  # printed alike, and read as either
    if not allowed or seen in allowed or seen in ("", "unknown"):
        return None
    return failure("scan_wrong_symbology", ", ".join(check.symbologies), command.symbology)


def _plain(symbology: str) -> str:
    return "".join(letter for letter in symbology.casefold() if letter.isalnum())


_RETAIL = frozenset({"ean13", "ean8", "upca", "upce", "unknown", ""})


def _equals(_state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    if check.equals is None or command.text == check.equals:
        return None
    # A UPC-A is twelve digits on paper and thirteen to most decoders: the same number.
    if _plain(command.symbology) in _RETAIL and same_gtin(check.equals, command.text):
        return None
    return failure("scan_not_equal", check.equals, visible(command.text))


def _pattern(_state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    if check.pattern is None or matches_whole(check.pattern, command.text):
        return None
    return failure("scan_no_match", check.pattern, visible(command.text))


def _gs1(state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    return next(filter(None, (_gs1_rule(state, rule, command) for rule in check.gs1)), None)


def _gs1_rule(state: ExecutionState, rule: Gs1Rule, command: RecordScan) -> Failure | None:
    wanted = gs1_value(state, rule)
    value = command.gs1.get(rule.ai)
    if value is None:
        expected = wanted or rule.pattern or f"({rule.ai})"
        return failure("scan_field_missing", expected, visible(command.text), ai=rule.ai)
    if wanted is not None and not _same_field(rule.ai, wanted, value):
        return failure("scan_field_wrong", wanted, value, ai=rule.ai)
    if rule.pattern is not None and not matches_whole(rule.pattern, value):
        return failure("scan_field_wrong", rule.pattern, value, ai=rule.ai)
    if rule.equals is not None and not _same_field(rule.ai, rule.equals, value):
        return failure("scan_field_wrong", rule.equals, value, ai=rule.ai)
    return None


def gs1_value(state: ExecutionState, rule: Gs1Rule) -> str | None:
    """The one value the field must have, resolved against the work order; None when open."""
    if rule.work_order is not None:
        return work_order_value(state, rule.work_order)
    return rule.equals


def _same_field(ai: str, wanted: str, value: str) -> bool:
    return wanted == value or (ai in _GTIN_FIELDS and same_gtin(wanted, value))


def _in_bom(state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    bom = state.procedure.bom
    if not check.in_bom or matching_item(bom, command.text, command.gs1):
        return None
    expected = ", ".join(item.part for item in bom[:8]) + (", …" if len(bom) > 8 else "")
    return failure("scan_not_in_bom", expected, visible(command.text))


def _part(state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    if check.part is None:
        return None
    wanted = bom_items(state, check.part)
    if matching_item(wanted, command.text, command.gs1):
        return None
    other = matching_item(state.procedure.bom, command.text, command.gs1)
    seen = other.part if other else visible(command.text)
    return failure("scan_wrong_part", check.part, seen, text=visible(command.text))


def _work_order(state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    if check.work_order is None:
        return None
    wanted = work_order_value(state, check.work_order)
    ai = _AI_OF.get(check.work_order, "")
    field = command.gs1.get(ai)
    if wanted == command.text or (field is not None and _same_field(ai, wanted, field)):
        return None
    if check.work_order == "product" and same_gtin(wanted, command.text):
        return None
    seen = field or visible(command.text)
    return failure("scan_not_work_order", wanted, seen, field=check.work_order)


def _unused(state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    if not check.unused:
        return None
    used_in = command.used_in if command.used_in != state.execution else None
    used_in = used_in or _used_here(state, check, command)
    if used_in is None:
        return None
    return failure("scan_used", NOTHING, visible(command.text), used_in=used_in)


def unused_code(state: ExecutionState, command: RecordScan) -> Scanned | None:
    """What would be recorded of this scan, where its check takes unused codes only; else None."""
    check = plan_of(state.procedure).checks.get(command.step, {}).get(command.check)
    if not isinstance(check, Scan) or not check.unused:
        return None
    try:
        return _captured(state, check, command)
    except PatternError:
        return None  # the rules will say so


def same_code(one: Scanned, other: Scanned) -> bool:
    """One label however it was read, or one piece whatever label it was read from.

    Readers differ in the separator they put first, printers in the order of the fields; and a
    piece is known by its serial together with its article.
    """
    if one.text.removeprefix(SEPARATOR) == other.text.removeprefix(SEPARATOR):
        return True
    if one.gs1 and one.gs1 == other.gs1:
        return True
    return bool(one.serial) and one.serial == other.serial and _same_article(one, other)


def _same_article(one: Scanned, other: Scanned) -> bool:
    own, others = one.gs1.get("01"), other.gs1.get("01")
    if own and others:
        return same_gtin(own, others)
    return one.part is not None and one.part == other.part


def _used_here(state: ExecutionState, check: Scan, command: RecordScan) -> str | None:
    """Another check of this run that takes unused codes only has passed with this one."""
    plan, seen = plan_of(state.procedure), _captured(state, check, command)
    for step_id, step in state.steps.items():
        for check_id, answered in step.checks.items():
            if not answered.passed or (step_id, check_id) == (command.step, command.check):
                continue
            other = plan.checks.get(step_id, {}).get(check_id)
            if not isinstance(other, Scan) or not other.unused:
                continue
            if isinstance(answered.answer, Scanned) and same_code(answered.answer, seen):
                return state.execution
    return None


def _unexpired(state: ExecutionState, check: Scan, command: RecordScan) -> Failure | None:
    """Good through the whole of its expiry date, by the day at the station.

    Nothing gets younger by a clock set back in mid-run.
    """
    if not check.unexpired:
        return None
    today = local_date(command, state.latest_at)
    if command.expiry is None:
        return failure("scan_no_expiry", "(17)", visible(command.text))
    if command.expiry >= today:
        return None
    return failure("scan_expired", f"≥ {today.isoformat()}", command.expiry.isoformat())


CONTENT_RULES: tuple[Callable[[ExecutionState, Scan, RecordScan], Failure | None], ...] = (
    _equals,
    _pattern,
    _gs1,
    _in_bom,
    _part,
    _work_order,
)
"""Whether it is the code looked for."""

_RULES = (_symbology, *CONTENT_RULES, _unused, _unexpired)


# --- what the rules compare with --------------------------------------------------------------


def work_order_value(state: ExecutionState, field: str) -> str:
    """What the work order or the unit says. Raises `Refused` when it says nothing."""
    order, unit = state.work_order, state.unit
    values = {
        "number": order.number if order else None,
        "product": order.product if order else None,
        "lot": unit.lot or (order.lot if order else None),
        "serial": unit.serial,
    }
    value = values.get(field)
    if not value:
        raise Refused(Refusal("nothing_to_compare", {"expected": field}))
    return value


def bom_items(state: ExecutionState, part: str) -> list[BomItem]:
    """The lines of the bill of materials for this part; the part itself when it has none."""
    listed = [item for item in state.procedure.bom if item.part == part]
    return listed or [BomItem(part=part, title={})]


def matching_item(bom: list[BomItem], text: str, gs1: Mapping[str, str]) -> BomItem | None:
    """The line a code stands for: its part, its GTIN (with or without zeros), or its pattern."""
    return next((item for item in bom if _is_item(item, text, gs1)), None)


def _is_item(item: BomItem, text: str, gs1: Mapping[str, str]) -> bool:
    if text == item.part:
        return True
    if item.gtin is not None and (
        same_gtin(item.gtin, text) or same_gtin(item.gtin, gs1.get("01", ""))
    ):
        return True
    return item.pattern is not None and matches_whole(item.pattern, text)


def same_gtin(one: str, other: str) -> bool:
    """GTIN-8, -12, -13 and -14 are the same number with leading zeros."""
    if not GTIN.fullmatch(one) or not GTIN.fullmatch(other):
        return False
    return one.zfill(14) == other.zfill(14)


def visible(text: str) -> str:
    """Control characters as pictures, so that a code can be compared by eye."""
    return "".join(chr(0x2400 + ord(c)) if ord(c) < 32 else c for c in text)


# --- what is captured -------------------------------------------------------------------------


def _captured(state: ExecutionState, check: Scan, command: RecordScan) -> Scanned:
    groups = captures(check.pattern, command.text) if check.pattern else None
    sources = {**(groups or {}), **command.gs1, "text": command.text}
    item = None
    if check.in_bom or check.part is not None:
        item = matching_item(state.procedure.bom, command.text, command.gs1)
    return Scanned(
        text=command.text,
        symbology=command.symbology,
        source=command.source,
        gs1=command.gs1,
        part=item.part if item else None,
        lot=sources.get(check.capture.lot or ""),
        serial=sources.get(check.capture.serial or ""),
        quantity=sources.get(check.capture.quantity or ""),
    )


def _uncaptured(check: Scan, answer: Scanned) -> Failure | None:
    """What traceability asks for and the code does not carry."""
    for field in ("lot", "serial", "quantity"):
        source = getattr(check.capture, field)
        if source is not None and not getattr(answer, field):
            return failure("scan_not_captured", source, visible(answer.text), field=field)
    return None
