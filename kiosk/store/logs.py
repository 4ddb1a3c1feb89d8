"""The logs this station has kept, each with the last event it was known to have.

Kept beside the people and procedures and written when the station opens and closes, so that it
costs no confirmation anything. A journal that can no longer be read is still named by the one that
follows it, and one that was cut off or replaced is found out.
"""

from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.store.connection import Connections, connect_to_inspect
from kiosk.store.model import Parent
from kiosk.system_errors import Reason
from sop.journal.envelope import Head, decode, digest_of

_REMEMBER = """INSERT INTO logs (log, seq, head) VALUES (?, ?, ?)
    ON CONFLICT (log) DO UPDATE SET seq = excluded.seq, head = excluded.head"""
_KNOWN = "SELECT log, seq, head FROM logs ORDER BY rowid"
_EVENT = "SELECT body FROM journal WHERE seq = ?"
_LAST = "SELECT body FROM journal ORDER BY seq DESC LIMIT 1"


def remember_log(station: Connections, log: str, head: Head) -> None:
    """One commit, and none when it is known already."""
    known = Parent(log, head.seq, head.digest)
    if latest_log(station.reader()) != known:
        with station.writing() as database:
            database.execute(_REMEMBER, (log, head.seq, head.digest))


def known_logs(station: Database) -> list[Parent]:
    """The logs kept here, in the order they were begun."""
    return [Parent(*row) for row in station.execute(_KNOWN).fetchall()]


def latest_log(station: Database) -> Parent | None:
    return next(reversed(known_logs(station)), None)


def latest_log_in(path: Path) -> Parent | None:
    """The log that was kept last, as the `station.db` at `path` knows it if it can be read."""
    try:
        station = connect_to_inspect(path)
        try:
            return latest_log(station)
        finally:
            station.close()
    except (sqlite.Error, ValueError):
        return None


def damage_against(journal: Database, known: Parent | None) -> Reason | None:
    """Why this journal cannot be the one that was known, or None."""
    if known is None:
        return None
    row = journal.execute(_EVENT, (known.seq,)).fetchone()
    last = decode(bytes(journal.execute(_LAST).fetchone()[0]))
    if last.log != known.log:
        return None  # another station's, or one that was put back: its own chain speaks for it
    if row is None:
        return Reason(
            f"最后一条是第 {last.seq} 条，而工位曾记到第 {known.seq} 条",
            f"its last event is {last.seq}, but it was known to reach {known.seq}",
        )
    if digest_of(bytes(row[0])) != known.head:
        return Reason(
            f"第 {known.seq} 条不是工位记得的那一条",
            f"event {known.seq} is not the one it was known to have",
        )
    return None
