"""The events of one run, as they came up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from hub.ingest.models import Event
from sop.journal import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from hub.records.models import Execution
    from sop.journal import Envelope


def events_of(run: Execution) -> Iterator[tuple[UUID, bytes, Envelope]]:
    """Log, bytes and what they say; from every log that holds some of it: both sides of a parted
    history."""
    logs = Q(log_id=run.log_id) | Q(log__parent_id=run.log_id)
    rows = Event.objects.filter(logs, seq__gte=run.first_seq, seq__lte=run.last_seq)
    for log, body in rows.order_by("log_id", "seq").values_list("log_id", "body"):
        body = bytes(body)
        if run.pk.encode() in body:
            envelope = decode(body)
            if envelope.execution == run.pk:
                yield log, body, envelope
