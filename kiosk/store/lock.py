"""One process per station folder."""

from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from kiosk.store.errors import FolderUnusable, StoreInUse
from kiosk.system_errors import as_it_was_told


class FolderLock:
    """Held while open; the operating system lets go of it when the process dies, however.

    SQLite's own exclusive lock on an otherwise empty file: the same on Windows and POSIX, and it
    also keeps out a second opener within this process.
    """

    def __init__(self, folder: Path) -> None:
        """Raises `StoreInUse` when somebody else holds it."""
        self._connection: Any = sqlite.connect(
            str(folder / "station.lock"), isolation_level=None, check_same_thread=False, timeout=0
        )
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite.OperationalError as error:
            self._connection.close()
            if "locked" in str(error):
                raise StoreInUse(folder) from error
            raise FolderUnusable(folder, as_it_was_told(error)) from error

    def release(self) -> None:
        self._connection.close()
