"""The list: everything that needs a human eye, filtered. By default by exception: what is not
reviewed, or has changed since."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from msgspec import Struct

from hub.records.models import Execution
from hub.reviewing.models import CHANGED, OPEN, REVIEWED, Case, Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

PAGE = 100


class Filter(Struct, frozen=True, kw_only=True):
    """Empty is any. `state`: due (open or changed), open, changed, reviewed, or all. `since` and
    `until` are days of the plant, the last one included."""

    state: str = "due"
    kind: str = ""
    station: str = ""
    code: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None


def filter_of(said: Any) -> Filter:
    """What was asked in a query string; what cannot be understood is not asked."""
    names = ("kind", "station", "code", "person")
    told = {name: said.get(name, "").replace("\0", "").strip()[:100] for name in names}
    state = said.get("state", "due")
    return Filter(
        state=state if state in (OPEN, CHANGED, REVIEWED, "all") else "due",
        since=_day(said.get("since", "")),
        until=_day(said.get("until", "")),
        **told,
    )


def cases(asked: Filter) -> QuerySet[Case]:
    """The latest first."""
    found = Case.objects.order_by("-at", "subject")
    if asked.state == "due":
        found = found.filter(state__in=(OPEN, CHANGED))
    elif asked.state != "all":
        found = found.filter(state=asked.state)
    if asked.station:
        found = found.filter(station=asked.station)
    if asked.code:
        found = found.filter(code=asked.code)
    if asked.since:
        found = found.filter(at__gte=_begin(asked.since))
    if asked.until:
        found = found.filter(at__lt=_begin(asked.until) + timedelta(days=1))
    return _with_matters(found, asked)


def _with_matters(found: QuerySet[Case], asked: Filter) -> QuerySet[Case]:
    wanted = {}
    if asked.kind:
        wanted["matters__kind"] = asked.kind
    if asked.person:
        wanted["matters__person"] = asked.person
    return found.filter(**wanted).distinct() if wanted else found


def shown(found: Iterable[Case]) -> list[dict[str, Any]]:
    """Each with its matters, its run and its newest review."""
    rows = list(found)
    runs = Execution.objects.in_bulk({it.execution for it in rows if it.execution})
    newest: dict[str, Review] = {}
    for review in Review.objects.filter(subject__in=[it.pk for it in rows]).order_by("pk"):
        newest[review.subject] = review
    return [
        {
            "case": it,
            "run": runs.get(it.execution),
            "matters": it.matters.order_by("at", "pk"),
            "review": newest.get(it.pk),
        }
        for it in rows
    ]


def choices() -> dict[str, list[str]]:
    """What can be filtered by."""
    rows = Case.objects.order_by()
    return {
        "stations": sorted(rows.values_list("station", flat=True).distinct()),
        "codes": sorted(it for it in rows.values_list("code", flat=True).distinct() if it),
    }


def _day(told: str) -> date | None:
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return None
    return day if date(1971, 1, 1) <= day <= date(9000, 1, 1) else None


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
