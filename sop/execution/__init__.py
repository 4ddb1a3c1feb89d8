"""The rules of execution, pure: commands are decided into events, events applied to a state.

`begin` a procedure, `decide` what a command does, `apply` each event that comes of it; `replay`
gives the state that recorded events lead to. The questions change nothing: what a screen may
offer, what a scan must be, and what a refusal means in words.
"""

from sop.execution.apply import apply, begin, replay
from sop.execution.conditions import is_due
from sop.execution.decide import Decision, decide
from sop.execution.expecting import Expected, expected, fits, is_specific
from sop.execution.explaining import explain, explain_failure
from sop.execution.gates import is_qualified, may_start
from sop.execution.order import (
    go_back_targets,
    may_enter,
    may_go_back,
    may_skip,
    next_due,
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
    "Decision",
    "Expected",
    "Pace",
    "Refusal",
    "StepRow",
    "apply",
    "begin",
    "calculated_value",
    "decide",
    "due_steps",
    "elapsed_ms",
    "expected",
    "explain",
    "explain_failure",
    "fits",
    "go_back_targets",
    "is_due",
    "is_qualified",
    "is_specific",
    "may_enter",
    "may_go_back",
    "may_sign",
    "may_skip",
    "may_start",
    "next_due",
    "open_checks",
    "pace",
    "progress",
    "ready_to_complete",
    "ready_to_finish",
    "ready_to_leave",
    "replay",
    "same_code",
    "step_overview",
    "unused_code",
]
