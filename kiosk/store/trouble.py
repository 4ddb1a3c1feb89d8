"""SQLite's errors, told as what they mean at the station."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from pysqlite3 import dbapi2 as sqlite

from kiosk.store.connection import UNREADABLE
from kiosk.store.disk import free_bytes
from kiosk.store.errors import Damaged, DiskFailed, DiskFull
from kiosk.store.health import mark_suspect
from kiosk.system_errors import Reason, as_it_was_told

_NO_ROOM = 1_000_000  # bytes; so near the end SQLite may report a plain I/O error instead
# Errors that have no code of their own: text that is none any more, a structure that changed.
_DAMAGED_WORDS = ("Could not decode to UTF-8", "no such column", "no such table")
_DAMAGED = (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB)


@contextmanager
def telling_disk_errors(database: Path) -> Iterator[None]:
    """Raises `DiskFull`, `DiskFailed` or `Damaged` in place of the driver's error."""
    try:
        yield
    except (*UNREADABLE, OSError) as error:
        tell_disk_error(error, database)
        raise


def tell_disk_error(error: Exception, database: Path) -> None:
    """Raises what `error` means when it is about the disk or what is on it. After a `DiskFailed`
    or `Damaged` the next start checks all of `database`."""
    code = primary_code(error)
    no_room = code == sqlite.SQLITE_IOERR and free_bytes(database.parent) < _NO_ROOM
    if code == sqlite.SQLITE_FULL or no_room or getattr(error, "errno", 0) == errno.ENOSPC:
        raise DiskFull(database.parent, free_bytes(database.parent)) from error
    if code in _DAMAGED or _is_of_damage(error):
        tell_damage(database, as_it_was_told(error), error)
    if code == sqlite.SQLITE_IOERR:
        _remember(database)
        raise DiskFailed(database, str(error)) from error


def _is_of_damage(error: Exception) -> bool:
    if isinstance(error, sqlite.OperationalError):
        return str(error).startswith(_DAMAGED_WORDS)
    return isinstance(error, UnicodeDecodeError)


def tell_damage(database: Path, reason: Reason, error: Exception) -> NoReturn:
    """Raises `Damaged`, and has the next start check all of `database`."""
    _remember(database)
    raise Damaged(database, reason.zh, reason.en) from error


def _remember(database: Path) -> None:
    with suppress(OSError):  # whoever only reads may stand before a medium that cannot be written
        mark_suspect(database)


def primary_code(error: Exception) -> int:
    """SQLite's result code without its extension; 0 when the error did not come from SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
