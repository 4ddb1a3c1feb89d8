"""Connections to the store's databases: the right driver, and the promises it is asked to keep."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.store.errors import OldSqlite

NEEDED = (3, 51, 3)

# What reading a damaged database may raise: SQLite's error, or the driver's failure to decode the
# words in which SQLite tells it, when those quote the damage.
UNREADABLE = (sqlite.DatabaseError, UnicodeDecodeError)

# FULL, because NORMAL loses confirmed steps in a power cut. Foreign keys are off by default.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA busy_timeout=5000",
)


def check_library(version: tuple[int, ...] = sqlite.sqlite_version_info) -> None:
    """Raises `OldSqlite` for a library that can corrupt a WAL database (3.7.0 to 3.51.2)."""
    if version < NEEDED:
        raise OldSqlite(".".join(map(str, version)), ".".join(map(str, NEEDED)))


def connect(path: Path) -> Database:
    """The writing connection. Made on one thread, usable on others, by one at a time."""
    connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
    database = Database(connection, execute_plugins=False)
    for pragma in PRAGMAS:
        database.execute(pragma)
    return database


def connect_to_read(path: Path, *, immutable: bool = False) -> Database:
    """A connection that cannot write. `immutable` touches nothing beside the file, not even to
    look for a write-ahead log."""
    uri = path.absolute().as_uri() + ("?immutable=1" if immutable else "?mode=ro")
    connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    database.execute("PRAGMA query_only=ON")
    database.execute("PRAGMA busy_timeout=5000")
    return database


def sidecars(path: Path) -> list[Path]:
    """The files SQLite keeps beside a database; together with it they are the database."""
    return [path.with_name(path.name + suffix) for suffix in ("-wal", "-shm")]


def has_log(path: Path) -> bool:
    """Whether part of the database may still be in its write-ahead log."""
    wal = sidecars(path)[0]
    return wal.exists() and wal.stat().st_size > 0


def connect_to_inspect(path: Path) -> Database:
    """A reading connection that leaves the files as they are, even a damaged database's."""
    return connect_to_read(path, immutable=not has_log(path))


class Connections:
    """One writer and as many readers as threads: who reads history never waits for a commit.

    Whoever uses `writer` holds `turn`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer = connect(path)
        self.turn = threading.RLock()
        self._mine = threading.local()
        self._readers: list[tuple[threading.Thread, Database]] = []
        self._opening = threading.Lock()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """The writer, for this thread alone, in one transaction: all of it is durable or none."""
        with self.turn, self.writer.atomic():
            yield self.writer

    def reader(self) -> Database:
        """This thread's own reading connection."""
        reader: Database | None = getattr(self._mine, "reader", None)
        if reader is None:
            reader = self._mine.reader = connect_to_read(self.path)
            with self._opening:
                self._close_readers(of=lambda thread: not thread.is_alive())
                self._readers.append((threading.current_thread(), reader))
        return reader

    def close(self) -> None:
        """Readers first: the last one to close folds the write-ahead log into the database."""
        with self._opening:
            self._close_readers(of=lambda _: True)
        with self.turn:
            self.writer.close()

    def _close_readers(self, of: Callable[[threading.Thread], bool]) -> None:
        for thread, reader in self._readers:
            if of(thread):
                reader.close()
        self._readers = [it for it in self._readers if not of(it[0])]
