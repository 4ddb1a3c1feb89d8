"""Whom a revision in force has reached: who acknowledged its changes and passed its questions, and
which questions were not understood. Of people it tells that, and no figure to compare them by."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec
from django.utils import timezone
from msgspec import Struct

from hub.improving.models import Acknowledgement, QuizAnswer, QuizPass
from hub.improving.refusals import ImprovingRefused
from hub.pages.titles import procedure_of
from hub.people.models import Person
from hub.releases.assigning import in_force_anywhere
from hub.releases.models import Release

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sop.procedure import Procedure


ENOUGH, CLEAR = 3, 0.7
"""Of fewer people nothing is concluded; below that share a question is called unclear."""


class Reader(Struct, frozen=True, kw_only=True):
    """Somebody who may work by it. `station`: where the changes were acknowledged; `line`: its."""

    person: str
    names: dict[str, str]
    read_at: datetime | None
    passed_at: datetime | None
    station: str
    line: str


class TeamReach(Struct, frozen=True):
    """`team` is empty for those of none. Those who have not read it stand first."""

    team: str
    read: int
    passed: int
    people: list[Reader]


class Question(Struct, frozen=True, kw_only=True):
    """`number` from 0. Of `asked` people `first_right` gave the right answer at the first try."""

    number: int
    step: str
    question: dict[str, str]
    asked: int
    first_right: int

    @property
    def share(self) -> float:
        """Of those asked; 1 while nobody was."""
        return self.first_right / self.asked if self.asked else 1.0

    @property
    def is_unclear(self) -> bool:
        """So many got it wrong at first that the step, or the question, may be to blame."""
        return self.asked >= ENOUGH and self.share < CLEAR


class Reach(Struct, frozen=True, kw_only=True):
    """Of a revision in force. `allowed` people may work by it: they have its skills, or it lets
    trainees begin. `is_first`: no revision before it is known here, so that it changed nothing for
    anybody to read. `by_line`: how many acknowledged it at the stations of each line."""

    release: str
    code: str
    revision: str
    title: dict[str, str]
    effective: str
    is_first: bool
    has_quiz: bool
    allowed: int
    read: int
    passed: int
    by_line: dict[str, int]
    teams: list[TeamReach]
    questions: list[Question]


class Reaches(Struct, frozen=True):
    """Without their people: those stand in each one's own."""

    revisions: list[Reach]


def reaches() -> Reaches:
    """Every revision in force at a station, by code."""
    people = _people()
    found = Release.objects.filter(pk__in=in_force_anywhere()).order_by("code", "revision")
    whole = [_reach(it, people) for it in found]
    return Reaches([_without_people(it) for it in whole])


def reach(release: str) -> Reach:
    """Raises `ImprovingRefused`."""
    row = Release.objects.filter(pk=release, approved_at__isnull=False).first()
    if row is None:
        raise ImprovingRefused("no_release", 404)
    return _reach(row, _people())


def _people() -> list[Person]:
    working = Person.objects.filter(revoked_at=None).order_by("pk").prefetch_related("skills")
    return [it for it in working if "operator" in it.roles]


def _without_people(it: Reach) -> Reach:
    return msgspec.structs.replace(it, teams=[], questions=[])


def _reach(row: Release, people: list[Person]) -> Reach:
    procedure = procedure_of(row.pk)
    allowed = [it for it in people if _may(it, procedure, timezone.localdate())]
    read, passed = _acknowledged(row.pk), _passed(row.pk)
    readers = {it.pk: _reader(it, read.get(it.pk), passed.get(it.pk)) for it in allowed}
    return Reach(
        release=row.pk,
        code=row.code,
        revision=row.revision,
        title=row.title,
        effective=row.effective,
        is_first=_is_first(row),
        has_quiz=bool(procedure and procedure.quiz),
        allowed=len(allowed),
        read=sum(it.read_at is not None for it in readers.values()),
        passed=sum(it.passed_at is not None for it in readers.values()),
        by_line=_by_line(readers.values()),
        teams=_teams(allowed, readers),
        questions=_questions(row.pk, procedure),
    )


def _may(it: Person, procedure: Procedure | None, today: date) -> bool:
    if procedure is None or procedure.trainees == "supervised":
        return True
    held = {
        one.skill: one.level
        for one in it.skills.all()
        if one.expires is None or one.expires >= today
    }
    return all(held.get(need.skill, 0) >= need.level for need in procedure.skills)


def _is_first(row: Release) -> bool:
    before = Release.objects.filter(code=row.code, approved_at__isnull=False)
    return not before.filter(published_at__lt=row.published_at).exists()


def _acknowledged(release: str) -> dict[str, Acknowledgement]:
    """By person the first time."""
    rows = Acknowledgement.objects.filter(release=release).select_related("log__device")
    return {it.person: it for it in rows.order_by("-at", "-pk")}


def _passed(release: str) -> dict[str, QuizPass]:
    rows = QuizPass.objects.filter(release=release).order_by("-at", "-pk")
    return {it.person: it for it in rows}


def _reader(it: Person, read: Acknowledgement | None, passed: QuizPass | None) -> Reader:
    device = read.log.device if read else None
    return Reader(
        person=it.pk,
        names=it.names,
        read_at=read.at if read else None,
        passed_at=passed.at if passed else None,
        station=device.station if device else "",
        line=device.line if device else "",
    )


def _by_line(readers: Iterable[Reader]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for it in readers:
        if it.read_at is not None:
            found[it.line] += 1
    return dict(sorted(found.items()))


def _teams(people: list[Person], readers: dict[str, Reader]) -> list[TeamReach]:
    by_team: dict[str, list[Reader]] = defaultdict(list)
    for it in people:
        by_team[it.team].append(readers[it.pk])
    return [
        TeamReach(
            team,
            sum(it.read_at is not None for it in some),
            sum(it.passed_at is not None for it in some),
            sorted(some, key=lambda it: (it.read_at is not None, it.passed_at is not None)),
        )
        for team, some in sorted(by_team.items())
    ]


def _questions(release: str, procedure: Procedure | None) -> list[Question]:
    first: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = QuizAnswer.objects.filter(release=release, attempt=1).order_by("-at", "-pk")
    for number, person, correct in rows.values_list("question", "person", "correct"):
        first[number][person] = correct
    known = procedure.quiz if procedure else []
    return [
        Question(
            number=number, step=it.step, question=it.question,
            asked=len(first[number]), first_right=sum(first[number].values()),
        )
        for number, it in enumerate(known)
    ]  # fmt: skip
