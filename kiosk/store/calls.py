"""Exceptions nobody has disposed of: which events tell of each, kept beside the journal.

The rows are no record; they say where in the journal to look, so that a station that starts, and
a lead who opens the list, need not read through it all. They are written in the transaction of
the event they name.
"""

from collections.abc import Iterator
from contextlib import suppress

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from sop.journal.chain import Problem
from sop.journal.envelope import Envelope, decode

KINDS = frozenset(
    {
        "ExceptionRaised",
        "ExceptionAnswered",
        "ExceptionEscalated",
        "ExceptionDisposed",
        "NoteAdded",
    }
)

TABLE = """CREATE TABLE open_exceptions (
    exception TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES journal (seq),
    PRIMARY KEY (exception, seq)
) STRICT, WITHOUT ROWID"""

OPEN = """SELECT seq, body FROM journal
    WHERE seq IN (SELECT seq FROM open_exceptions) ORDER BY seq"""
_ROWS = "SELECT exception, seq FROM open_exceptions"
_RAISED = "INSERT OR IGNORE INTO open_exceptions (exception, seq) VALUES (?, ?)"
_FOLLOWED = """INSERT OR IGNORE INTO open_exceptions (exception, seq)
    SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM open_exceptions WHERE exception = ?1)"""
_CLOSED = "DELETE FROM open_exceptions WHERE exception = ?"
_TOLD = """SELECT body FROM journal WHERE instr(body, CAST('"kind":"Exception' AS BLOB))
    OR instr(body, CAST('"kind":"NoteAdded"' AS BLOB)) ORDER BY seq"""

Calls = dict[str, set[int]]
"""By exception the numbers of the events that tell of it, as long as it is open."""


class _Said(Struct, frozen=True):
    exception: str | None = None
    disposition: str = ""


def write_call(database: Database, event: Envelope) -> None:
    """What the event does to the list; within the transaction that appends it."""
    said = _said(event)
    if said is None or said.exception is None:
        return
    if event.kind == "ExceptionRaised":
        database.execute(_RAISED, (said.exception, event.seq))
    elif _closes(event, said):
        database.execute(_CLOSED, (said.exception,))
    else:
        database.execute(_FOLLOWED, (said.exception, event.seq))


def hear_call(calls: Calls, event: Envelope) -> None:
    """The same from the events alone, for holding the rows against it."""
    said = _said(event)
    if said is None or said.exception is None:
        return
    if event.kind == "ExceptionRaised":
        calls.setdefault(said.exception, set()).add(event.seq)
    elif _closes(event, said):
        calls.pop(said.exception, None)
    elif said.exception in calls:
        calls[said.exception].add(event.seq)


def fill_from_journal(database: Database) -> None:
    """The list as the events have it, for a journal that was kept without one."""
    for (body,) in database.execute(_TOLD).fetchall():
        with suppress(msgspec.MsgspecError):
            write_call(database, decode(bytes(body)))


def problems_of_calls(database: Database, calls: Calls) -> Iterator[Problem]:
    """Exceptions of which the rows say something else than the events."""
    if "open_exceptions" not in database.table_names():
        return
    found: Calls = {}
    for exception, seq in database.execute(_ROWS).fetchall():
        found.setdefault(exception, set()).add(seq)
    for exception in sorted(found.keys() | calls.keys()):
        said, listed = calls.get(exception, set()), found.get(exception, set())
        if said != listed:
            yield _differs(min(said | listed), exception)


def _said(event: Envelope) -> _Said | None:
    if event.kind not in KINDS:
        return None
    try:
        return msgspec.json.decode(event.data, type=_Said)
    except msgspec.MsgspecError:
        return None  # none of ours


def _closes(event: Envelope, said: _Said) -> bool:
    return event.kind == "ExceptionDisposed" and said.disposition != "hold"


def _differs(seq: int, exception: str) -> Problem:
    return Problem(
        seq,
        "exception_differs",
        f"未处置异常列表中 {exception} 的内容与记录（自第 {seq} 条起）不符",
        f"the list of open exceptions does not say of {exception} what the events say "
        f"(from event {seq} on)",
    )
