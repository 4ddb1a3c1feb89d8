"""The rules of execution, pure: commands are decided into events, events applied to a state.

`begin` a procedure, `decide` what a command does, `apply` each event that comes of it; `replay`
gives the state that recorded events lead to. The questions change nothing: what a screen may
offer, what a scan must be, and what a refusal means in words.
"""

from sop.execution.adjusting import may_adjust, open_steps
from sop.execution.apply import apply, begin, replay
from sop.execution.asking import SPOT_CHECK, SPOT_PHOTO, checks_of
from sop.execution.cases import Aside, decide_aside, follow
from sop.execution.coaching import may_coach, may_take_over
from sop.execution.conditions import is_due
from sop.execution.decide import Decision, decide
from sop.execution.exceptions import WHILE_HELD, may_dispose
from sop.execution.expecting import Expected, expected, fits, is_specific
from sop.execution.explaining import explain, explain_failure
from sop.execution.gates import is_qualified, may_start
from sop.execution.order import (
    go_back_targets,
    may_enter,
    may_go_back,
    may_skip,
    next_due,
    rework_targets,
)
from sop.execution.queries import (
    Pace,
    StepRow,
    calculated_value,
    due_steps,
    elapsed_ms,
    open_checks,
    pace,
    progress,
    ready_to_complete,
    ready_to_finish,
    ready_to_leave,
    step_overview,
)
from sop.execution.refusal import Refusal
from sop.execution.scanning import same_code, unused_code
from sop.execution.signing import may_sign

__all__ = [
    "SPOT_CHECK",
    "SPOT_PHOTO",
    "WHILE_HELD",
    "Aside",
    "Decision",
    "Expected",
    "Pace",
    "Refusal",
    "StepRow",
    "apply",
    "begin",
    "calculated_value",
    "checks_of",
    "decide",
    "decide_aside",
    "due_steps",
    "elapsed_ms",
    "expected",
    "explain",
    "explain_failure",
    "fits",
    "follow",
    "go_back_targets",
    "is_due",
    "is_qualified",
    "is_specific",
    "may_adjust",
    "may_coach",
    "may_dispose",
    "may_enter",
    "may_go_back",
    "may_sign",
    "may_skip",
    "may_start",
    "may_take_over",
    "next_due",
    "open_checks",
    "open_steps",
    "pace",
    "progress",
    "ready_to_complete",
    "ready_to_finish",
    "ready_to_leave",
    "replay",
    "rework_targets",
    "same_code",
    "step_overview",
    "unused_code",
]
