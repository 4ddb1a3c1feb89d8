"""What stands beside the journal must say what the journal says: schema, runs, captures."""

from collections.abc import Iterator

import msgspec
from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from kiosk.store.runs import SELECT, read_run
from kiosk.store.told import Told
from sop.journal.chain import Problem

_SCHEMA = """SELECT name, sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE '!_%' ESCAPE '!'
    AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"""
_CAPTURES = """SELECT captures.seq, CAST(value AS BLOB), body FROM captures
    LEFT JOIN journal ON journal.seq = captures.seq"""
_FIRST = "SELECT min(seq) FROM journal WHERE run = ?"


def problems_of_schema(database: Database, migrations: Migrations) -> Iterator[Problem]:
    """A trigger that was dropped no longer keeps anybody from editing the journal."""
    found = dict(database.execute(_SCHEMA).fetchall())
    pattern = Database(sqlite.connect(":memory:"))
    _bring_as_far(pattern, database, migrations)
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


def _bring_as_far(pattern: Database, database: Database, migrations: Migrations) -> None:
    """An earlier version's database is held against that version's structure. One that says it
    has had no step of ours is held against today's."""
    pending = [step.name for step in migrations.pending(database)]
    every = len(pending) == len(migrations._migrations)
    migrations.apply(pattern, stop_before=None if every else pending)


def problems_of_projection(database: Database, told: dict[str, Told]) -> Iterator[Problem]:
    """Rows of `runs` and `captures` that the events do not bear out."""
    for row in database.execute(SELECT).fetchall():
        try:
            run = read_run(row)
        except ValueError:
            yield _unreadable_run(database, row[0])
            continue
        said = told.get(run.execution)
        first = said.seq if said else _first_of(database, row[0])
        if first is None or (said is not None and not said.is_said_by(run)):
            yield _run_differs(first or 0, run.execution)
    for seq, value, body in database.execute(_CAPTURES).fetchall():
        text = bytes(value).decode("utf-8", errors="replace")
        if body is None or msgspec.json.encode(text)[1:-1] not in bytes(body):
            yield Problem(
                seq,
                "capture_differs",
                f"追溯表中的 {text!r} 不在第 {seq} 条记录里",
                f"the captured code {text!r} is not in event {seq}",
            )


def _first_of(database: Database, row: int) -> int | None:
    (seq,) = database.execute(_FIRST, (row,)).fetchone()
    return int(seq) if seq is not None else None


def _run_differs(seq: int, execution: str) -> Problem:
    return Problem(
        seq,
        "run_differs",
        f"作业列表中 {execution} 的内容与记录（自第 {seq} 条起）不符",
        f"the list's row of execution {execution} does not say what its events say "
        f"(from event {seq} on)",
    )


def _unreadable_run(database: Database, row: int) -> Problem:
    seq = _first_of(database, row) or 0
    return Problem(
        seq,
        "run_unreadable",
        f"作业列表第 {row} 行已损坏，无法读取（该作业自第 {seq} 条记录起）",
        f"row {row} of the list of runs is damaged and cannot be read "
        f"(its execution begins with event {seq})",
    )
