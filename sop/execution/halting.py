"""A run stands still at a step boundary, because its release was withdrawn in the middle of it.

Nobody is stopped with a part half tightened: what is in hand is brought to its end first. From
there on the run goes on only when a team lead who does not work on it signs for it, and then to
its end; or it is aborted. Its release stays what it was (a running execution is pinned).
"""

from sop import commands as c
from sop import events as e
from sop.execution.gates import has_role
from sop.execution.order import has_answers
from sop.execution.refusal import Refusal, insist, refuse
from sop.execution.signing import LEAD
from sop.execution.stating import stated
from sop.state import ExecutionState

WHILE_HALTED = frozenset(
    {
        c.LiftHalt,
        c.Pause,
        c.Resume,
        c.HandOver,
        c.Abort,
        c.RaiseException,
        c.AnswerException,
        c.EscalateException,
        c.DisposeException,
        c.AddNote,
    }
)
"""What goes on while the run stands still; the same that moves no work."""


def at_boundary(state: ExecutionState) -> bool:
    """Nothing is half done: the step in hand has no answer yet, or there is none in hand."""
    if state.status != "running":
        return False
    return state.current is None or not has_answers(state.step_state(state.current))


def not_halted(state: ExecutionState, kind: type) -> Refusal | None:
    if state.halted is None or kind in WHILE_HALTED:
        return None
    return Refusal("execution_halted")


def superseded(state: ExecutionState, release: str, revision: str) -> Refusal | None:
    """Where another release asks running executions to begin anew: not in the middle of a step,
    not once a team lead has let the run go on, and not when every step is done already."""
    if state.release == release or state.unhalted or not at_boundary(state):
        return None
    if state.current is None and state.contingency is None:
        return None
    seen = state.procedure.revision
    return Refusal("newer_revision", {"expected": revision, "seen": seen})


def halt(state: ExecutionState, command: c.Halt) -> tuple[e.Event, ...]:
    """Once in a run: what a team lead has let go on is not halted again."""
    if state.unhalted:
        raise refuse("halt_was_lifted")
    if not at_boundary(state):
        raise refuse("step_half_done")
    return (e.ExecutionHalted(at=command.at, by=command.by.id, because=command.because),)


def lift(state: ExecutionState, command: c.LiftHalt) -> tuple[e.Event, ...]:
    """By a team lead, never by whoever works on it."""
    if state.halted is None:
        raise refuse("not_halted")
    insist(has_role(command.lead, LEAD))
    if state.operator is not None and state.operator.id == command.lead.id:
        raise refuse("lead_performed", seen=command.lead.name)
    reason = stated(command.reason)
    return (e.HaltLifted(at=command.at, by=command.by.id, lead=command.lead, reason=reason),)
