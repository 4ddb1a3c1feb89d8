"""Reading back a step: what was recorded, what of it can be corrected, what rework reopens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.ui.run.checking import view_check
from kiosk.ui.run.view import CheckView
from sop.execution import checks_of, may_enter, may_go_back
from sop.execution.explaining import title
from sop.execution.order import reopened_by
from sop.procedure import Choice, Measurement, TextEntry

if TYPE_CHECKING:
    from sop.state import ExecutionState


class ReadStep(Struct, frozen=True):
    """A step as it stands. `reopens` counts the steps that going back to it would open again."""

    step: str
    title: str
    status: str
    reason: str
    duration_ms: int
    checks: tuple[CheckView, ...]
    may_go_back: bool
    may_move: bool
    reopens: int

    def correctable(self, check: CheckView) -> bool:
        """Typed or chosen answers; what was scanned, shot or signed is made anew."""
        kinds = (Measurement, Choice, TextEntry)
        return check.status == "passed" and isinstance(check.check, kinds)


def read_step(state: ExecutionState, step_id: str, language: str) -> ReadStep | None:
    step = state.procedure.step(step_id)
    if step is None:
        return None
    at = state.step_state(step_id)
    shown = checks_of(state, step_id).values()
    going_back = state.status == "running" and may_go_back(state, step_id) is None
    return ReadStep(
        step=step_id,
        title=title(step.title, language),
        status=at.status,
        reason=at.reason or "",
        duration_ms=at.worked_ms,
        checks=tuple(view_check(state, step, check, False, language) for check in shown),
        may_go_back=going_back,
        may_move=state.status == "running" and may_enter(state, step_id) is None,
        reopens=len(reopened_by(state, step_id)) if going_back else 0,
    )
