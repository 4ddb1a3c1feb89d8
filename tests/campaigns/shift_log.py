"""A journal as an examiner reads it: from the file, past the program's own store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from pysqlite3 import dbapi2 as sqlite

from kiosk.store import Head
from sop.events import AnswerCorrected, CheckPassed, Event, StepEntered
from sop.execution import apply, begin
from sop.journal.chain import EMPTY, ChainCheck
from sop.journal.envelope import decode
from tests.support.all_kinds import all_kinds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sop.state import ExecutionState

_event = msgspec.json.Decoder(Event)


class News(msgspec.Struct):
    """What the events that came since the last look show."""

    broken_links: int = 0
    doubled_ids: int = 0
    doubled_checks: int = 0


class ShiftLog:
    """Reads on from where it was; `runs` are the events of each execution, in order."""

    OPEN: ClassVar = ("running", "paused")

    def __init__(
        self, journal: Path, beginning: Callable[[Any], ExecutionState] | None = None
    ) -> None:
        """`beginning` is where a run stands before its first event; without it every run is of
        the procedure with all kinds of checks."""
        self._journal = journal
        self._beginning = beginning or (lambda _started: begin(all_kinds()))
        self._chain = ChainCheck(EMPTY)
        self.at = datetime.min.replace(tzinfo=UTC)
        """When the last event was recorded, by the clock of whoever recorded it."""
        self.ids: set[str] = set()
        self.runs: dict[str, list[Event]] = {}
        self.states: dict[str, ExecutionState] = {}

    @property
    def head(self) -> Head:
        assert self._chain.head is not None
        return self._chain.head

    def read_on(self) -> News:
        news = News()
        for body in self._bodies(self.head.seq):
            news.broken_links += len(list(self._chain.follow(body)))
            envelope = decode(body)
            news.doubled_ids += envelope.id in self.ids
            self.ids.add(envelope.id)
            self.at = datetime.fromisoformat(envelope.at)
            if envelope.execution is not None:
                news.doubled_checks += self._take(envelope.execution, _event.decode(envelope.data))
        return news

    def unfinished(self) -> dict[str, ExecutionState]:
        return {run: state for run, state in self.states.items() if state.status in self.OPEN}

    def _take(self, run: str, event: Event) -> bool:
        """Follow the event; True when it passes a check that has passed already, or enters a
        step that is in hand already."""
        before = self.states.get(run) or self._beginning(event)
        self.runs.setdefault(run, []).append(event)
        self.states[run] = apply(before, event)
        if isinstance(event, CheckPassed):
            check = before.step_state(event.step).checks.get(event.check)
            return check is not None and check.passed
        return isinstance(event, StepEntered) and before.current == event.step

    def _bodies(self, after: int) -> list[bytes]:
        connection = sqlite.connect(f"{self._journal.absolute().as_uri()}?mode=ro", uri=True)
        try:
            sql = "SELECT body FROM journal WHERE seq > ? ORDER BY seq"
            return [bytes(body) for (body,) in connection.execute(sql, (after,))]
        finally:
            connection.close()


def same_work(killed: list[Event], calm: list[Event]) -> bool:
    """Whether one is the other, apart from times and labels; the killed one may be unfinished."""
    shortest = calm[: len(killed)]
    return list(map(_essence, killed)) == list(map(_essence, shortest))


def _essence(event: Event) -> dict[str, Any]:
    """Who did what where, with which value; not when, nor which number a label bore."""
    kept = msgspec.to_builtins(event)
    for name in ("at", "execution", "exception", "duration_ms", "timing", "late_ms", "reading"):
        kept.pop(name, None)
    for name in ("answer", "old", "new"):
        if isinstance(kept.get(name), dict) and kept[name]["kind"] in ("scan", "timer"):
            kept[name] = kept[name]["kind"]
    if isinstance(kept.get("answer"), dict):
        kept["answer"].pop("record", None)  # a signature's digest is over the times as well
    if isinstance(event, AnswerCorrected):
        kept["fallen"] = sorted(event.fallen)
    return dict(kept)
