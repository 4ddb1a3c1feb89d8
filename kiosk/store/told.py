"""What the events say of an execution: all its row in the list of runs may say."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

import msgspec
from msgspec import Struct

from kiosk.store.model import Run
from sop.journal.envelope import Envelope, decode

_STATUS = {
    "ExecutionPaused": "paused",
    "ExecutionResumed": "running",
    "ExecutionAborted": "aborted",
    "ExecutionCompleted": "completed",
}


class _Person(Struct, frozen=True):
    id: str


class _Order(Struct, frozen=True):
    number: str
    product: str


class _Unit(Struct, frozen=True):
    serial: str | None = None
    lot: str | None = None


class _Started(Struct, frozen=True):
    """The part of an `ExecutionStarted` that the list shows."""

    release: str
    code: str
    revision: str
    station: str
    operator: _Person
    work_order: _Order | None = None
    unit: _Unit = _Unit()


class _HandedOver(Struct, frozen=True):
    to: _Person


class Told(Struct):
    """One execution as far as its events were heard. `at` and `updated_at` as in the envelopes."""

    started: _Started
    execution: str
    seq: int
    at: str
    updated_at: str
    operator: str
    status: str = "running"

    def run(self, title: dict[str, str]) -> Run:
        """The row; its title stands in the release and in no event."""
        order, unit = self.started.work_order, self.started.unit
        return Run(
            execution=self.execution,
            status=self.status,
            release=self.started.release,
            code=self.started.code,
            revision=self.started.revision,
            title=title,
            station=self.started.station,
            operator=self.operator,
            work_order=order.number if order else None,
            unit=unit.serial or unit.lot,
            product=order.product if order else None,
            started_at=datetime.fromisoformat(self.at),
            updated_at=datetime.fromisoformat(self.updated_at),
            first_seq=self.seq,
        )

    def is_said_by(self, run: Run) -> bool:
        return self.run(run.title) == run


def hear(told: dict[str, Told], event: Envelope) -> None:
    """Take one event into account."""
    if event.execution is None:
        return
    with suppress(msgspec.MsgspecError):  # none of ours: nothing to hold a row against
        if event.kind == "ExecutionStarted":
            told[event.execution] = _begun(event, event.execution)
        elif event.execution in told:
            _go_on(told[event.execution], event)


def told_by(bodies: Iterable[bytes]) -> Told | None:
    """What the events of one execution say; None when it does not begin as ours do.

    Raises `ValueError` (a `msgspec.DecodeError`) at a body that is no event.
    """
    told: dict[str, Told] = {}
    for body in bodies:
        hear(told, decode(body))
    return next(iter(told.values()), None) if len(told) == 1 else None


def _begun(event: Envelope, execution: str) -> Told:
    started = msgspec.json.decode(event.data, type=_Started)
    by = started.operator.id
    return Told(started, execution, event.seq, event.at, event.at, by)


def _go_on(told: Told, event: Envelope) -> None:
    if event.kind == "HandedOver":
        told.operator = msgspec.json.decode(event.data, type=_HandedOver).to.id
    elif event.kind not in _STATUS:
        return
    told.status = _STATUS.get(event.kind, told.status)
    told.updated_at = event.at
