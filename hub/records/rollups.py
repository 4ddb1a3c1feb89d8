"""How many events of each kind a station recorded a day, by procedure.

Added up while the events are read, in the transaction that moves the cursor: each is counted once,
however late it came, on the day it happened at the station. What figures over months are made of,
so that none of them reads the events again.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from hub.records.models import Daily

if TYPE_CHECKING:
    from hub.records.models import Execution
    from sop.journal import Envelope


class Key(NamedTuple):
    day: date
    station: str
    code: str
    kind: str


class Counts:
    """Of one batch. Events of a run follow one another: each costs a note of its kind, and the rest
    is done once for all of them."""

    def __init__(self) -> None:
        self._events: Counter[Key] = Counter()
        self._worked: Counter[Key] = Counter()
        self._run: Execution | None = None
        self._date = ""
        self._kinds: list[str] = []
        self._worked_ms = 0

    def add(self, run: Execution, envelope: Envelope) -> None:
        """The date is the station's own, by its clock and zone."""
        if run is not self._run or envelope.at[:10] != self._date:
            self._sum()
            self._run, self._date = run, envelope.at[:10]
        self._kinds.append(envelope.kind)

    def add_work(self, milliseconds: int) -> None:
        """Of the step that was completed by the event added last."""
        self._worked_ms += milliseconds

    def write(self) -> None:
        """Within the reader's transaction. In the order of their keys: two readers that add to the
        same rows wait for one another, never in a circle."""
        self._sum()
        if not self._events:
            return
        rows = [
            it
            for key in sorted(self._events)
            for it in (*key, self._events[key], self._worked[key])
        ]
        with connection.cursor() as cursor:
            cursor.execute(_ADD % ", ".join([_ROW] * len(self._events)), rows)

    def _sum(self) -> None:
        if self._run is not None:
            day, station, code = _day(self._date), self._run.station, self._run.code
            for kind, events in Counter(self._kinds).items():
                self._events[Key(day, station, code, kind)] += events
            if self._worked_ms:
                self._worked[Key(day, station, code, "StepCompleted")] += self._worked_ms
        self._kinds, self._worked_ms = [], 0


def _day(told: str) -> date:
    """What cannot be read as a date is counted all the same, on a day nobody mistakes for one."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return date.min


_TABLE = Daily._meta.db_table
_ROW = "(%s, %s, %s, %s, %s, %s)"
_ADD = (
    f"INSERT INTO {_TABLE} (day, station, code, kind, events, worked_ms) VALUES %s"
    " ON CONFLICT (day, station, code, kind) DO UPDATE SET"
    f" events = {_TABLE}.events + excluded.events,"
    f" worked_ms = {_TABLE}.worked_ms + excluded.worked_ms"
)
