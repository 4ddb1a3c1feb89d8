"""Taking a batch in: exactly once, byte for byte, in order, in one transaction.

The log's row is the high-water mark. Whoever holds it compares what overlaps, refuses a gap or
another history, writes the rest and moves the mark; two senders of one log queue up there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from hub.ingest.meeting import other_device, unknown_log
from hub.ingest.models import Event, Log
from hub.problems import HubProblem
from sop.journal import Head, decode, digest_of
from sop.wire.messages import Received

if TYPE_CHECKING:
    from uuid import UUID

    from hub.devices.models import Device

Chained = list[tuple[int, bytes]]


def accept(device: Device, name: UUID, lines: list[bytes]) -> Received:
    """Returns after the commit. Raises `HubProblem`; then nothing of the batch was taken."""
    batch = _chained(lines)
    with transaction.atomic():
        log = Log.objects.select_for_update().filter(pk=name).first()
        if log is None:
            raise unknown_log()
        if log.device_id != device.pk:
            raise other_device()
        new = _new_of(log, batch)
        if new:
            _insert(log, new)
            log.seq, log.digest = new[-1][0], digest_of(new[-1][1])
            log.received_at = timezone.now()
            log.save(update_fields=["seq", "digest", "received_at"])
    return Received(have=Head(log.seq, log.digest), durable_seq=log.durable_seq)


def _chained(lines: list[bytes]) -> Chained:
    """Numbered, each naming the digest of the one before it. What the events mean is no matter
    here: an envelope is all that is asked for."""
    batch: Chained = []
    before: Head | None = None
    for number, line in enumerate(lines):
        try:
            event = decode(line)
        except msgspec.MsgspecError as error:
            raise _broken(f"line {number + 1}: {error}") from error
        if before is not None and (event.seq != before.seq + 1 or event.prev != before.digest):
            raise _broken(f"event {event.seq} does not follow from event {before.seq}")
        batch.append((event.seq, line))
        before = Head(event.seq, digest_of(line))
    return batch


def _new_of(log: Log, batch: Chained) -> Chained:
    """What comes after the head. Raises for a gap, and for another history."""
    head = Head(log.seq, log.digest)
    first = batch[0][0]
    if first > log.seq + 1:
        raise HubProblem(409, "gap", "记录不连续", "There is a gap before these events", have=head)
    overlap = [pair for pair in batch if pair[0] <= log.seq]
    new = batch[len(overlap) :]
    if overlap and not _is_held(log, overlap):
        raise _fork(head)
    if new and not overlap and decode(new[0][1]).prev != log.digest:
        raise _fork(head)
    return new


def _is_held(log: Log, overlap: Chained) -> bool:
    """Byte for byte. What lies before a branch is its parent's: its last event stands for all."""
    held = {
        seq: bytes(body)
        for seq, body in Event.objects.filter(
            log=log, seq__gte=overlap[0][0], seq__lte=overlap[-1][0]
        ).values_list("seq", "body")
    }
    if any(held.get(seq, body) != body for seq, body in overlap):
        return False
    if overlap[-1][0] == log.seq:
        return digest_of(overlap[-1][1]) == log.digest
    return overlap[-1][0] in held


def _insert(log: Log, new: Chained) -> None:
    """COPY where there is one; else the driver's own executemany. The ORM costs six times that."""
    now = timezone.now()
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY ingest_event (log_id, seq, body, received_at) FROM STDIN") as copy,
        ):
            for seq, body in new:
                copy.write_row((log.pk, seq, body, now))
        return
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ingest_event (log_id, seq, body, received_at) VALUES (%s, %s, %s, %s)",
            [(log.pk.hex, seq, body, at) for seq, body in new],
        )


def _broken(detail: str) -> HubProblem:
    return HubProblem(422, "broken_chain", "账本链条已断", "The chain is broken", detail)


def _fork(head: Head) -> HubProblem:
    return HubProblem(
        409, "fork", "与已有记录不是同一份账本", "This is another history of that log", have=head
    )
