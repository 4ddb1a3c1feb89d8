"""Facts become state. Nothing is judged here: an event is true because it was recorded.

`apply` is total: it raises on no event, whatever the order, so that a record can always be opened.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from msgspec.structs import replace

from sop import events as e
from sop.answers import Signed
from sop.execution.cases import follow
from sop.execution.order import path, reordered
from sop.execution.plan import plan_of
from sop.execution.timing import start_clock, stop_clock
from sop.procedure import Procedure
from sop.state import CheckState, ExecutionState, StepState

AboutException = (
    e.ExceptionRaised | e.ExceptionAnswered | e.ExceptionEscalated | e.ExceptionDisposed
)

_OPENS_AGAIN = (e.WentBack, e.AnswerCorrected, e.ContingencyEntered, e.StepEntered)


def begin(procedure: Procedure) -> ExecutionState:
    """An execution of which nothing has been recorded yet."""
    return ExecutionState(procedure)


def apply(state: ExecutionState, event: e.Event) -> ExecutionState:
    """The state after the event. An event of a kind not known here changes nothing."""
    change = _CHANGES.get(type(event))
    if change is None:
        return state
    after = change(state, event)
    if after.coached and isinstance(event, _OPENS_AGAIN):
        after = replace(after, coached=False)  # the coach vouched for the work as it was
    return after if event.at <= after.latest_at else replace(after, latest_at=event.at)


def fold(state: ExecutionState, events: Iterable[e.Event]) -> ExecutionState:
    return reduce(apply, events, state)


def replay(procedure: Procedure, events: Iterable[e.Event]) -> ExecutionState:
    """The state the recorded events lead to, from the very beginning."""
    return fold(begin(procedure), events)


# --- parts of a state -------------------------------------------------------------------------


def _with_step(state: ExecutionState, step_id: str, step: StepState) -> ExecutionState:
    return replace(state, steps={**state.steps, step_id: step})


def _with_check(step: StepState, check_id: str, check: CheckState) -> StepState:
    return replace(step, checks={**step.checks, check_id: check})


def _performed(step: StepState, person: str) -> StepState:
    if person in step.performers:
        return step
    return replace(step, performers=(*step.performers, person))


def _without_current(state: ExecutionState, at: int) -> ExecutionState:
    if state.current is None:
        return state
    stopped = stop_clock(state.step_state(state.current), at)
    return replace(_with_step(state, state.current, stopped), current=None)


def _known(state: ExecutionState, *people: e.Person) -> dict[str, e.Person]:
    return {**state.people, **{person.id: person for person in people}}


# --- the run ----------------------------------------------------------------------------------


def _started(state: ExecutionState, event: e.ExecutionStarted) -> ExecutionState:
    return replace(
        state,
        status="running",
        execution=event.execution,
        release=event.release,
        station=event.station,
        operator=event.operator,
        work_order=event.work_order,
        unit=event.unit,
        people=_known(state, event.operator, *([event.coach] if event.coach else [])),
        started_at=event.at,
        coach=event.coach,
    )


def _paused(state: ExecutionState, event: e.ExecutionPaused) -> ExecutionState:
    paused = replace(state, status="paused", reason=event.reason or None)
    if state.current is None:
        return paused
    return _with_step(paused, state.current, stop_clock(state.step_state(state.current), event.at))


def _resumed(state: ExecutionState, event: e.ExecutionResumed) -> ExecutionState:
    running = replace(state, status="running", reason=None)
    if state.current is None:
        return running
    return _with_step(
        running, state.current, start_clock(state.step_state(state.current), event.at)
    )


def _halted(state: ExecutionState, event: e.ExecutionHalted) -> ExecutionState:
    return replace(state, halted=event.because)


def _halt_lifted(state: ExecutionState, event: e.HaltLifted) -> ExecutionState:
    return replace(state, halted=None, unhalted=True, people=_known(state, event.lead))


def _handed_over(state: ExecutionState, event: e.HandedOver) -> ExecutionState:
    lead = [event.lead] if event.lead else []
    return replace(state, operator=event.to, people=_known(state, event.to, *lead))


def _aborted(state: ExecutionState, event: e.ExecutionAborted) -> ExecutionState:
    left = _without_current(state, event.at)
    return replace(left, status="aborted", ended_at=event.at, reason=event.reason)


def _finished(state: ExecutionState, event: e.ExecutionCompleted) -> ExecutionState:
    left = _without_current(state, event.at)
    return replace(left, status="completed", ended_at=event.at, result=event.result)


def _about_exception(state: ExecutionState, event: AboutException) -> ExecutionState:
    return replace(state, cases=follow(state.cases, event), people=_known(state, *_named(event)))


def _named(event: AboutException) -> tuple[e.Person, ...]:
    if isinstance(event, e.ExceptionAnswered):
        return (event.person,)
    return (event.lead,) if isinstance(event, e.ExceptionDisposed) else ()


def _noted(state: ExecutionState, event: e.NoteAdded) -> ExecutionState:
    return replace(state, people=_known(state, event.lead)) if event.lead else state


def _adjusted(state: ExecutionState, event: e.OrderAdjusted) -> ExecutionState:
    steps = tuple(step.id for step in reordered(path(state), event.steps))
    return replace(
        state,
        orders={**state.orders, state.contingency or "": steps},
        people=_known(state, event.lead),
    )


def _coach_signed(state: ExecutionState, event: e.CoachSigned) -> ExecutionState:
    return replace(state, coached=True, people=_known(state, event.coach))


# --- steps ------------------------------------------------------------------------------------


def _entered(state: ExecutionState, event: e.StepEntered) -> ExecutionState:
    left = _without_current(state, event.at)
    step = start_clock(left.step_state(event.step), event.at)
    step = replace(step, visit=event.visit, begun=True)
    return replace(_with_step(left, event.step, step), current=event.step)


def _warned(state: ExecutionState, event: e.WarningsAcknowledged) -> ExecutionState:
    """Confirming a danger is part of the work: whoever does it performs the step."""
    warned = replace(state.step_state(event.step), warned=True)
    return _with_step(state, event.step, _performed(warned, event.by))


def _ended(state: ExecutionState, step_id: str, at: int, **changes: Any) -> ExecutionState:
    left = _without_current(state, at) if state.current == step_id else state
    return _with_step(left, step_id, replace(left.step_state(step_id), done_at=at, **changes))


def _completed(state: ExecutionState, event: e.StepCompleted) -> ExecutionState:
    done = _ended(state, event.step, event.at, status="completed", reason=None)
    step = _performed(done.step_state(event.step), event.by)
    return _with_step(done, event.step, replace(step, worked_ms=event.duration_ms))


def _skipped(state: ExecutionState, event: e.StepSkipped) -> ExecutionState:
    return _ended(state, event.step, event.at, status="skipped", reason=event.reason)


def _deviated(state: ExecutionState, event: e.DeviationSigned) -> ExecutionState:
    done = _ended(state, event.step, event.at, status="deviated", reason=event.reason)
    return _freed(done, event.step, event.lead)


def _blocked(state: ExecutionState, event: e.StepBlocked) -> ExecutionState:
    step = replace(state.step_state(event.step), blocked_by=event.check)
    return _with_step(state, event.step, step)


def _released(state: ExecutionState, event: e.StepReleased) -> ExecutionState:
    return _freed(state, event.step, event.lead)


def _freed(state: ExecutionState, step_id: str, lead: e.Person) -> ExecutionState:
    """A team lead has spoken: no block, and the tries begin anew."""
    step = state.step_state(step_id)
    checks = {each: replace(check, failures=0) for each, check in step.checks.items()}
    freed = _with_step(state, step_id, replace(step, blocked_by=None, checks=checks))
    return replace(freed, people=_known(state, lead))


def _went_back(state: ExecutionState, event: e.WentBack) -> ExecutionState:
    """The tries begin anew where a failure demanded the rework, not where the operator chose it:
    else going back before the last try would be a way around every block."""
    left = _without_current(state, event.at)
    reopened = {step: _reopened(left.step_state(step)) for step in event.reopened}
    if not event.automatic:
        reopened = {
            each: replace(step, checks=_failures(left.step_state(each)))
            for each, step in reopened.items()
        }
    return replace(left, steps={**left.steps, **reopened})


def _reopened(step: StepState) -> StepState:
    """Rework frees no blocked step: that stays with a team lead who had no part in it."""
    if step.blocked_by is None:
        return StepState(visit=step.visit)
    return StepState(visit=step.visit, blocked_by=step.blocked_by, performers=step.performers)


def _failures(step: StepState) -> dict[str, CheckState]:
    """Of each check nothing but how often it failed."""
    return {
        each: CheckState(failures=check.failures)
        for each, check in step.checks.items()
        if check.failures
    }


# --- contingency procedures -------------------------------------------------------------------


def _contingency_entered(state: ExecutionState, event: e.ContingencyEntered) -> ExecutionState:
    left = _without_current(state, event.at)
    path = plan_of(state.procedure).paths.get(event.contingency, ())
    afresh = {step.id: _reopened(left.step_state(step.id)) for step in path}
    return replace(
        left,
        steps={**left.steps, **afresh},
        orders={each: it for each, it in left.orders.items() if each != event.contingency},
        contingency=event.contingency,
        resume_at=event.resume_at,
        people=_known(state, event.lead),
    )


def _contingency_left(state: ExecutionState, event: e.ContingencyLeft) -> ExecutionState:
    path = plan_of(state.procedure).paths.get(event.contingency, ())
    departed = any(_departed(state.step_state(step.id)) for step in path)
    return replace(
        _without_current(state, event.at),
        contingency=None,
        resume_at=None,
        departed=state.departed or departed,
    )


def _departed(step: StepState) -> bool:
    """Left undone, skipped, or let stand: the steps themselves may be begun afresh later."""
    return step.status in ("skipped", "deviated") or (step.begun and step.status == "open")


# --- checks -----------------------------------------------------------------------------------


def _answering(
    state: ExecutionState, event: Any, change: Callable[[CheckState], CheckState]
) -> ExecutionState:
    """One check changed by the person who performs the step."""
    step = state.step_state(event.step)
    changed = _with_check(step, event.check, change(step.checks.get(event.check, CheckState())))
    return _with_step(state, event.step, _performed(changed, event.by))


def _sampled(state: ExecutionState, event: e.SampleTaken) -> ExecutionState:
    return _answering(
        state, event, lambda check: replace(check, samples=(*check.samples, event.value))
    )


def _ticked(state: ExecutionState, event: e.ItemTicked) -> ExecutionState:
    def tick(check: CheckState) -> CheckState:
        others = tuple(item for item in check.ticked if item != event.item)
        return replace(check, ticked=(*others, event.item) if event.ticked else others)

    return _answering(state, event, tick)


def _photographed(state: ExecutionState, event: e.PhotoTaken) -> ExecutionState:
    return _answering(
        state, event, lambda check: replace(check, photos=(*check.photos, event.photo))
    )


def _timer_started(state: ExecutionState, event: e.TimerStarted) -> ExecutionState:
    return _answering(state, event, lambda check: replace(check, timer_started_at=event.at))


def _passed(state: ExecutionState, event: e.CheckPassed) -> ExecutionState:
    def answered(check: CheckState) -> CheckState:
        return CheckState(passed=True, answer=event.answer, failures=check.failures)

    if isinstance(event.answer, Signed) and event.answer.signer != event.by:
        # Handing somebody the screen to sign is not performing.
        step = state.step_state(event.step)
        signed = answered(step.checks.get(event.check, CheckState()))
        return _with_step(state, event.step, _with_check(step, event.check, signed))
    return _answering(state, event, answered)


def _failed(state: ExecutionState, event: e.CheckFailed) -> ExecutionState:
    return _answering(
        state,
        event,
        lambda check: CheckState(
            answer=event.answer,
            failures=check.failures + 1,
            reason=event.reason,
            details=event.details,
        ),
    )


def _corrected(state: ExecutionState, event: e.AnswerCorrected) -> ExecutionState:
    """The step opens again when it no longer holds; so does every step something fell in."""
    corrected = _answering(
        state,
        event,
        lambda check: CheckState(
            passed=event.passed,
            answer=event.new,
            failures=check.failures + (not event.passed),
            reason=event.failure,
            details=event.details,
        ),
    )
    if not event.passed:
        step = _opened(corrected.step_state(event.step))
        corrected = _with_step(corrected, event.step, step)
    return reduce(_fell, event.fallen, corrected)


def _fell(state: ExecutionState, fallen: str) -> ExecutionState:
    step_id, _, check_id = fallen.partition(".")
    step = state.step_state(step_id)
    failures = step.checks.get(check_id, CheckState()).failures
    without = _with_check(step, check_id, CheckState(failures=failures))
    return _with_step(state, step_id, _opened(without))


def _opened(step: StepState) -> StepState:
    """To be done again in a new visit, its other answers standing."""
    if step.status == "open":
        return step
    return replace(step, status="open", begun=False, reason=None, done_at=None)


_CHANGES: dict[type, Callable[[ExecutionState, Any], ExecutionState]] = {
    e.ExecutionStarted: _started,
    e.StepEntered: _entered,
    e.WarningsAcknowledged: _warned,
    e.SampleTaken: _sampled,
    e.ItemTicked: _ticked,
    e.PhotoTaken: _photographed,
    e.TimerStarted: _timer_started,
    e.CheckPassed: _passed,
    e.CheckFailed: _failed,
    e.AnswerCorrected: _corrected,
    e.StepCompleted: _completed,
    e.StepSkipped: _skipped,
    e.StepBlocked: _blocked,
    e.StepReleased: _released,
    e.DeviationSigned: _deviated,
    e.WentBack: _went_back,
    e.ExceptionRaised: _about_exception,
    e.ExceptionAnswered: _about_exception,
    e.ExceptionEscalated: _about_exception,
    e.ExceptionDisposed: _about_exception,
    e.NoteAdded: _noted,
    e.OrderAdjusted: _adjusted,
    e.CoachSigned: _coach_signed,
    e.ContingencyEntered: _contingency_entered,
    e.ContingencyLeft: _contingency_left,
    e.ExecutionPaused: _paused,
    e.ExecutionResumed: _resumed,
    e.ExecutionHalted: _halted,
    e.HaltLifted: _halt_lifted,
    e.HandedOver: _handed_over,
    e.ExecutionAborted: _aborted,
    e.ExecutionCompleted: _finished,
}
