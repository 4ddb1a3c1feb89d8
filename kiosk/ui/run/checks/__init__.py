"""One input for each kind of check. Looked up by the kind's name, imported when first needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.ui.run.checks.base import CheckInput, Primary

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context

__all__ = ["AHEAD", "CheckInput", "Primary", "input_for"]

_INPUTS = {
    "acknowledge": "acknowledge:AcknowledgeInput",
    "scan": "scan:ScanInput",
    "measurement": "measurement:MeasurementInput",
    "choice": "choice:ChoiceInput",
    "checklist": "checklist:ChecklistInput",
    "text": "text:TextInput",
    "photo": "photo:PhotoInput",
    "timer": "timer:TimerInput",
    "calculation": "calculation:CalculationInput",
    "sign_off": "sign_off:SignOffInput",
}

#: What is imported when first needed, for whoever has time to do it before.
AHEAD = [f"{__name__}.{place.split(':')[0]}" for place in _INPUTS.values()]


def input_for(run: RunModel, context: Context, view: CheckView) -> CheckInput:
    """A fresh input for the check."""
    module, name = _INPUTS[view.kind].split(":")
    made: CheckInput = getattr(import_module(f"{__name__}.{module}"), name)(run, context, view)
    made.show_check(view)
    return made
