"""The list of runs: how its rows are read, which can no longer be relied on, how they are rebuilt.

The list is no record: all it says stands in the events too, and a title in its release.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from sqlite_utils import Database

from kiosk.store.model import Run
from kiosk.store.told import Told, told_by

STATUSES = ("running", "paused", "completed", "aborted")
UNFINISHED = STATUSES[:2]
RECENT = 50  # rows looked at on each start, beside all the unfinished ones: a page of history

COLUMNS = Run.__struct_fields__
# As bytes: the driver gives up the whole answer over one letter that is no longer UTF-8.
SELECT = f"SELECT id, {', '.join(f'CAST({column} AS BLOB)' for column in COLUMNS)} FROM runs"

# What lies between the statuses there are: the index then finds a wrong one without reading all.
_NO_STATUS = " OR ".join(
    f"status > '{before}' AND status < '{after}'"
    for before, after in pairwise(["", *sorted(STATUSES), "\U0010ffff"])
)
_LOOKED_AT = f"""{SELECT} WHERE id IN (
    SELECT id FROM runs WHERE status IN {UNFINISHED}
    UNION ALL SELECT id FROM runs WHERE {_NO_STATUS} OR status = ''
    UNION ALL SELECT id FROM (SELECT id FROM runs ORDER BY id DESC LIMIT ?))"""
_BODIES = "SELECT body FROM journal WHERE run = ? ORDER BY seq"
# What a row rests on, sought by SQLite: to read every event of every run would take too long.
_TURNING_POINTS = """SELECT body FROM journal WHERE run = ? AND (
    instr(body, CAST('"kind":"Execution' AS BLOB))
    OR instr(body, CAST('"kind":"HandedOver"' AS BLOB))) ORDER BY seq"""
_UPDATE = f"UPDATE runs SET {', '.join(f'{column} = ?' for column in COLUMNS)} WHERE id = ?"

Row = Sequence[Any]
TitleOf = Callable[[str], dict[str, str]]


def read_run(row: Row) -> Run:
    """The run in a row of `SELECT`. Raises `ValueError` when it holds none."""
    texts = [None if it is None else bytes(it).decode("utf-8") for it in row[1:]]
    values: dict[str, Any] = dict(zip(COLUMNS, texts, strict=True))
    values["title"] = msgspec.json.decode(values["title"] or "")
    values["first_seq"] = int(values["first_seq"] or "")
    run = msgspec.convert(values, Run)
    if run.status not in STATUSES:
        raise ValueError(f"not a status: {run.status!r}")
    return run


def rebuilt_rows(database: Database, title_of: TitleOf, *, whole: bool = False) -> dict[int, Run]:
    """What the damaged rows should say, by id: those that cannot be read, and those that do not say
    what the events say. Looks at the unfinished runs, reading all their events, and at the latest
    ones; at all of them when `whole`. `title_of` knows releases by digest.

    Raises `ValueError` when the events do not tell what such a row should say.
    """
    looking = (SELECT, ()) if whole else (_LOOKED_AT, (RECENT,))
    rows = database.execute(*looking).fetchall()
    damaged = [row[0] for row in rows if not _is_sound(database, row)]
    return {row: _rebuilt(database, row, title_of) for row in damaged}


def write_rows(database: Database, rows: dict[int, Run]) -> None:
    """All of them or none."""
    with database.atomic():
        database.execute("REINDEX runs")  # an index that has the old text still would be in the way
        for row, run in rows.items():
            database.execute(_UPDATE, (*_values(run), row))


def _is_sound(database: Database, row: Row) -> bool:
    try:
        run = read_run(row)
    except ValueError:
        return False
    events = _BODIES if run.status in UNFINISHED else _TURNING_POINTS
    told = _told(database, row[0], events)
    return told is None or told.is_said_by(run)


def _rebuilt(database: Database, row: int, title_of: TitleOf) -> Run:
    told = _told(database, row, _TURNING_POINTS)
    if told is None:
        raise ValueError(f"row {row} of the list of runs is damaged, and no event tells of it")
    return told.run(title_of(told.started.release))


def _told(database: Database, row: int, events: str) -> Told | None:
    return told_by(bytes(body) for (body,) in database.execute(events, (row,)).fetchall())


def _values(run: Run) -> Iterator[object]:
    """As `JournalWriter` writes them."""
    for column in COLUMNS:
        value = getattr(run, column)
        if column == "title":
            yield msgspec.json.encode(value).decode()
        else:
            yield value.isoformat(timespec="milliseconds") if column.endswith("_at") else value
