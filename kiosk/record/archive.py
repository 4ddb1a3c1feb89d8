"""A station's folder, read only: without its lock, so that it may be running meanwhile."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pysqlite3.dbapi2 import DatabaseError

from kiosk.errors import KnownError
from kiosk.store.connection import connect_to_read
from kiosk.store.errors import Damaged
from kiosk.store.reader import JournalReader
from kiosk.store.roster import Releases
from kiosk.store.trouble import tell_disk_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from kiosk.store import Release, Stored

PAGE = 500  # events


class NoJournal(KnownError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            "no_journal",
            "{path} 中没有工位账本。请用 --data 指定工位数据文件夹。",
            "There is no station journal at {path}. Name the station's folder with --data.",
            path=str(path),
        )


class _Reading:
    """What the store's tables need of a connection, and no writer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Without a write-ahead log nobody is writing: then even a read-only medium will do.
        self.database = connect_to_read(path, immutable=not _wal(path).exists())

    def reader(self) -> Database:
        return self.database


class Archive:
    """The journal of a folder, and the releases and photographs beside it."""

    def __init__(self, journal: Path) -> None:
        """Raises `NoJournal` when there is no such file."""
        if not journal.is_file():
            raise NoJournal(journal)
        self.folder = journal.parent
        self._journal = _Reading(journal)
        self._station: _Reading | None = None
        self.events = JournalReader(self._journal.database, journal)

    def bodies(self, after: int = 0) -> Iterator[bytes]:
        """The exact bytes of every event after number `after`, in order."""
        while page := self.events.tail(after, PAGE):
            yield from (stored.body for stored in page)
            after = page[-1].seq

    def of_execution(self, execution: str) -> list[Stored]:
        return list(self.events.events(execution))

    def release(self, digest: str) -> Release | None:
        station = self.folder / "station.db"
        if self._station is None and station.is_file():
            self._station = _Reading(station)
        return Releases(self._station).get(digest) if self._station else None  # type: ignore[arg-type]

    def is_of_something_else(self) -> bool:
        """A sound database without a journal: nothing of ours is damaged there."""
        try:
            tables = self._journal.database.table_names()
        except DatabaseError:
            return False
        return bool(tables) and "journal" not in tables

    def photo(self, digest: str) -> bytes | None:
        """The photograph's bytes as they are on disk now; None when they are not."""
        try:
            return (self.folder / "blobs" / digest[:2] / digest[2:]).read_bytes()
        except OSError:
            return None

    def close(self) -> None:
        for reading in (self._journal, self._station):
            if reading is not None:
                reading.database.close()


@contextmanager
def archive_of(path: Path) -> Iterator[Archive]:
    """The archive of a station's folder, or of its journal's file.

    Raises `NoJournal`, and `Damaged` or `DiskFailed` for what cannot be read while it is open.
    """
    journal = path / "journal.db" if path.is_dir() else path
    archive = Archive(journal)
    try:
        yield archive
    except (DatabaseError, Damaged) as error:
        if archive.is_of_something_else():
            raise NoJournal(path) from error
        tell_disk_error(error, journal)
        raise
    finally:
        archive.close()


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")
