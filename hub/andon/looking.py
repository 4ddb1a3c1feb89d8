"""Calls as people look at them: who needs help now, and how soon help came. Read only."""

from __future__ import annotations

import statistics
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils import timezone
from msgspec import Struct

from hub.andon.models import Call
from hub.corrective.models import Order
from hub.people.models import Person
from hub.records.models import Execution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

MOST = 200
DAYS = 30
"""The figures are of so many days."""
GRAVITY = ("critical", "major", "minor")


class Answer(Struct, frozen=True):
    """Somebody comes. `station` is where they said so, empty at the calling station itself."""

    name: str
    station: str
    at: str


class Standing(Struct, frozen=True, kw_only=True):
    """One call. `by` is the printed name of whoever called, empty where the step's rule did.
    Seconds are None for what has not happened."""

    exception: str
    line: str
    station: str
    execution: str
    release: str
    code: str
    revision: str
    unit: str
    step: str
    category: str
    severity: str
    effect: str
    note: str
    by: str
    raised_at: datetime
    called: list[str]
    answers: list[Answer]
    waits: bool
    held: bool
    over: bool
    disposition: str
    decided_by: str
    respond_s: float | None
    resolve_s: float | None


class Figures(Struct, frozen=True):
    """Of the last `days`: how many calls, how many went on to somebody else, and the median
    seconds to the first answer and to the end."""

    days: int
    calls: int
    went_on: int
    respond_s: float | None
    resolve_s: float | None


class Board(Struct, frozen=True):
    """`open`: whoever waits first, the gravest and oldest before others. `over`: the latest
    first."""

    open: list[Standing]
    over: list[Standing]
    figures: Figures


def board(lately: int = 20) -> Board:
    weight = [When(severity=name, then=Value(place)) for place, name in enumerate(GRAVITY)]
    gravest = Case(*weight, default=Value(len(GRAVITY)))
    standing = list(_open().order_by("held", "-waits", gravest, "raised_at")[:MOST])
    ended = list(Call.objects.filter(over=True).order_by("-raised_at")[:lately])
    names = _names((*standing, *ended))
    lines = {call.pk: call.device.line for call in (*standing, *ended) if call.device}
    return Board(
        [_standing(call, names, lines) for call in standing],
        [_standing(call, names, lines) for call in ended],
        _figures(),
    )


def waiting() -> int:
    """How many calls nobody comes to."""
    return _open().filter(waits=True, held=False).count()


def _open() -> QuerySet[Call]:
    """Not disposed of; where its work order was closed, somebody saw to it all the same."""
    closed = Order.objects.filter(exception=OuterRef("pk"), status="closed")
    known = Call.objects.filter(over=False, raised_at__isnull=False).select_related("device")
    return known.filter(~Exists(closed))


def _figures() -> Figures:
    since = timezone.now() - timedelta(days=DAYS)
    rows = list(
        Call.objects.filter(raised_at__gte=since).values_list("called", "respond_s", "resolve_s")
    )
    return Figures(
        DAYS,
        len(rows),
        sum(bool(called) for called, _, _ in rows),
        _median([respond for _, respond, _ in rows]),
        _median([resolve for _, _, resolve in rows]),
    )


def _median(seconds: list[float | None]) -> float | None:
    known = [it for it in seconds if it is not None]
    return statistics.median(known) if known else None


def _names(calls: Sequence[Call]) -> dict[str, str]:
    """Of whoever called, by id: as the roster writes them, else as their run does."""
    runs = Execution.objects.filter(pk__in={call.execution for call in calls})
    known = dict(runs.values_list("operator", "operator_name"))
    people = Person.objects.in_bulk({call.by for call in calls})
    return known | {key: " ".join(dict.fromkeys(it.names.values())) for key, it in people.items()}


def _standing(call: Call, names: dict[str, str], lines: dict[str, str]) -> Standing:
    assert call.raised_at is not None
    fields: dict[str, Any] = {
        name: getattr(call, name)
        for name in Standing.__struct_fields__
        if name not in ("exception", "line", "by", "answers")
    }
    return Standing(
        exception=call.pk,
        line=lines.get(call.pk, ""),
        by="" if call.automatic else names.get(call.by, call.by),
        answers=[Answer(**answer) for answer in call.answers],
        **fields,
    )
