"""The events of a run, sorted by the step and the visit they belong to. Nothing is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sop import events as e

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Answering = e.CheckPassed | e.CheckFailed | e.AnswerCorrected


class Fact(Struct, frozen=True):
    """An event and its place in the journal. `at` is local time with its offset, ISO 8601."""

    seq: int
    digest: str
    at: str
    event: e.Event


class Visit(Struct):
    """One time at a step: `facts` are what happened in it, `end` what closed it."""

    step: str
    number: int
    begin: Fact
    facts: list[Fact]
    end: Fact | None = None

    def answers(self, check: str) -> Iterator[Fact]:
        for fact in self.facts:
            if isinstance(fact.event, Answering) and fact.event.check == check:
                yield fact


class Course(Struct):
    """The whole run: visits by step in their order, and what belongs to none."""

    visits: dict[str, list[Visit]]
    between: list[Fact]

    def of(self, step: str) -> list[Visit]:
        return self.visits.get(step, [])


_ENDS = e.StepCompleted | e.StepSkipped | e.DeviationSigned
_OF_THE_RUN = (
    e.ExecutionStarted
    | e.ExecutionPaused
    | e.ExecutionResumed
    | e.HandedOver
    | e.ExecutionAborted
    | e.ExecutionCompleted
    | e.ContingencyEntered
    | e.ContingencyLeft
    | e.WentBack
    | e.ExecutionHalted
    | e.HaltLifted
    | e.ExceptionAnswered
    | e.ExceptionEscalated
    | e.ExceptionDisposed
    | e.OrderAdjusted
    | e.CoachSigned
)


def course_of(facts: Iterable[Fact]) -> Course:
    course = Course({}, [])
    for fact in facts:
        _place(course, fact)
    return course


def _place(course: Course, fact: Fact) -> None:
    event = fact.event
    if isinstance(event, e.StepEntered):
        _enter(course, fact, event)
        return
    step = None if isinstance(event, _OF_THE_RUN) else event.step
    visit = _visit(course, fact, step) if step else None
    if visit is None:
        course.between.append(fact)
        return
    visit.facts.append(fact)
    if isinstance(event, _ENDS):
        visit.end = fact


def _enter(course: Course, fact: Fact, event: e.StepEntered) -> None:
    """Coming back to a step that was left in the middle continues the same visit."""
    visits = course.visits.setdefault(event.step, [])
    if visits and visits[-1].number == event.visit:
        visits[-1].facts.append(fact)
        visits[-1].end = None
    else:
        visits.append(Visit(event.step, event.visit, fact, [fact]))


def _visit(course: Course, fact: Fact, step: str) -> Visit:
    """The latest visit; a step that was skipped without being entered gets one here."""
    visits = course.visits.setdefault(step, [])
    if not visits:
        visits.append(Visit(step, 1, fact, []))
    return visits[-1]
