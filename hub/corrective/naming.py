"""What a work order is about, in a line, as its station's people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.pages.titles import procedure_of
from hub.records.models import Execution

if TYPE_CHECKING:
    from hub.corrective.models import Order

_WORDS = {
    "man": ("人", "Man"),
    "machine": ("机", "Machine"),
    "material": ("料", "Material"),
    "method": ("法", "Method"),
    "environment": ("环", "Environment"),
    "measurement": ("测", "Measurement"),
    "minor": ("一般", "minor"),
    "major": ("严重", "major"),
    "critical": ("重大", "critical"),
}
LONGEST = 300


def subject(order: Order) -> dict[str, str]:
    """By language: category, severity, the step, the unit, and what was said."""
    run = Execution.objects.filter(pk=order.execution).first() if order.execution else None
    procedure = procedure_of(order.release) if order.release else None
    step = procedure.step(order.step) if procedure and order.step else None
    titles = step.title if step else {}
    unit = (run.unit or run.lot or run.work_order) if run else ""
    return {
        language: " · ".join(
            filter(
                None,
                (
                    _word(order.category, place),
                    _word(order.severity, place),
                    titles.get(language) or next(iter(titles.values()), order.step),
                    unit,
                    order.note,
                ),
            )
        )[:LONGEST]
        for place, language in enumerate(("zh", "en"))
    }


def _word(key: str, place: int) -> str:
    return _WORDS.get(key, (key, key))[place]
