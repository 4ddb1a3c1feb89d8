"""What stands beside the journal must say what the journal says: schema, runs, captures."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec
from msgspec import Struct
from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.store.schema import journal_migrations
from sop.journal.chain import Problem
from sop.journal.envelope import Envelope

_SCHEMA = """SELECT name, sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE '!_%' ESCAPE '!'
    AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"""
_RUNS = "SELECT execution, release, code, revision, station, status FROM runs"
_CAPTURES = """SELECT captures.seq, value, body FROM captures
    LEFT JOIN journal ON journal.seq = captures.seq"""

_STATUS = {
    "ExecutionPaused": "paused",
    "ExecutionResumed": "running",
    "ExecutionAborted": "aborted",
    "ExecutionCompleted": "completed",
}


class _Started(Struct, frozen=True):
    release: str
    code: str
    revision: str
    station: str


class Told(Struct):
    """What the events say of one execution, for its row in `runs`."""

    started: _Started
    status: str = "running"
    seq: int = 0


def hear(told: dict[str, Told], event: Envelope) -> None:
    """Take one event into account."""
    if event.execution is None:
        return
    if event.kind == "ExecutionStarted":
        with suppress(msgspec.MsgspecError):  # no start of ours: nothing to hold its row against
            started = msgspec.json.decode(event.data, type=_Started)
            told[event.execution] = Told(started, seq=event.seq)
    elif event.kind in _STATUS and event.execution in told:
        told[event.execution].status = _STATUS[event.kind]


def problems_of_schema(database: Database) -> Iterator[Problem]:
    """A trigger that was dropped no longer keeps anybody from editing the journal."""
    found = dict(database.execute(_SCHEMA).fetchall())
    pattern = Database(sqlite.connect(":memory:"))
    journal_migrations.apply(pattern)
    made = dict(pattern.execute(_SCHEMA).fetchall())
    pattern.close()
    for name in sorted(made.keys() | found.keys()):
        if made.get(name) != found.get(name):
            yield Problem(
                0,
                "schema_altered",
                f"数据库结构被改动：{name}",
                f"the structure of the database was altered: {name}",
            )


def problems_of_projection(database: Database, told: dict[str, Told]) -> Iterator[Problem]:
    """Rows of `runs` and `captures` that the events do not bear out."""
    for execution, *row in database.execute(_RUNS).fetchall():
        said = told.get(execution)
        if said is None:
            continue
        one = said.started
        if tuple(row) != (one.release, one.code, one.revision, one.station, said.status):
            yield Problem(
                said.seq,
                "run_differs",
                f"作业列表中 {execution} 的内容与记录不符",
                f"the list's row of execution {execution} does not say what its events say",
            )
    for seq, value, body in database.execute(_CAPTURES).fetchall():
        if body is None or msgspec.json.encode(value)[1:-1] not in bytes(body):
            yield Problem(
                seq,
                "capture_differs",
                f"追溯表中的 {value!r} 不在第 {seq} 条记录里",
                f"the captured code {value!r} is not in event {seq}",
            )
