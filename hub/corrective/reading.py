"""From events to rows: everything a journal tells of an exception, of a run or of none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from django.utils import timezone
from msgspec import Struct

from hub.corrective.models import Told
from sop.events import Event, ExceptionRaised
from sop.execution import follow
from sop.station_events import CallAnswered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub.ingest.models import Log
    from sop.journal import Envelope
    from sop.state import Case

ROWS = (Told,)
CALLED = "CallAnswered"
KINDS = frozenset(
    {
        "ExceptionRaised",
        "ExceptionAnswered",
        "ExceptionEscalated",
        "ExceptionDisposed",
        "NoteAdded",
        CALLED,
    }
)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_decode = msgspec.json.Decoder(Event).decode


class _Named(Struct, frozen=True):
    exception: str | None = None


def told(log: Log, seq: int, envelope: Envelope) -> Told | None:
    """None for a note that is about no exception. Raises `ValueError` for what cannot be read."""
    named = msgspec.json.decode(envelope.data, type=_Named).exception
    if named is None:
        return None
    if "/" in named or not named:
        raise ValueError(f"not an exception's id: {named!r}")
    _readable(envelope)
    return Told(
        log=log,
        seq=seq,
        exception=named.replace("\0", "")[:64],
        execution=envelope.execution or "",
        kind=envelope.kind,
        at=_moment(envelope.at),
        body=bytes(envelope.data),
    )


def case_of(rows: Iterable[Told]) -> Case | None:
    """The exception as the rules of execution know it; None before its call came up."""
    cases: dict[str, Case] = {}
    for row in rows:
        if row.kind != CALLED:
            cases = follow(cases, _decode(bytes(row.body)))
    return next(iter(cases.values()), None)


def in_order(rows: Iterable[Told]) -> list[Told]:
    """As it happened: one journal's by their numbers; answers given elsewhere where their time
    puts them, the call first of all."""
    return sorted(
        rows, key=lambda it: (it.kind != "ExceptionRaised", it.at, str(it.log_id), it.seq)
    )


def raised_in(row: Told) -> ExceptionRaised | None:
    event = _decode(bytes(row.body)) if row.kind == "ExceptionRaised" else None
    return event if isinstance(event, ExceptionRaised) else None


def _moment(told: str) -> datetime:
    """What cannot be read as a time is one nobody mistakes for one."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return _NEVER
    return at if at.tzinfo else timezone.make_aware(at)


def _readable(envelope: Envelope) -> None:
    if envelope.kind == CALLED:
        msgspec.json.decode(envelope.data, type=CallAnswered)
    else:
        _decode(envelope.data)
