"""Answers to the checks of the step in hand: each is recorded as given, passed or failed."""

from typing import TypeVar

from sop import commands as c
from sop import events as e
from sop.answers import (
    Acknowledged,
    Answer,
    Calculated,
    Chosen,
    Measured,
    Photographed,
    Signed,
    Ticked,
    Waited,
    Written,
)
from sop.execution.apply import fold
from sop.execution.asking import checks_of
from sop.execution.conditions import calculate
from sop.execution.failing import consequences
from sop.execution.judging import (
    judge_choice,
    judge_hold,
    judge_sample,
    judge_text,
    judge_value,
    readable,
)
from sop.execution.numbers import Failure, calculated, is_usable, mean
from sop.execution.order import is_current
from sop.execution.refusal import insist, refuse
from sop.execution.scanning import judge_scan
from sop.execution.signing import may_sign
from sop.execution.stepping import signed_by_others_only, warnings_acknowledged
from sop.expressions import ExpressionError
from sop.procedure import (
    Acknowledge,
    BaseCheck,
    Calculation,
    Checklist,
    Choice,
    Measurement,
    Photo,
    Scan,
    SignOff,
    TextEntry,
    Timer,
)
from sop.state import CheckState, ExecutionState

C = TypeVar("C", bound=BaseCheck)

Answering = (
    c.AcknowledgeCheck
    | c.RecordScan
    | c.RecordSample
    | c.Choose
    | c.TickItem
    | c.WriteText
    | c.AddPhoto
    | c.StartTimer
    | c.FinishTimer
    | c.ConfirmCalculation
    | c.Sign
)


def acknowledge(state: ExecutionState, command: c.AcknowledgeCheck) -> tuple[e.Event, ...]:
    _asked(state, command, Acknowledge)
    return _record(state, command, Acknowledged(), None)


def scan(state: ExecutionState, command: c.RecordScan) -> tuple[e.Event, ...]:
    check = _asked(state, command, Scan)
    if not command.text:
        raise refuse("scan_empty")
    return _record(state, command, *judge_scan(state, check, command))


def sample(state: ExecutionState, command: c.RecordSample) -> tuple[e.Event, ...]:
    """One out of limits fails at once: nobody takes four more readings of a bad part."""
    check = _asked(state, command, Measurement)
    value = readable(check, command.value, command.source)
    taken = (*_answered(state, command).samples, value)
    before: tuple[e.Event, ...] = ()
    if check.samples > 1:
        before = (
            e.SampleTaken(
                at=command.at,
                by=command.by.id,
                step=command.step,
                check=command.check,
                value=value,
                source=command.source,
            ),
        )
    failed = judge_sample(check, value)
    if failed is None and len(taken) < check.samples:
        return before
    answer = Measured(
        samples=taken,
        value=mean(taken, check.decimals),
        unit=check.unit,
        source=command.source,
    )
    return _record(state, command, answer, failed, *before)


def choose(state: ExecutionState, command: c.Choose) -> tuple[e.Event, ...]:
    check = _asked(state, command, Choice)
    return _record(state, command, Chosen(command.options), judge_choice(check, command.options))


def tick(state: ExecutionState, command: c.TickItem) -> tuple[e.Event, ...]:
    check = _asked(state, command, Checklist)
    items = [item.id for item in check.items]
    if command.item not in items:
        raise refuse("unknown_item", seen=command.item)
    ticked = set(_answered(state, command).ticked)
    if (command.item in ticked) == command.ticked:
        raise refuse("item_already_so", seen=command.item)
    event = e.ItemTicked(
        at=command.at,
        by=command.by.id,
        step=command.step,
        check=command.check,
        item=command.item,
        ticked=command.ticked,
    )
    if not command.ticked or not ticked.union({command.item}).issuperset(items):
        return (event,)
    return _record(state, command, Ticked(tuple(items)), None, event)


def write(state: ExecutionState, command: c.WriteText) -> tuple[e.Event, ...]:
    check = _asked(state, command, TextEntry)
    text = command.text.strip()
    return _record(state, command, Written(text), judge_text(check, text))


