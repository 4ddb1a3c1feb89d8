"""SQLite's errors, told as what they mean at the station."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from kiosk.store.errors import DiskFailed, DiskFull
from kiosk.store.health import mark_suspect

_NO_ROOM = 1_000_000  # bytes; so near the end SQLite may report a plain I/O error instead
_DAMAGED = (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB)


@contextmanager
def telling_disk_errors(database: Path) -> Iterator[None]:
    """Raises `DiskFull` or `DiskFailed` in place of the driver's error. After the latter the next
    start checks all of `database`."""
    try:
        yield
    except sqlite.DatabaseError as error:
        code = primary_code(error)
        if code == sqlite.SQLITE_FULL or (code == sqlite.SQLITE_IOERR and _is_full(database)):
            raise DiskFull(database.parent, _free(database)) from error
        if code == sqlite.SQLITE_IOERR or code in _DAMAGED:
            mark_suspect(database)
            raise DiskFailed(database, str(error)) from error
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(database.parent, _free(database)) from error
        raise


def primary_code(error: Exception) -> int:
    """SQLite's result code without its extension; 0 when the error did not come from SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_full(database: Path) -> bool:
    return _free(database) < _NO_ROOM


def _free(database: Path) -> int:
    return shutil.disk_usage(database.parent).free
