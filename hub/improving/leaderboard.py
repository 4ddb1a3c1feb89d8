"""Who helped to improve, per team and month. Never how fast, and never how much, somebody works."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone
from msgspec import Struct

from hub.configuration import configuration
from hub.corrective.models import Told
from hub.corrective.reading import raised_in
from hub.improving.models import Credit, Listing
from hub.improving.refusals import ImprovingRefused
from hub.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(Struct, frozen=True, kw_only=True):
    """Somebody's month: suggestions that stand credited, exceptions told by hand, their points."""

    person: str
    names: dict[str, str]
    suggestions: int
    exceptions: int
    points: int


class Team(Struct, frozen=True, kw_only=True):
    """`team` is empty for those of none."""

    team: str
    points: int
    people: list[Place]


class Leaderboard(Struct, frozen=True):
    """Of one month (YYYY-MM), the most points first. `points`: what each thing is worth."""

    month: str
    worth: dict[str, int]
    teams: list[Team]


def month_of(told: str) -> date:
    """`2026-11`; nothing is this month. Raises `ImprovingRefused`."""
    if not told:
        return timezone.localdate().replace(day=1)
    try:
        month = datetime.strptime(told, "%Y-%m").date()
    except ValueError as error:
        raise ImprovingRefused("bad_month", 422) from error
    if not 2000 <= month.year <= 9000:
        raise ImprovingRefused("bad_month", 422)
    return month


def leaderboard(month: date) -> Leaderboard:
    """Who has no points in it is not on it, nor who asked to be left out."""
    rule = configuration()
    worth = {"accepted": rule.points_accepted, "adopted": rule.points_adopted,
             "exception": rule.points_exception}  # fmt: skip
    by_team: dict[str, list[Place]] = defaultdict(list)
    for team, place in _places(month, rule.points_exception):
        by_team[team].append(place)
    teams = [
        Team(team=team, points=sum(it.points for it in places), people=_ordered(places))
        for team, places in by_team.items()
    ]
    ordered = sorted(teams, key=lambda it: (-it.points, it.team))
    return Leaderboard(f"{month:%Y-%m}", worth, ordered)


def leave_out(who: str, person: str, why: str = "", *, listed: bool = False) -> None:
    """At somebody's own request; `listed` takes it back. Raises `ImprovingRefused`."""
    if not Person.objects.filter(pk=person).exists():
        raise ImprovingRefused("no_person", 404, person=person)
    Listing(who=who[:150], why=why[:300], at=timezone.now(), person=person, listed=listed).save()


def left_out() -> set[str]:
    latest = dict(Listing.objects.order_by("pk").values_list("person", "listed"))
    return {person for person, listed in latest.items() if not listed}


def _places(month: date, each: int) -> Iterable[tuple[str, Place]]:
    credited, raised, out = _credited(month), _raised(month), left_out()
    people = Person.objects.in_bulk({person for _, person in credited} | set(raised))
    keys = set(credited)
    for person in set(raised) - {it for _, it in credited}:
        keys.add((people[person].team if person in people else "", person))
    for team, person in sorted(keys):
        suggestions, points = credited.get((team, person), (0, 0))
        exceptions = raised.pop(person, 0)  # once, however many teams somebody was in
        points += exceptions * each
        if points > 0 and person not in out:
            names = people[person].names if person in people else {}
            yield team, Place(person=person, names=names, suggestions=suggestions,
                              exceptions=exceptions, points=points)  # fmt: skip


def _credited(month: date) -> dict[tuple[str, str], tuple[int, int]]:
    """By team and person: how many suggestions, and their points."""
    rows = Credit.objects.filter(month=month).values_list("team", "person", "suggestion")
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for team, person, _suggestion, points in rows.annotate(Sum("points")):
        if points > 0:
            count, before = found.get((team, person), (0, 0))
            found[team, person] = count + 1, before + points
    return found


def _raised(month: date) -> dict[str, int]:
    """By person: exceptions told by hand, in a run or in none, whatever came of them."""
    zone = timezone.get_current_timezone()
    first = datetime(month.year, month.month, 1, tzinfo=zone)
    after = (first + timedelta(days=32)).replace(day=1)
    found: dict[str, set[str]] = defaultdict(set)
    for row in Told.objects.filter(kind="ExceptionRaised", at__gte=first, at__lt=after):
        event = raised_in(row)
        if event is not None and event.by and not event.automatic:
            found[event.by].add(event.exception)
    return {person: len(exceptions) for person, exceptions in found.items()}


def _ordered(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda it: (-it.points, it.person))
