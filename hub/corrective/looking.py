"""Work orders and where they stand, for pages, API and command line. Read only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import Count, Q
from django.utils import timezone
from msgspec import Struct

from hub.corrective.models import Move, Order, Told
from hub.corrective.reading import CALLED, case_of, in_order
from hub.corrective.refusals import CorrectiveRefused
from sop.station_events import CallAnswered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from sop.state import Case

STATES = ("open", "taken", "done", "closed")


class Standing(Struct, frozen=True, kw_only=True):
    """One work order. `owner` of the procedure, `assignee` who took it or was given it. `missed`:
    nobody answered by `answer_due`, and nobody has yet."""

    exception: str
    station: str
    execution: str
    code: str
    revision: str
    release: str
    step: str
    category: str
    severity: str
    note: str
    raised_at: datetime
    owner: str
    assignee: str
    status: str
    due: datetime
    overdue: bool
    escalated: int
    answer_due: datetime
    answered: bool
    in_time: bool
    missed: bool
    check: str
    moves: int
    closed_at: datetime | None


class Promise(Struct, frozen=True, kw_only=True):
    """How a procedure's owner keeps the promised time for an answer."""

    code: str
    owner: str
    in_time: int
    late: int
    waiting: int


class Orders(Struct, frozen=True):
    """The most urgent first. The figures are of all there are."""

    orders: list[Standing]
    open: int
    overdue: int
    closed: int
    promises: list[Promise]

    @property
    def share(self) -> float | None:
        """Closed of those opened; None of none."""
        opened = self.open + self.closed
        return self.closed / opened if opened else None


class Moved(Struct, frozen=True, kw_only=True):
    number: int
    what: str
    who: str
    why: str
    at: datetime
    old: dict[str, Any]
    new: dict[str, Any]
    evidence: list[str]


class Answered(Struct, frozen=True):
    """Somebody took the call at another station."""

    name: str
    station: str
    at: datetime


class Detail(Struct, frozen=True):
    """`case`: the exception as its station told it; None while that is read anew."""

    order: Standing
    case: Any
    photos: list[str]
    answered_at: list[Answered]
    notes: list[str]
    story: list[Moved]


def orders(
    status: str = "",
    *,
    overdue: bool = False,
    assignee: str = "",
    station: str = "",
    code: str = "",
    limit: int = 500,
) -> Orders:
    """`status`: one of `STATES`, `unclosed`, or all of them."""
    now = timezone.now()
    asked = Order.objects.all()
    if status == "unclosed":
        asked = asked.exclude(status="closed")
    elif status:
        asked = asked.filter(status=status)
    if overdue:
        asked = asked.exclude(status="closed").filter(due__lt=now)
    named = {"assignee": assignee, "station": station, "code": code}
    asked = asked.filter(**{key: it for key, it in named.items() if it})
    every = Order.objects.exclude(status="closed")
    return Orders(
        [_standing(it, now) for it in _urgent_first(asked)[:limit]],
        every.count(),
        every.filter(due__lt=now).count(),
        Order.objects.filter(status="closed").count(),
        promises(),
    )


def _urgent_first(asked: QuerySet[Order]) -> QuerySet[Order]:
    return asked.alias(over=Q(status="closed")).order_by("over", "due", "pk")


def places() -> dict[str, list[str]]:
    """What the list can be narrowed to."""
    rows = list(Order.objects.values_list("station", "code").distinct())
    return {
        "stations": sorted({station for station, _ in rows}),
        "codes": sorted({code for _, code in rows if code}),
    }


def promises() -> list[Promise]:
    """By procedure and owner: answers in time, late ones, and those whose time still runs."""
    now = timezone.now()
    kept = Count("pk", filter=Q(in_time=True))
    late = Count("pk", filter=Q(first_at__isnull=False, in_time=False))
    missed = Count("pk", filter=Q(first_at__isnull=True, answer_due__lt=now))
    waiting = Count("pk", filter=Q(first_at__isnull=True, answer_due__gte=now))
    rows = Order.objects.values("code", "owner").annotate(
        kept=kept, late=late, missed=missed, waiting=waiting
    )
    return [
        Promise(code=it["code"], owner=it["owner"], in_time=it["kept"],
                late=it["late"] + it["missed"], waiting=it["waiting"])
        for it in rows.order_by("code", "owner")
    ]  # fmt: skip


def detail(exception: str) -> Detail:
    """Raises `CorrectiveRefused`."""
    order = Order.objects.filter(pk=exception).first()
    if order is None:
        raise CorrectiveRefused("no_order", 404)
    rows = in_order(Told.objects.filter(exception=exception))
    case = case_of(rows)
    return Detail(
        _standing(order, timezone.now()),
        case,
        _photos(case, rows),
        [_answered(it) for it in rows if it.kind == CALLED],
        [note for it in rows if (note := _said(it))],
        [_moved(it) for it in Move.objects.filter(order=order).order_by("number")],
    )


def of_execution(execution: str) -> list[Standing]:
    now = timezone.now()
    rows = Order.objects.filter(execution=execution).order_by("raised_at")
    return [_standing(it, now) for it in rows]


def _photos(case: Case | None, rows: Sequence[Told]) -> list[str]:
    found = list(case.raised.photos) if case is not None else []
    for row in rows:
        if row.kind == "NoteAdded":
            found += msgspec.json.decode(bytes(row.body)).get("photos", [])
    return found


def _said(row: Told) -> str:
    return msgspec.json.decode(bytes(row.body)).get("note", "") if row.kind == "NoteAdded" else ""


def _answered(row: Told) -> Answered:
    fact = msgspec.json.decode(bytes(row.body), type=CallAnswered)
    return Answered(fact.person.name, row.log.device.station, row.at)


def _moved(it: Move) -> Moved:
    return Moved(
        number=it.number, what=it.what, who=it.who, why=it.why, at=it.at, old=it.old, new=it.new,
        evidence=it.evidence,
    )  # fmt: skip


def _standing(it: Order, now: datetime) -> Standing:
    return Standing(
        exception=it.pk, station=it.station, execution=it.execution, code=it.code,
        revision=it.revision, release=it.release, step=it.step, category=it.category,
        severity=it.severity, note=it.note, raised_at=it.raised_at, owner=it.owner,
        assignee=it.assignee, status=it.status, due=it.due,
        overdue=it.status != "closed" and it.due < now, escalated=it.escalated,
        answer_due=it.answer_due, answered=it.first_at is not None, in_time=it.in_time,
        missed=it.first_at is None and it.answer_due < now, check=it.check_asked, moves=it.moves,
        closed_at=it.closed_at,
    )  # fmt: skip
