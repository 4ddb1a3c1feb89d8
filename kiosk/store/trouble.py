"""SQLite's errors, told as what they mean at the station."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from kiosk.store.disk import free_bytes
from kiosk.store.errors import DiskFailed, DiskFull
from kiosk.store.health import mark_suspect

_NO_ROOM = 1_000_000  # bytes; so near the end SQLite may report a plain I/O error instead
_DAMAGED = (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB)


@contextmanager
def telling_disk_errors(database: Path) -> Iterator[None]:
    """Raises `DiskFull` or `DiskFailed` in place of the driver's error."""
    try:
        yield
    except (sqlite.DatabaseError, OSError) as error:
        tell_disk_error(error, database)
        raise


def tell_disk_error(error: Exception, database: Path) -> None:
    """Raises what `error` means when it is about the disk. After a `DiskFailed` the next start
    checks all of `database`."""
    code = primary_code(error)
    no_room = code == sqlite.SQLITE_IOERR and free_bytes(database.parent) < _NO_ROOM
    if code == sqlite.SQLITE_FULL or no_room or getattr(error, "errno", 0) == errno.ENOSPC:
        raise DiskFull(database.parent, free_bytes(database.parent)) from error
    if code == sqlite.SQLITE_IOERR or code in _DAMAGED:
        mark_suspect(database)
        raise DiskFailed(database, str(error)) from error


def primary_code(error: Exception) -> int:
    """SQLite's result code without its extension; 0 when the error did not come from SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
