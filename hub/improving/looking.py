"""Suggestions and where they stand, for pages, API and command line. Read only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from msgspec import Struct

from hub.improving import promise
from hub.improving.answering import ANSWERS, found
from hub.improving.models import Case, Credit, Decision, Suggestion
from hub.people.models import Person
from hub.records.models import Photograph
from hub.releases.models import Release

if TYPE_CHECKING:
    from collections.abc import Iterable

_AT_ONCE = 500
STATES = ("open", *ANSWERS)


class Standing(Struct, frozen=True, kw_only=True):
    """A suggestion and where it stands. `status`: open, accepted, declined or adopted. `due`: until
    when it is answered; of an accepted one until when the change is made. `overdue`: that is past.
    `points` stand credited now."""

    id: str
    person: str
    names: dict[str, str]
    team: str
    station: str
    line: str
    code: str
    revision: str
    release: str
    step: str
    text: str
    execution: str
    at: datetime
    owner: str
    status: str
    due: datetime | None
    overdue: bool
    adopted_in: str
    decisions: int
    points: int


class Suggestions(Struct, frozen=True):
    """The figures are of all there are; `on_time` of those answered or overdue, None of none."""

    suggestions: list[Standing]
    open: int
    overdue: int
    late_changes: int
    answered: int
    on_time: float | None


class Decided(Struct, frozen=True, kw_only=True):
    """One answer or correction, and what it credited or withdrew."""

    number: int
    who: str
    why: str
    at: datetime
    old: dict[str, Any]
    new: dict[str, Any]
    points: int


class Detail(Struct, frozen=True):
    """One, with its photographs (SHA-256), its history, and the revisions that may contain it."""

    suggestion: Standing
    photos: list[str]
    history: list[Decided]
    revisions: list[str]


def suggestions(status: str = "", limit: int = 500) -> Suggestions:
    """Those to be answered first, the longest overdue at the top; then the latest."""
    answered = Case.objects.exclude(status="")
    made = Suggestion.objects.select_related("log__device")
    waiting = _standings(made.exclude(pk__in=answered.values("pk")))
    missed = sum(it.overdue for it in waiting)
    listed = waiting[:limit] if status in ("", "open") else []
    if status != "open":
        cases = answered.filter(status=status) if status else answered
        others = made.filter(pk__in=cases.values("pk")).order_by("-at", "-pk")
        listed += _standings(others[: limit - len(listed)])
    in_time, told = answered.filter(in_time=True).count(), answered.count()
    return Suggestions(
        suggestions=listed,
        open=len(waiting),
        overdue=missed,
        late_changes=answered.filter(status="accepted", due__lt=timezone.now()).count(),
        answered=told,
        on_time=in_time / (told + missed) if told + missed else None,
    )


def detail(suggestion: str) -> Detail:
    """Raises `ImprovingRefused`."""
    made = found(suggestion)
    (standing,) = _standings([made])
    photos = Photograph.objects.filter(log=made.log, seq=made.seq).order_by("pk")
    return Detail(
        standing,
        list(photos.values_list("digest", flat=True)),
        _history(made),
        _revisions(made),
    )


def _standings(rows: Iterable[Suggestion]) -> list[Standing]:
    rows = list(rows)
    ids = [it.pk for it in rows]
    cases, points = Case.objects.in_bulk(ids), _points(ids)
    people = Person.objects.in_bulk({it.person for it in rows})
    found = [_standing(it, cases.get(it.pk), people.get(it.person), points) for it in rows]
    return sorted(found, key=_urgency)


def _urgency(it: Standing) -> tuple[bool, float]:
    if it.status == "open" and it.due is not None:
        return False, it.due.timestamp()
    return True, -it.at.timestamp()


def _standing(
    it: Suggestion, case: Case | None, person: Person | None, points: dict[str, int]
) -> Standing:
    status = case.status if case and case.status else "open"
    due = case.due if case and case.status else promise.due(it)
    return Standing(
        id=it.pk, person=it.person, names=person.names if person else {"": it.name},
        team=person.team if person else "", station=it.log.device.station,
        line=it.log.device.line, code=it.code, revision=it.revision, release=it.release,
        step=it.step, text=it.text, execution=it.execution, at=it.at,
        owner=promise.owner(it.release), status=status, due=due,
        overdue=due is not None and due < timezone.now(),
        adopted_in=case.revision if case else "", decisions=case.decisions if case else 0,
        points=points.get(it.pk, 0),
    )  # fmt: skip


def _points(ids: list[str]) -> dict[str, int]:
    """What stands credited."""
    found: dict[str, int] = {}
    for first in range(0, len(ids), _AT_ONCE):
        rows = Credit.objects.filter(suggestion__in=ids[first : first + _AT_ONCE])
        for suggestion, points in rows.values_list("suggestion", "points"):
            found[suggestion] = found.get(suggestion, 0) + points
    return found


def _history(made: Suggestion) -> list[Decided]:
    given: dict[int, int] = {}
    credits = Credit.objects.filter(suggestion=made.pk).values_list("decision_id", "points")
    for decision, points in credits:
        given[decision] = given.get(decision, 0) + points
    rows = Decision.objects.filter(suggestion=made.pk).order_by("number")
    return [
        Decided(number=it.number, who=it.who, why=it.why, at=it.at, old=it.old, new=it.new,
                points=given.get(it.pk, 0))
        for it in rows
    ]  # fmt: skip


def _revisions(made: Suggestion) -> list[str]:
    """Approved ones of that procedure, the newest first."""
    known = Release.objects.filter(code=made.code, approved_at__isnull=False)
    newest = known.exclude(digest=made.release).order_by("-published_at")
    return list(newest.values_list("revision", flat=True))
