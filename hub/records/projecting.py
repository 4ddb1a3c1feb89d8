"""Keeping the rows up with the bytes: on a thread beside the requests, log by log."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q

from hub.andon.following import follow_calls
from hub.andon.models import Call
from hub.corrective.escalating import escalate
from hub.corrective.models import Told
from hub.corrective.opening import open_orders
from hub.ingest.models import Event, Log
from hub.records.facts import ROWS as OF_FACTS
from hub.records.models import (
    Answer,
    Cursor,
    Daily,
    Execution,
    Photograph,
    Raised,
    Step,
    Trace,
    Unread,
)
from hub.records.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

BATCH = 1000
"""Events of a transaction. SQLite has one writer: nobody else waits long for this one."""
WITHOUT_WAITING = 5
"""So many times as many where a reader keeps no writer waiting."""
SWEEP_S = 2.0
_ROWS = (Step, Answer, Raised, Trace, Photograph, Unread, Told, *OF_FACTS)
_CHANGING = [
    it.name
    for it in Execution._meta.concrete_fields
    if it.name not in ("id", "log", "device", "first_seq", "started_at")
]
log = logging.getLogger(__name__)


class Projector:
    """One a process. `wake` it after a commit; it also looks by itself, for what others took in."""

    def __init__(self) -> None:
        self._news = threading.Event()
        self._thread: threading.Thread | None = None
        self._turn = threading.Lock()

    def wake(self) -> None:
        """Never fails, never waits."""
        with self._turn:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="projector", daemon=True)
                self._thread.start()
        self._news.set()

    def _run(self) -> None:
        while True:
            self._news.wait(SWEEP_S)
            self._news.clear()
            try:
                close_old_connections()
                catch_up()
                escalate()
            except Exception:  # a database that is away comes back
                log.exception("reading the journals failed; trying again")


_projector = Projector()


def wake(_log: object = None) -> None:
    """Something was taken in."""
    _projector.wake()


def catch_up(between: Callable[[], object] | None = None) -> int:
    """Read every log to its end. Returns how many events were read.

    `between` is called after every batch, when nothing is locked: to let others pass.
    """
    unread = Q(cursor__isnull=True) | Q(cursor__seq__lt=F("seq"))
    behind = Log.objects.filter(unread, seq__gt=0).order_by("parent_id", "began_at")
    total = 0
    for one in list(behind.values_list("pk", flat=True)):
        while read := project(one):
            total += read
            if between is not None:
                between()
    from hub.reviewing import reading as reviewing

    reviewing.catch_up(between)
    return total


def project(log_id: UUID) -> int:
    """The next batch of one log, in one transaction. Returns how many events it had."""
    Cursor.objects.get_or_create(log_id=log_id)
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        locked = Cursor.objects.select_for_update(skip_locked=skip, of=("self",) if skip else ())
        cursor = locked.filter(log_id=log_id).first()
        if cursor is None:
            return 0  # another worker is at it
        of_log = Log.objects.get(pk=log_id)
        if not _is_parent_read(of_log):
            return 0  # what it branched off comes first
        after = max(cursor.seq, of_log.parent_seq)
        rows = Event.objects.filter(log_id=log_id, seq__gt=after).order_by("seq")
        bodies = [(seq, bytes(body)) for seq, body in rows.values_list("seq", "body")[: _batch()]]
        if bodies:
            _write(of_log, bodies)
            cursor.seq = bodies[-1][0]
            cursor.save(update_fields=["seq"])
        return len(bodies)


def _batch() -> int:
    return BATCH if connection.vendor == "sqlite" else BATCH * WITHOUT_WAITING


def rebuild() -> int:
    """Throw the rows away and make them again from the bytes. Returns how many events were read."""
    from hub.reviewing import reading as reviewing

    with transaction.atomic():
        reviewing.forget()
        for model in (*_ROWS, Call, Daily, Execution, Cursor):
            model.objects.all().delete()
    return catch_up()


def _is_parent_read(of_log: Log) -> bool:
    parent = of_log.parent_id
    if parent is None:
        return True
    return Cursor.objects.filter(log_id=parent, seq__gte=of_log.parent_seq).exists()


def _write(of_log: Log, bodies: list[tuple[int, bytes]]) -> None:
    named = {name for _seq, body in bodies if (name := _execution_in(body))}
    known = Execution.objects.in_bulk(named)
    before = set(known)
    reading = Reading(of_log, known)
    reading.read(bodies)
    new = [it for name, it in reading.executions.items() if name not in before]
    Execution.objects.bulk_create(new)
    if before:
        Execution.objects.bulk_update([reading.executions[it] for it in before], _CHANGING)
    for model, rows in reading.rows.items():
        model.objects.bulk_create(rows, ignore_conflicts=True)
    told = reading.rows.get(Told, ())
    open_orders(told)
    follow_calls(told)
    reading.counts.write()


def _execution_in(body: bytes) -> str | None:
    """Which execution an event belongs to, without reading all of it."""
    import msgspec

    from sop.journal import decode

    try:
        return decode(body).execution
    except msgspec.MsgspecError:
        return None
