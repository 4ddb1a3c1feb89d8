"""What expressions see: `answers.<step>.<check>.<field>`, and what the run is made for.

A field that has no value is left out, so that looking at it is an error and never a false "no".
"""

from collections.abc import Mapping

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

NAMES = ("answers", "work_order", "product", "variant", "unit", "station")


def variables(
    answers: Mapping[str, Mapping[str, Answer]],
    *,
    station: str,
    work_order: WorkOrder | None,
    unit: Unit,
) -> dict[str, object]:
    """Every variable of an expression; `answers` are the passed ones, by step and check."""
    return {
        "answers": {
            step: {check: fields(answer) for check, answer in checks.items()}
            for step, checks in answers.items()
        },
        "work_order": _work_order(work_order),
        "product": work_order.product if work_order else None,
        "variant": work_order.variant if work_order else None,
        "unit": {"serial": unit.serial, "lot": unit.lot},
        "station": station,
    }


def fields(answer: Answer) -> dict[str, object]:
    """The fields of one answer. `value` is always there: what one would name first."""
    match answer:
        case Acknowledged():
            return {"value": True}
        case Scanned():
            return _scanned(answer)
        case Measured():
            return {"value": answer.value, "samples": list(answer.samples), "unit": answer.unit}
        case Chosen():
            return {"value": next(iter(answer.options), ""), "options": list(answer.options)}
        case Ticked():
            return {"value": True, "items": list(answer.items)}
        case Written():
            return {"value": answer.text}
        case Photographed():
            return {"value": float(len(answer.photos))}
        case Waited():
            return {"value": answer.elapsed_ms / 1000}
        case Calculated():
            return {"value": answer.value, "unit": answer.unit}
        case Signed():
            return {"value": answer.signer, "name": answer.name, "meaning": answer.meaning}


def _scanned(answer: Scanned) -> dict[str, object]:
    seen: dict[str, object] = {
        "value": answer.text,
        "symbology": answer.symbology,
        "gs1": dict(answer.gs1),
        "part": answer.part,
        "lot": answer.lot,
        "serial": answer.serial,
        "quantity": _number(answer.quantity),
    }
    return {name: value for name, value in seen.items() if value is not None}


def _number(text: str | None) -> float | str | None:
    """A captured quantity as a number where it is one; a comparison then works on it."""
    is_number = text is not None and text.isascii() and text.replace(".", "", 1).isdigit()
    return float(text) if text is not None and is_number else text


def _work_order(order: WorkOrder | None) -> dict[str, object] | None:
    if order is None:
        return None
    return {
        "number": order.number,
        "product": order.product,
        "variant": order.variant,
        "lot": order.lot,
        "quantity": order.quantity,
        "fields": dict(order.fields),
    }
