"""Room on the disk, watched before it runs out, and writes that are really on it."""

import os
import shutil
import sys
from pathlib import Path

from msgspec import Struct

from kiosk.store.errors import DiskFull


class DiskGuard(Struct, frozen=True):
    """Refuses before SQLite has to: a refusal at 50 MB left can still be recorded elsewhere and
    shown calmly; one in the middle of a commit cannot. Sizes in bytes."""

    folder: Path
    warn_below: int = 500_000_000
    refuse_below: int = 50_000_000

    def free(self) -> int:
        return free_bytes(self.folder)

    def is_low(self) -> bool:
        """Time to tell somebody; work goes on."""
        return self.free() < self.warn_below

    def require(self, size: int = 0) -> None:
        """Raises `DiskFull` when `size` more bytes would leave less than `refuse_below`."""
        free = self.free()
        if free - size < self.refuse_below:
            raise DiskFull(self.folder, free)


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
