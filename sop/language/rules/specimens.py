"""A likely answer to each check, to try expressions on."""

from sop.answers import (
    Acknowledged,
    Answer,
    Calculated,
    Chosen,
    Measured,
    Photographed,
    Scanned,
    Signed,
    Ticked,
    Waited,
    Written,
)
from sop.events import Unit, WorkOrder
from sop.procedure import (
    Acknowledge,
    Calculation,
    Check,
    Checklist,
    Choice,
    Measurement,
    Photo,
    Scan,
    SignOff,
    TextEntry,
    Timer,
)
from sop.variables import variables


def specimen(check: Check) -> Answer:
    """An answer of the type and with the fields a real one has."""
    match check:
        case Acknowledge():
            return Acknowledged()
        case Scan():
            return _scanned(check)
        case Measurement():
            value = _between(check.lower, check.upper)
            return Measured((value,) * max(check.samples, 1), value, check.unit)
        case Choice():
            return Chosen(tuple(option.id for option in check.options[:1]))
        case Checklist():
            return Ticked(tuple(item.id for item in check.items))
        case TextEntry():
            return Written("A")
        case Photo():
            return Photographed(("0" * 64,) * check.count)
        case Timer():
            return Waited(int(check.seconds * 1000))
        case Calculation():
            return Calculated(_between(check.lower, check.upper), check.unit)
        case SignOff():
            return Signed("1", "A", check.meaning)


def work_order_specimen(answers: dict[str, dict[str, Answer]]) -> dict[str, object]:
    """All variables of an expression. The plant's own fields are unknown here: none are given."""
    order = WorkOrder(number="1", product="A", variant="A", lot="A", quantity=2)
    unit = Unit(serial="A", lot="A")
    return variables(answers, station="A", work_order=order, unit=unit)


def _scanned(check: Scan) -> Scanned:
    capture = check.capture
    return Scanned(
        text=check.equals or "A",
        symbology="code128",
        source="camera",
        gs1={rule.ai: rule.equals or "1" for rule in check.gs1},
        part=check.part or ("A" if check.in_bom else None),
        lot="A" if capture.lot else None,
        serial="A" if capture.serial else None,
        quantity="2" if capture.quantity else None,
    )


def _between(lower: float | None, upper: float | None) -> float:
    if lower is not None and upper is not None:
        return (lower + upper) / 2
    return next((limit for limit in (lower, upper) if limit is not None), 1.5)
