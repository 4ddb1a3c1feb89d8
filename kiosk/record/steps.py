"""The steps of the record: every visit, every try, every correction beside what it corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.record.answers import answered, required
from kiosk.record.page import CheckPart, Happening, Level, SectionPart, StepPart, Try, VisitPart
from kiosk.record.wording import NOTHING, Both, of_author, of_rules, said, span
from sop import events as e
from sop.answers import Photographed
from sop.execution import SPOT_CHECK, SPOT_PHOTO
from sop.execution.asking import is_spot_visit

if TYPE_CHECKING:
    from kiosk.record.telling import Teller
    from kiosk.record.visits import Course, Fact, Visit
    from sop.procedure import Check, Procedure, Step
    from sop.state import ExecutionState


def sections(
    procedure: Procedure, course: Course, teller: Teller, state: ExecutionState
) -> list[SectionPart]:
    """The main path in its order, then the contingency procedures that were entered."""
    parts, count = [], 0
    for section in procedure.sections:
        steps = []
        for step in section.steps:
            count += 1
            steps.append(_step(step, str(count), course, teller, state))
        parts.append(SectionPart(of_author(section.title), steps))
    for path in procedure.contingencies:
        if any(course.of(step.id) for step in path.steps):
            numbered = [(f"E{n}", step) for n, step in enumerate(path.steps, 1)]
            title = of_author(path.title)
            kind = said("contingency")
            parts.append(
                SectionPart(
                    Both(f"{kind.zh} · {title.zh}", f"{kind.en} · {title.en}"),
                    [_step(step, number, course, teller, state) for number, step in numbered],
                )
            )
    return parts


def _step(
    step: Step, number: str, course: Course, teller: Teller, state: ExecutionState
) -> StepPart:
    visits = course.of(step.id)
    status, level = _status(step, visits, state)
    standard = step.time.standard
    return StepPart(
        number=number,
        title=of_author(step.title),
        control=said(step.control),
        status=status,
        level=level,
        standard=span(int(standard * 1000)) if standard else "",
        visits=[_visit(step, visit, teller, len(visits) > 1) for visit in visits],
    )


def _status(step: Step, visits: list[Visit], state: ExecutionState) -> tuple[Both, Level]:
    now = state.step_state(step.id)
    if now.status == "completed":
        return said("done"), "good"
    if now.status == "skipped":
        return said("skipped"), "attention"
    if now.status == "deviated":
        return said("let_stand"), "attention"
    if not visits and state.status == "completed":
        return said("not_due"), "plain"
    return said("open"), "plain"


def _visit(step: Step, visit: Visit, teller: Teller, several: bool) -> VisitPart:
    end = visit.end
    completed = end.event if end and isinstance(end.event, e.StepCompleted) else None
    flagged = completed is not None and completed.timing != "within"
    return VisitPart(
        label=said("visit", n=visit.number) if several else NOTHING,
        begun=teller.when(visit.begin.at),
        ended=teller.when(end.at) if end else "",
        duration=span(completed.duration_ms) if completed else "",
        timing=said(completed.timing) if completed and flagged else NOTHING,
        checks=[_check(check, visit, teller) for check in _asked(step, visit, teller)],
        happenings=_happenings(visit, teller),
    )


def _asked(step: Step, visit: Visit, teller: Teller) -> list[Check]:
    """The procedure's checks, and the photograph this visit was asked for beside them."""
    spot = is_spot_visit(teller.execution, step, visit.number) if step.photo_rate else False
    photographed = spot or any(visit.answers(SPOT_PHOTO))
    return [*step.checks, SPOT_CHECK] if photographed else list(step.checks)


def _happenings(visit: Visit, teller: Teller) -> list[Happening]:
    told = [teller.happening(fact) for fact in visit.facts]
    return [happening for happening in told if happening is not None]


def _check(check: Check, visit: Visit, teller: Teller) -> CheckPart:
    facts = list(visit.answers(check.id))
    tries = [
        _try(fact, check, teller, number if len(facts) > 1 else 0)
        for number, fact in enumerate(facts, 1)
    ]
    return CheckPart(of_author(check.title), required(check), tries)


def _try(fact: Fact, check: Check, teller: Teller, number: int) -> Try:
    event = fact.event
    assert isinstance(event, e.CheckPassed | e.CheckFailed | e.AnswerCorrected)
    answer = event.new if isinstance(event, e.AnswerCorrected) else event.answer
    passed = isinstance(event, e.CheckPassed) or getattr(event, "passed", False)
    return Try(
        passed=passed,
        value=answered(answer, check),
        who=teller.name(event.by),
        at=teller.when(fact.at),
        number=_place(event, number),
        why=_why(event),
        was=answered(event.old, check) if isinstance(event, e.AnswerCorrected) else NOTHING,
        reason=event.reason if isinstance(event, e.AnswerCorrected) else "",
        photos=list(answer.photos) if isinstance(answer, Photographed) else [],
    )


def _place(event: e.CheckPassed | e.CheckFailed | e.AnswerCorrected, number: int) -> Both:
    """Which try of several it was, or a correction, and how late."""
    if not isinstance(event, e.AnswerCorrected):
        return said("try", n=number) if number else NOTHING
    return said("corrected_late", by=span(event.late_ms)) if event.late_ms else said("corrected")


def _why(event: e.CheckPassed | e.CheckFailed | e.AnswerCorrected) -> Both:
    if isinstance(event, e.CheckFailed):
        return of_rules(event.reason, event.details)
    if isinstance(event, e.AnswerCorrected) and event.failure:
        return of_rules(event.failure, event.details)
    return NOTHING
