"""From where an execution stands to what the screen shows. Pure: state, person and clock in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.ruling import Ruling
from kiosk.ui.run.checking import failed_of, view_check
from kiosk.ui.run.holding import held_of
from kiosk.ui.run.naming import short_name
from kiosk.ui.run.view import (
    Action,
    CheckView,
    Held,
    Path,
    RunView,
    StepLine,
    StepView,
    Surroundings,
    Takt,
)
from sop.execution import (
    StepRow,
    checks_of,
    elapsed_ms,
    go_back_targets,
    may_enter,
    may_skip,
    open_checks,
    pace,
    progress,
    ready_to_complete,
    ready_to_leave,
    step_overview,
)
from sop.execution.explaining import title
from sop.execution.stepping import warnings_acknowledged
from sop.procedure import Acknowledge

if TYPE_CHECKING:
    from kiosk.operations.ruling import Standing
    from sop.procedure import Procedure, Step
    from sop.state import ExecutionState

NO_RULING = Ruling()


def render(
    state: ExecutionState,
    language: str,
    now: int,
    person: str | None = None,
    active: str | None = None,
    ruling: Ruling = NO_RULING,
) -> RunView:
    """The run as `person` (an id) sees it at `now`. `active` is the check tapped last; `ruling`
    what revisions and withdrawals ask of it."""
    order, unit, procedure = state.work_order, state.unit, state.procedure
    done, due = progress(state)
    step = state.current_step
    shown = _step(state, step, language, active) if step else None
    standing = ruling.standing(state)
    return RunView(
        execution=state.execution,
        status=state.status,
        title=title(procedure.title, language),
        code=procedure.code,
        revision=procedure.revision,
        order=order.number if order else "",
        unit=unit.serial or unit.lot or "",
        operator=state.operator.name if state.operator else "",
        station=state.station,
        done=done,
        due=due,
        lines=_lines(state, language),
        step=shown,
        action=_action(state, shown, person, standing),
        takt=_takt(state, step, now),
        around=_around(procedure, language),
        contingency=_contingency(state, language),
        occasion=next(
            (it.occasion for it in procedure.contingencies if it.id == state.contingency), "other"
        ),
        exceptions=len(state.exceptions),
        reason=state.reason or "",
        standing=standing,
        halted=state.halted is not None,
        unhalted=state.unhalted,
        held=_held(state, language),
        now=now,
        coach=state.coach.name if state.coach else "",
    )


def render_takt(state: ExecutionState, now: int) -> Takt:
    """Only what changes with the clock."""
    return _takt(state, state.current_step, now)


# --- the step list ----------------------------------------------------------------------------


def _lines(state: ExecutionState, language: str) -> tuple[StepLine, ...]:
    back = set(go_back_targets(state))
    numbers = _numbers(state)
    return tuple(
        _line(state, row, numbers[row.step], row.step in back, language)
        for row in step_overview(state)
    )


def _numbers(state: ExecutionState) -> dict[str, int]:
    """What is not needed in this run is not counted: the numbers agree with "step n of m"."""
    counted, numbers = 0, {}
    for row in step_overview(state):
        counted += row.status != "not_due"
        numbers[row.step] = counted
    return numbers


def _line(
    state: ExecutionState, row: StepRow, number: int, may_go_back: bool, language: str
) -> StepLine:
    return StepLine(
        step=row.step,
        number=number,
        title=title(row.title, language),
        control=row.control,
        status=row.status,
        locked=row.locked,
        may_move=state.status == "running" and may_enter(state, row.step) is None,
        may_read=may_go_back or row.status in ("done", "skipped", "deviated"),
        by=_hands_on(state, row.step, language),
    )


def _hands_on(state: ExecutionState, step: str, language: str) -> str:
    """Nothing while one person does all of it: every line would say the same."""
    everybody = {each for it in state.steps.values() for each in it.performers}
    if len(everybody) < 2:
        return ""
    names = (state.people.get(each) for each in state.step_state(step).performers)
    between = "、" if language.startswith("zh") else ", "
    return between.join(short_name(it.name, language) for it in names if it is not None)


# --- the step in hand -------------------------------------------------------------------------


def _step(state: ExecutionState, step: Step, language: str, active: str | None) -> StepView:
    at = state.step_state(step.id)
    checks = _checks(state, step, language, active)
    number = _numbers(state).get(step.id, 0)
    blocked = failed_of(state, step, at.blocked_by, language) if at.blocked_by else None
    return StepView(
        step=step.id,
        number=number,
        title=title(step.title, language),
        text=title(step.text, language),
        control=step.control,
        visit=at.visit,
        pictures=tuple(step.pictures),
        clip=step.clip,
        warnings=tuple(step.warnings),
        warned=warnings_acknowledged(state, step.id) is None,
        checks=checks,
        blocked=blocked,
        skippable=state.status == "running" and may_skip(state, step.id) is None,
    )


def _checks(
    state: ExecutionState, step: Step, language: str, active: str | None
) -> tuple[CheckView, ...]:
    left = [check.id for check in open_checks(state)]
    chosen = active if active in left else next(iter(left), None)
    return tuple(
        view_check(state, step, check, check.id == chosen, language)
        for check in checks_of(state, step.id).values()
    )


# --- what comes next --------------------------------------------------------------------------


def _action(
    state: ExecutionState, step: StepView | None, person: str | None, standing: Standing
) -> Action:
    if state.ended_at is not None:
        return Action("ended")
    stranger = person is not None and state.operator is not None and person != state.operator.id
    if state.status == "paused" and not stranger:
        return Action("resume")
    # Before taking over: a team lead who comes to decide must not become the operator for it.
    if state.held_by is not None:
        return Action("held")
    if standing.stopped:
        return Action("stopped")
    if stranger:
        return Action("take_over")
    if state.halted is not None:
        return Action("lift")
    if standing.anew:
        return Action("anew")
    if step is None:
        if ready_to_leave(state):
            return Action("leave_contingency")
        unsigned = state.coach is not None and not state.coached
        return Action("coach" if unsigned else "finish")
    if step.blocked is not None:
        return Action("release")
    return _next_in(state, step)


def _next_in(state: ExecutionState, step: StepView) -> Action:
    if not step.warned:
        return Action("warnings")
    left = tuple(check for check in step.checks if check.status != "passed")
    titles = tuple(check.title for check in left)
    if ready_to_complete(state):
        return Action("complete", acknowledge=tuple(check.check.id for check in left), left=titles)
    if step.active is not None and isinstance(step.active.check, Acknowledge):
        return Action("acknowledge", acknowledge=(step.active.check.id,), left=titles)
    return Action("answer", left=titles)


# --- the rest ---------------------------------------------------------------------------------


def _takt(state: ExecutionState, step: Step | None, now: int) -> Takt:
    whole = pace(state, now)
    if step is None:
        return Takt(path_worked_ms=whole.worked_ms, path_standard_ms=whole.standard_ms)
    return Takt(
        elapsed_ms=elapsed_ms(state, step.id, now),
        standard_ms=_milliseconds(step.time.standard),
        minimum_ms=_milliseconds(step.time.minimum),
        maximum_ms=_milliseconds(step.time.maximum),
        path_worked_ms=whole.worked_ms,
        path_standard_ms=whole.standard_ms,
    )


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else int(seconds * 1000)


def _around(procedure: Procedure, language: str) -> Surroundings:
    return Surroundings(
        ppe=tuple(procedure.ppe),
        hazards=tuple(title(hazard, language) for hazard in procedure.hazards),
        tools=tuple((title(tool.title, language), tool.calibrated) for tool in procedure.tools),
        bom=tuple(procedure.bom),
        contingencies=tuple(
            Path(each.id, title(each.title, language), title(each.purpose, language), each.occasion)
            for each in procedure.contingencies
        ),
    )


def _held(state: ExecutionState, language: str) -> Held | None:
    case = state.held_by
    if case is None:
        return None
    known = state.people.get(case.raised.by)
    name = known.name if known else case.raised.by
    return held_of(case, name, state.procedure, language)


def _contingency(state: ExecutionState, language: str) -> str:
    for each in state.procedure.contingencies:
        if each.id == state.contingency:
            return title(each.title, language)
    return ""
