"""Room on the disk, watched before it runs out, and writes that are really on it."""

import os
import shutil
import sys
import time
from pathlib import Path

from kiosk.store.errors import DiskFull


class DiskGuard:
    """Refuses before SQLite has to: with 50 MB left a refusal is calm and the station can still be
    read and copied from; in the middle of a commit it is neither. Sizes in bytes.

    SQLite's own refusal is behind this one, so asking the disk once a second is enough.
    """

    def __init__(
        self, folder: Path, *, warn_below: int = 500_000_000, refuse_below: int = 50_000_000
    ) -> None:
        self.folder = folder
        self.warn_below = warn_below
        self.refuse_below = refuse_below
        self._seen = 0
        self._look_again = 0.0

    def free(self) -> int:
        self._seen = free_bytes(self.folder)
        self._look_again = time.monotonic() + 1.0
        return self._seen

    def is_low(self) -> bool:
        """Time to tell somebody; work goes on."""
        return self.free() < self.warn_below

    def require(self, size: int = 0) -> None:
        """Raises `DiskFull` when `size` more bytes would leave less than `refuse_below`."""
        fresh = time.monotonic() < self._look_again and self._seen - size >= self.refuse_below
        if not fresh and self.free() - size < self.refuse_below:
            raise DiskFull(self.folder, self._seen)


if sys.platform == "win32":

    def free_bytes(folder: Path) -> int:
        """What this user may still write where `folder` is."""
        return shutil.disk_usage(folder).free

    def sync_folder(folder: Path) -> None:
        """Windows cannot open a folder for this and needs no such call: NTFS journals its names."""

else:

    def free_bytes(folder: Path) -> int:
        """What this user may still write where `folder` is. Asked before each confirmation."""
        found = os.statvfs(folder)
        return found.f_bavail * found.f_frsize

    def sync_folder(folder: Path) -> None:
        """Make a rename or a new file in `folder` survive a power cut."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
