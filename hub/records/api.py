"""`/days`: what the stations did, added up. For people and for the plant's own figures."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from msgspec import Struct
from ninja import Router

from hub.access import roles
from hub.bodies import say
from hub.problems import HubProblem
from hub.records.models import Daily

router = Router(tags=["records"])
LONGEST = timedelta(days=366)


class Day(Struct, frozen=True):
    """So many events of that kind; `worked_ms`: the work time they tell."""

    day: date
    station: str
    code: str
    kind: str
    events: int
    worked_ms: int


class Days(Struct, frozen=True):
    days: list[Day]


@router.get("/days", auth=roles("viewer", "lead", "author", "approver"))
def days(
    request: HttpRequest, since: date | None = None, until: date | None = None
) -> HttpResponse:
    """Events by day, station, procedure and kind; without dates those of the last 30 days."""
    last = until or timezone.localdate() + timedelta(days=1)
    first = since or _before(last, timedelta(days=30))
    if not timedelta() <= last - first <= LONGEST:
        raise HubProblem(422, "invalid", "日期范围最多一年", "At most a year at once")
    found = Daily.objects.filter(day__gte=first, day__lte=last).order_by("pk")
    fields = ("day", "station", "code", "kind", "events", "worked_ms")
    return say(Days([Day(*row) for row in found.values_list(*fields)]))


def _before(day: date, ago: timedelta) -> date:
    return day - ago if day - date.min > ago else date.min
