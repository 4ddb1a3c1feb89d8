"""A command becomes events, or a refusal with its reason. No clock, no chance, nothing stored.

The same state and command always give the same answer, and a refusal changes nothing.
"""

from collections.abc import Callable
from typing import Any

import sop.execution.adjusting as adjusting
import sop.execution.answering as answering
import sop.execution.coaching as coaching
import sop.execution.contingencies as contingencies
import sop.execution.correcting as correcting
import sop.execution.exceptions as exceptions
import sop.execution.halting as halting
import sop.execution.running as running
import sop.execution.stepping as stepping
from sop import commands as c
from sop.events import Event
from sop.execution.order import not_blocked
from sop.execution.refusal import Refusal, Refused
from sop.state import ExecutionState

Decision = tuple[Event, ...] | Refusal

ANYBODY = frozenset(
    {
        c.Start,
        c.Pause,
        c.HandOver,
        c.Abort,
        c.Halt,
        c.LiftHalt,
        c.RaiseException,
        c.AnswerException,
        c.EscalateException,
        c.DisposeException,
        c.AddNote,
        c.AdjustOrder,
        c.SignAsCoach,
        c.ReleaseStep,
        c.SignDeviation,
        c.EnterContingency,
        c.LeaveContingency,
    }
)
"""Asked by whoever is at the screen. Everything else is the operator's own doing."""

WHILE_PAUSED = frozenset(
    {
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

WHILE_BLOCKED = frozenset(
    {
        c.ReleaseStep,
        c.SignDeviation,
        c.Halt,
        c.LiftHalt,
        c.GoBack,
        c.RaiseException,
        c.AnswerException,
        c.EscalateException,
        c.DisposeException,
        c.AddNote,
        c.AdjustOrder,
        c.Pause,
        c.Abort,
        c.HandOver,
        c.EnterContingency,
        c.LeaveContingency,
    }
)
"""What goes on while the step in hand waits for a team lead."""


def decide(state: ExecutionState, command: c.Command) -> Decision:
    """The events that carry the command out, all or none of them; or why it cannot be."""
    if refusal := may_ask(state, command):
        return refusal
    try:
        return _RULES[type(command)](state, command)
    except Refused as refused:
        return refused.refusal


def may_ask(state: ExecutionState, command: c.Command) -> Refusal | None:
    """What holds for every command: the run is on, the right person asks, nothing blocks."""
    kind = type(command)
    if kind is c.Start:
        return None if state.status == "new" else Refusal("already_started")
    if state.status == "new":
        return Refusal("not_started")
    if state.ended_at is not None and kind not in exceptions.AFTER_THE_END:
        return Refusal("execution_ended", {"seen": state.status})
    if state.status == "paused" and kind not in WHILE_PAUSED:
        return Refusal("execution_paused")
    if refusal := exceptions.not_held(state, kind):
        return refusal
    if refusal := halting.not_halted(state, kind):
        return refusal
    if kind not in ANYBODY and (refusal := is_operator(state, command)):
        return refusal
    if state.ended_at is not None or kind in WHILE_BLOCKED or kind is c.Resume:
        return None
    return not_blocked(state)


def is_operator(state: ExecutionState, command: c.Command) -> Refusal | None:
    """Whose name stands in the record is who does the work."""
    if state.operator is None or state.operator.id == command.by.id:
        return None
    return Refusal("not_the_operator", {"expected": state.operator.name, "seen": command.by.name})


_RULES: dict[type, Callable[[ExecutionState, Any], tuple[Event, ...]]] = {
    c.Start: running.start,
    c.Pause: running.pause,
    c.Resume: running.resume,
    c.Halt: halting.halt,
    c.LiftHalt: halting.lift,
    c.HandOver: running.hand_over,
    c.RaiseException: exceptions.raise_exception,
    c.AnswerException: exceptions.answer_exception,
    c.EscalateException: exceptions.escalate_exception,
    c.DisposeException: exceptions.dispose_exception,
    c.AddNote: exceptions.add_note,
    c.AdjustOrder: adjusting.adjust_order,
    c.SignAsCoach: coaching.sign_as_coach,
    c.Abort: running.abort,
    c.Finish: running.finish,
    c.EnterStep: stepping.enter_step,
    c.AcknowledgeWarnings: stepping.acknowledge_warnings,
    c.CompleteStep: stepping.complete_step,
    c.SkipStep: stepping.skip_step,
    c.GoBack: stepping.go_back,
    c.ReleaseStep: stepping.release_step,
    c.SignDeviation: stepping.sign_deviation,
    c.EnterContingency: contingencies.enter_contingency,
    c.LeaveContingency: contingencies.leave_contingency,
    c.AcknowledgeCheck: answering.acknowledge,
    c.RecordScan: answering.scan,
    c.RecordSample: answering.sample,
    c.Choose: answering.choose,
    c.TickItem: answering.tick,
    c.WriteText: answering.write,
    c.AddPhoto: answering.add_photo,
    c.StartTimer: answering.start_timer,
    c.FinishTimer: answering.finish_timer,
    c.ConfirmCalculation: answering.confirm_calculation,
    c.Sign: answering.sign,
    c.CorrectAnswer: correcting.correct_answer,
}
