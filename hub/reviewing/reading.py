"""Looking through the journals for what needs an eye: behind the projector, never before ingest.

A run that has ended is compared with others once (`signals`). All of it can be made again.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from django.db import connection, transaction
from django.db.models import F, Q

from hub.ingest.models import Event, Log
from hub.records.models import Cursor, Execution
from hub.reviewing import signals
from hub.reviewing.cases import Found, put_down, settle
from hub.reviewing.matters import matter_in
from hub.reviewing.models import Case, History, Judged, Mark, Matter, Presence
from sop.journal import decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sop.journal import Envelope

BATCH = 1000
ENDS = ("ExecutionCompleted", "ExecutionAborted")


def catch_up(between: Callable[[], object] | None = None) -> int:
    """Look through what has been read of every log. Returns how many events that were."""
    behind = Q(reviewing__isnull=True) | Q(reviewing__seq__lt=F("cursor__seq"))
    logs = Log.objects.filter(behind, cursor__seq__gt=0).order_by("parent_id", "began_at")
    total = 0
    for one in list(logs.values_list("pk", flat=True)):
        while read := look_through(one):
            total += read
            if between is not None:
                between()
    return total


def look_through(log_id: UUID) -> int:
    """The next batch of one log, in one transaction. Returns how many events it had."""
    Mark.objects.get_or_create(log_id=log_id)
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        locked = Mark.objects.select_for_update(skip_locked=skip, of=("self",) if skip else ())
        mark = locked.filter(log_id=log_id).first()
        if mark is None:
            return 0  # another worker is at it
        rows = Event.objects.filter(
            log_id=log_id, seq__gt=mark.seq, seq__lte=Cursor.objects.get(pk=log_id).seq
        )
        bodies = list(rows.order_by("seq").values_list("seq", "body")[:BATCH])
        if bodies:
            log = Log.objects.select_related("device").get(pk=log_id)
            _look(log, [(seq, bytes(body)) for seq, body in bodies])
            mark.seq = bodies[-1][0]
            mark.save(update_fields=["seq"])
        return len(bodies)


def forget() -> None:
    """All but the reviews, in the caller's transaction: to be made again."""
    for model in (Matter, Case, Presence, History, Judged, Mark):
        model.objects.all().delete()


def _look(log: Log, bodies: list[tuple[int, bytes]]) -> None:
    events = [it for seq, body in bodies if (it := _readable(seq, body))]
    runs = Execution.objects.in_bulk({it.execution for _, it in events if it.execution})
    found = [one for seq, it in events if (one := _found(log, seq, it, runs))]
    found += [_parted(it) for it in runs.values() if it.parted]
    put_down(found, log, runs)
    ended = {it.execution for _, it in events if it.kind in ENDS}
    for name in sorted(name for name in ended if name in runs):
        signals.judge(runs[name])
    settle({*runs, *(it.subject for it in found)})


def _readable(seq: int, body: bytes) -> tuple[int, Envelope] | None:
    try:
        return seq, decode(body)
    except msgspec.MsgspecError:
        return None


def _found(log: Log, seq: int, event: Envelope, runs: dict[str, Execution]) -> Found | None:
    if event.execution and event.execution not in runs:
        return None
    told = matter_in(event)
    at = _moment(event.at)
    if told is None or at is None:
        return None
    kind, facts = told
    person = facts.get("by") or event.actor or facts.get("person") or ""
    return Found(
        subject=event.execution or f"{log.pk}.{seq}",
        kind=kind,
        key=f"{kind}/{log.pk}/{seq}",
        at=at,
        person=person if isinstance(person, str) else "",
        step=str(facts.get("step") or ""),
        facts=facts,
    )


def _parted(run: Execution) -> Found:
    return Found(run.pk, "parted", f"parted/{run.pk}", run.updated_at, run.operator)


def _moment(told: str) -> datetime | None:
    """A station's own time, which may be any."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    return at if at.tzinfo else None
