"""Every exception opens one work order, once: with the event that tells of it, all or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from hub.corrective.models import Move, Order
from hub.corrective.naming import subject
from hub.corrective.reading import raised_in
from hub.improving import promise
from hub.news.telling import tell
from hub.records.models import Execution

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hub.corrective.models import Told
    from sop.events import ExceptionRaised

HUB = "hub"
STATIONS_OWNER = "team_lead"
"""Where no procedure names one: an exception of no run is for the station's team lead."""


def open_orders(rows: Iterable[Told]) -> int:
    """For the calls among these rows that have none yet; returns how many. Within the reader's
    transaction; rows read again, or by two at once, open nothing twice."""
    calls = {row.exception: row for row in rows if row.kind == "ExceptionRaised"}
    known = set(Order.objects.filter(pk__in=calls).values_list("pk", flat=True))
    return sum(_open(row) for name, row in sorted(calls.items()) if name not in known)


def _open(row: Told) -> bool:
    event = raised_in(row)
    assert event is not None
    run = Execution.objects.filter(pk=row.execution).first() if row.execution else None
    release = run.release if run is not None else ""
    now = timezone.now()
    due = min(row.at, now) + timedelta(hours=promise.hours(release))
    fields = _facts(row, event, run) | {
        "opened_at": now,
        "owner": promise.owner(release)[:200] or STATIONS_OWNER,
        "answer_due": due,
        "due": due,
        "moves": 1,
    }
    with transaction.atomic():
        order, made = Order.objects.get_or_create(exception=row.exception, defaults=fields)
        if made:
            begin(order, now)
    return made


def _facts(row: Told, event: ExceptionRaised, run: Execution | None) -> dict[str, Any]:
    device = row.log.device
    return {
        "device": device,
        "station": run.station if run is not None else device.station,
        "execution": row.execution,
        "release": run.release if run is not None else "",
        "code": run.code if run is not None else "",
        "revision": run.revision if run is not None else "",
        "step": (event.step or "")[:100],
        "category": event.category,
        "severity": event.severity,
        "note": event.note.replace("\0", ""),
        "raised_at": row.at,
    }


def begin(order: Order, now: datetime) -> None:
    """Its first move, and the word to the station it came from."""
    new = {"status": "open", "owner": order.owner, "due": order.due.isoformat()}
    Move(order=order, number=1, what="opened", who=HUB, at=now, old={}, new=new).save()
    tell_station(order)


def tell_station(order: Order, text: str = "") -> None:
    tell(
        order.device, "work_order", order.pk, status=order.status, text=text,
        owner=order.assignee or order.owner,
        due=timezone.localtime(order.due).isoformat(timespec="seconds"), subject=subject(order),
    )  # fmt: skip
