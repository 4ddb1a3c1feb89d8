"""Steps: entering, completing, skipping, going back; and what a team lead may do about one."""

from sop import commands as c
from sop import events as e
from sop.answers import Acknowledged
from sop.execution.apply import apply, fold
from sop.execution.asking import checks_of
from sop.execution.cases import decided_with
from sop.execution.order import (
    enter,
    go_on,
    is_current,
    may_enter,
    may_go_back,
    may_skip,
    reopened_by,
    settle,
)
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal, insist, refuse
from sop.execution.signing import may_authorise
from sop.execution.stating import stated
from sop.execution.timing import timing_of, worked
from sop.procedure import Acknowledge, SignOff
from sop.state import CheckState, ExecutionState


def enter_step(state: ExecutionState, command: c.EnterStep) -> tuple[e.Event, ...]:
    insist(may_enter(state, command.step))
    return (enter(state, command.step, command.at, command.by.id, stated(command.reason)),)


def acknowledge_warnings(
    state: ExecutionState, command: c.AcknowledgeWarnings
) -> tuple[e.Event, ...]:
    insist(is_current(state, command.step))
    if not plan_of(state.procedure).steps[command.step].warnings:
        raise refuse("no_warnings", seen=command.step)
    if state.step_state(command.step).warned:
        raise refuse("warnings_already_acknowledged", seen=command.step)
    return (e.WarningsAcknowledged(at=command.at, by=command.by.id, step=command.step),)


def complete_step(state: ExecutionState, command: c.CompleteStep) -> tuple[e.Event, ...]:
    """The tap confirms what it lists, closes the step, and the next one is entered."""
    insist(is_current(state, command.step))
    insist(warnings_acknowledged(state, command.step))
    insist(signed_by_others_only(state, command.step, command.by))
    confirmed = _confirm(state, command)
    after = fold(state, confirmed)
    insist(all_passed(after, command.step))
    done = _completion(after, command)
    return *confirmed, done, *go_on(apply(after, done), command.at, command.by.id)


def _confirm(state: ExecutionState, command: c.CompleteStep) -> tuple[e.Event, ...]:
    checks = checks_of(state, command.step)
    for each in command.acknowledge:
        if each not in checks:
            raise refuse("unknown_check", seen=each)
        if not isinstance(checks[each], Acknowledge):
            raise refuse("wrong_kind", expected="acknowledge", seen=each)
    answered = state.step_state(command.step).checks
    return tuple(
        e.CheckPassed(
            at=command.at,
            by=command.by.id,
            step=command.step,
            check=each,
            answer=Acknowledged(),
        )
        for each in dict.fromkeys(command.acknowledge)
        if not answered.get(each, CheckState()).passed
    )


def _completion(state: ExecutionState, command: c.CompleteStep) -> e.StepCompleted:
    step = state.step_state(command.step)
    duration = worked(step, command.at)
    return e.StepCompleted(
        at=command.at,
        by=command.by.id,
        step=command.step,
        visit=step.visit,
        duration_ms=duration,
        timing=timing_of(plan_of(state.procedure).steps[command.step], duration),
    )


def skip_step(state: ExecutionState, command: c.SkipStep) -> tuple[e.Event, ...]:
    insist(may_skip(state, command.step))
    reason = stated(command.reason)
    skipped = e.StepSkipped(at=command.at, by=command.by.id, step=command.step, reason=reason)
    return skipped, *go_on(apply(state, skipped), command.at, command.by.id)


def go_back(state: ExecutionState, command: c.GoBack) -> tuple[e.Event, ...]:
    insist(may_go_back(state, command.to))
    return rework(state, command.to, command.at, command.by.id, stated(command.reason))


def rework(
    state: ExecutionState, to: str, at: int, by: str, reason: str, automatic: bool = False
) -> tuple[e.Event, ...]:
    """Reopen `to` and what was done after it, and enter `to`."""
    back = e.WentBack(
        at=at,
        by=by,
        to=to,
        reopened=reopened_by(state, to),
        reason=reason,
        automatic=automatic,
    )
    return back, enter(apply(state, back), to, at, by)


def release_step(state: ExecutionState, command: c.ReleaseStep) -> tuple[e.Event, ...]:
    if command.step not in plan_of(state.procedure).steps:
        raise refuse("unknown_step", seen=command.step)
    if state.step_state(command.step).blocked_by is None:
        raise refuse("step_not_blocked", seen=command.step)
    insist(may_authorise(state, command.step, command.lead))
    reason = stated(command.reason)
    released = e.StepReleased(
        at=command.at, by=command.by.id, step=command.step, lead=command.lead, reason=reason
    )
    told: tuple[e.Event, ...] = (released, *decided_with(state.cases, command, reason))
    return *told, *settle(fold(state, told), command.at, command.by.id)


def sign_deviation(state: ExecutionState, command: c.SignDeviation) -> tuple[e.Event, ...]:
    insist(is_current(state, command.step))
    insist(may_authorise(state, command.step, command.lead))
    reason = stated(command.reason)
    signed = e.DeviationSigned(
        at=command.at, by=command.by.id, step=command.step, lead=command.lead, reason=reason
    )
    told: tuple[e.Event, ...] = (signed, *decided_with(state.cases, command, reason))
    return *told, *go_on(fold(state, told), command.at, command.by.id)


# --- what a step asks for ---------------------------------------------------------------------


def warnings_acknowledged(state: ExecutionState, step_id: str) -> Refusal | None:
    """The warnings of a step come before anything else of it."""
    warnings = plan_of(state.procedure).steps[step_id].warnings
    if not warnings or state.step_state(step_id).warned:
        return None
    return Refusal("warnings_not_acknowledged", {"expected": step_id})


def all_passed(state: ExecutionState, step_id: str) -> Refusal | None:
    left = unpassed(state, step_id)
    return Refusal("checks_left", {"expected": ", ".join(left)}) if left else None


def unpassed(state: ExecutionState, step_id: str) -> tuple[str, ...]:
    """The checks of the step that have not passed in this visit, in their order."""
    answered = state.step_state(step_id).checks
    checks = checks_of(state, step_id)
    return tuple(each for each in checks if not answered.get(each, CheckState()).passed)


def signed_by_others_only(state: ExecutionState, step_id: str, person: e.Person) -> Refusal | None:
    """Who has signed a step as its second person does not perform it afterwards."""
    answered = state.step_state(step_id).checks
    for each, check in plan_of(state.procedure).checks[step_id].items():
        if not isinstance(check, SignOff) or check.by != "second":
            continue
        signature = answered.get(each, CheckState()).answer
        if signature is not None and getattr(signature, "signer", None) == person.id:
            return Refusal("second_signer_performs", {"seen": person.name})
    return None