def add_photo(state: ExecutionState, command: c.AddPhoto) -> tuple[e.Event, ...]:
    check = _asked(state, command, Photo)
    photos = _answered(state, command).photos
    if not command.photo or command.photo in photos:
        raise refuse("photo_already_added", seen=command.photo)
    taken = e.PhotoTaken(
        at=command.at,
        by=command.by.id,
        step=command.step,
        check=command.check,
        photo=command.photo,
    )
    photos = (*photos, command.photo)
    if len(photos) < check.count:
        return (taken,)
    return _record(state, command, Photographed(photos), None, taken)


def start_timer(state: ExecutionState, command: c.StartTimer) -> tuple[e.Event, ...]:
    """A waiting time runs once; a button may be pressed and held anew."""
    check = _asked(state, command, Timer)
    if check.mode == "wait" and _answered(state, command).timer_started_at is not None:
        raise refuse("timer_already_started")
    return (
        e.TimerStarted(at=command.at, by=command.by.id, step=command.step, check=command.check),
    )


def finish_timer(state: ExecutionState, command: c.FinishTimer) -> tuple[e.Event, ...]:
    check = _asked(state, command, Timer)
    if _answered(state, command).timer_started_at is None:
        raise refuse("timer_not_started")
    failed = judge_hold(check, command.elapsed_ms)
    if failed is not None and check.mode == "wait":
        raise refuse("timer_running", **failed.details)
    return _record(state, command, Waited(max(0, command.elapsed_ms)), failed)


def confirm_calculation(
    state: ExecutionState, command: c.ConfirmCalculation
) -> tuple[e.Event, ...]:
    check = _asked(state, command, Calculation)
    try:
        value = calculate(state, check.expression)
    except ExpressionError as error:
        raise refuse(error.key, **error.details) from error
    if not is_usable(value):
        raise refuse("value_not_a_number", seen=str(value))
    answer = Calculated(calculated(value, check.decimals), check.unit)
    return _record(state, command, answer, judge_value(check, answer.value))


def sign(state: ExecutionState, command: c.Sign) -> tuple[e.Event, ...]:
    check = _asked(state, command, SignOff)
    insist(may_sign(state, command.step, check, command.signer))
    answer = Signed(command.signer.id, command.signer.name, check.meaning, command.record)
    return _record(state, command, answer, None)


# --- what all answers share -------------------------------------------------------------------


def _asked(state: ExecutionState, command: Answering, kind: type[C]) -> C:
    """The check, when it may be answered now by this person; raises `Refused` otherwise."""
    insist(is_current(state, command.step))
    check = checks_of(state, command.step).get(command.check)
    if check is None:
        raise refuse("unknown_check", seen=command.check)
    if not isinstance(check, kind):
        raise refuse("wrong_kind", expected=_kind(type(check)), seen=_kind(kind))
    if _answered(state, command).passed:
        raise refuse("check_already_passed", seen=command.check)
    insist(warnings_acknowledged(state, command.step))
    insist(signed_by_others_only(state, command.step, command.by))
    return check


def _kind(kind: type[BaseCheck]) -> str:
    return str(kind.__struct_config__.tag)


def _answered(state: ExecutionState, command: Answering) -> CheckState:
    return state.step_state(command.step).checks.get(command.check, CheckState())


def _record(
    state: ExecutionState,
    command: Answering,
    answer: Answer,
    failed: Failure | None,
    *before: e.Event,
) -> tuple[e.Event, ...]:
    """The answer passed; or failed, with what its step does about that."""
    at, by, step, check = command.at, command.by.id, command.step, command.check
    if failed is None:
        return *before, e.CheckPassed(at=at, by=by, step=step, check=check, answer=answer)
    event = e.CheckFailed(
        at=at,
        by=by,
        step=step,
        check=check,
        answer=answer,
        reason=failed.reason,
        details=failed.details,
    )
    after = fold(state, (*before, event))
    return *before, event, *consequences(after, step, check, failed.reason, at, by)
