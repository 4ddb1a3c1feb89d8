"""Reading what is held of a log. A branch holds its parent's events up to where it branched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.ingest.models import Event, Log
from sop.journal import EMPTY, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID


def bodies(log: UUID, seqs: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Those events by number, wherever along the line of parents they lie. In no order; what is
    not held is left out."""
    wanted = {seq for seq in seqs if seq > 0}
    row = _row(log)
    while row is not None and wanted:
        log, parent, parent_seq, seq = row
        here = sorted(it for it in wanted if parent_seq < it <= seq)
        if here:
            yield from _stored(log, here)
        wanted = {it for it in wanted if it <= parent_seq}
        row = _row(parent)


def digests(log: UUID, seqs: Iterable[int]) -> dict[int, str]:
    """Of those events; number 0 is what comes before the first."""
    wanted = set(seqs)
    found = {0: EMPTY.digest} if 0 in wanted else {}
    return found | {seq: digest_of(body) for seq, body in bodies(log, wanted)}


def _row(log: UUID | None) -> tuple[UUID, UUID | None, int, int] | None:
    rows = Log.objects.filter(pk=log).values_list("pk", "parent_id", "parent_seq", "seq")
    return rows.first() if log is not None else None


def _stored(log: UUID, seqs: list[int]) -> Iterator[tuple[int, bytes]]:
    """A run of numbers is read as a run; a few here and there one by one."""
    events = Event.objects.filter(log_id=log)
    if seqs[-1] - seqs[0] == len(seqs) - 1:
        events = events.filter(seq__gte=seqs[0], seq__lte=seqs[-1])
    else:
        events = events.filter(seq__in=seqs)
    for seq, body in events.values_list("seq", "body"):
        yield seq, bytes(body)
