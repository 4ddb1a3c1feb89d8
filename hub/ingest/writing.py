"""Putting a batch's rows down, by the shortest way each database has.

PostgreSQL takes a binary COPY. SQLite takes one statement for a batch of any size, which cuts the
rows out of one blob: every statement gives up Python's lock and has to win it back from the other
threads, so that five hundred of them cost more than twice the time.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

_SQLITE = (
    "INSERT INTO ingest_event (log_id, seq, body, received_at) "
    "SELECT ?1, ?2 + key, substr(?3, value >> 24, value & 16777215), ?4 FROM json_each(?5)"
)
_POSTGRESQL = "COPY ingest_event (log_id, seq, body, received_at) FROM STDIN (FORMAT BINARY)"
_COLUMNS = ("uuid", "int8", "bytea", "timestamptz")
_one_writer = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """SQLite has one writer at a time. In this process its senders queue up here, where the next
    is woken at once, instead of asking again and again whether the database is free."""
    with _one_writer if connection.vendor == "sqlite" else nullcontext():
        yield


def write(log: UUID, first: int, lines: list[bytes], at: datetime) -> None:
    """For the one who holds the log's row. `first` is the number of the first line."""
    if connection.vendor == "sqlite":
        _write_sqlite(log, first, lines, at)
    else:
        _copy(log, first, lines, at)


def _copy(log: UUID, first: int, lines: list[bytes], at: datetime) -> None:
    with connection.cursor() as cursor, cursor.copy(_POSTGRESQL) as copy:
        copy.set_types(_COLUMNS)
        for seq, line in enumerate(lines, first):
            copy.write_row((log, seq, line, at))


def _write_sqlite(log: UUID, first: int, lines: list[bytes], at: datetime) -> None:
    told = connection.ops.adapt_datetimefield_value(at)
    places, start = [], 1
    for line in lines:
        places.append(start << 24 | len(line))
        start += len(line)
    rows: list[Any] = [log.hex, first, b"".join(lines), told, str(places)]
    with connection.cursor() as cursor:
        cursor.cursor.execute(_SQLITE, rows)  # as it stands: Django would look for its own %s
