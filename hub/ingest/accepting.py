"""Taking a batch in: exactly once, byte for byte, in order, in one transaction.

The log's row is the high-water mark. Whoever holds it compares what overlaps, refuses a gap or
another history, writes the rest and moves the mark; two senders of one log queue up there. The
device's row is held with it: once a revocation is done, nothing of that device comes in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from hub.access import revoked
from hub.ingest.holding import bodies
from hub.ingest.meeting import other_device, unknown_log
from hub.ingest.writing import turn, write
from hub.problems import HubProblem
from sop.journal import Head
from sop.wire.messages import Received

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from hub.ingest.chained import Batch

# The query builder takes longer over these two than a database does.
_HOLD = (
    "SELECT log.device_id, log.seq, log.digest, log.durable_seq, device.revoked_at"
    " FROM ingest_log log JOIN devices_device device ON device.id = log.device_id"
    " WHERE log.id = %s"
)
_LOCK = " FOR UPDATE OF log FOR SHARE OF device"
_ADVANCE = "UPDATE ingest_log SET seq = %s, digest = %s, received_at = %s WHERE id = %s"


def accept(device: UUID, log: UUID, batch: Batch) -> Received:
    """Returns after the commit. Raises `HubProblem`; then nothing of the batch was taken."""
    with turn(), transaction.atomic():
        have, durable_seq = _hold(device, log)
        new = _new_of(log, have, batch)
        if new is not None:
            now = timezone.now()
            write(log, new.first, new.lines, now)
            have = new.head
            _advance(log, have, now)
    return Received(have=have, durable_seq=durable_seq)


def _hold(device: UUID, name: UUID) -> tuple[Head, int]:
    """The head, locked until the end of the transaction."""
    is_locking = connection.features.has_select_for_update
    with connection.cursor() as cursor:
        cursor.execute(_HOLD + _LOCK if is_locking else _HOLD, [_id(name)])
        row = cursor.fetchone()
    if row is None:
        raise unknown_log()
    owner, seq, digest, durable_seq, revoked_at = row
    if owner != _id(device):
        raise other_device()
    if revoked_at is not None:
        raise revoked()
    return Head(seq, digest), durable_seq


def _advance(log: UUID, head: Head, at: datetime) -> None:
    when = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [head.seq, head.digest, when, _id(log)])


def _id(name: UUID) -> UUID | str:
    """As this database keeps it."""
    return name if connection.features.has_native_uuid_field else name.hex


def _new_of(log: UUID, have: Head, batch: Batch) -> Batch | None:
    """What comes after the head, if anything. Raises for a gap, and for another history."""
    if batch.first > have.seq + 1:
        raise HubProblem(409, "gap", "记录不连续", "There is a gap before these events", have=have)
    if batch.first <= have.seq and not _is_held(log, have, batch):
        raise _fork(have)
    new = batch.after(have.seq)
    if new is not None and new.prev != have.digest:
        raise _fork(have)
    return new


def _is_held(log: UUID, have: Head, batch: Batch) -> bool:
    """What overlaps, byte for byte; of a branch also what lies in its parents."""
    last = min(batch.last, have.seq)
    held = dict(bodies(log, range(batch.first, last + 1)))
    return all(held.get(batch.first + place) == line
               for place, line in enumerate(batch.lines[: last - batch.first + 1]))  # fmt: skip


def _fork(have: Head) -> HubProblem:
    return HubProblem(
        409, "fork", "与已有记录不是同一份账本", "This is another history of that log", have=have
    )
