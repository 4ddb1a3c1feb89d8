"""Photographs on their way: files on the hub's own disk that grow piece by piece.

The length of such a file is all there is to know of it. Whatever a crash or a power cut made of
it, the digest decides at the end.
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import file_digest
from typing import TYPE_CHECKING

from django.core.files import locks

from hub.configuration import configuration
from hub.problems import HubProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "staging"
ABANDONED_S = 7 * 24 * 3600
RESERVE = 64 << 20
"""Bytes that stay free: the database is on this disk too."""
_LOOK_EVERY_S = 3600


class NoRoom(HubProblem):
    def __init__(self) -> None:
        super().__init__(
            503, "disk_full", "中心服务器磁盘空间不足", "The hub's disk is full", retry_after=60
        )


class Staging:
    """A folder of unfinished photographs. Several processes may work in it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._locks = folder / "locks"
        self._locks.mkdir(parents=True, exist_ok=True)
        self._looked_at = 0.0

    def path(self, digest: str) -> Path:
        return self._folder / digest

    def settled(self, digest: str) -> int:
        """How many bytes of it are here, for all others: a piece that is just being written is
        waited for, or the one who asked would go on from its middle."""
        if not self.path(digest).exists():
            return 0
        with self.locked(digest):
            return self.offset(digest)

    def offset(self, digest: str) -> int:
        """How many bytes of it are here, for the one who holds the lock."""
        try:
            return self.path(digest).stat().st_size
        except FileNotFoundError:
            return 0

    @contextmanager
    def locked(self, digest: str) -> Iterator[None]:
        """One writer of a photograph at a time, in whatever process. Never held while anything
        is waited for from the network."""
        with (self._locks / digest[:2]).open("ab") as file:
            locks.lock(file, locks.LOCK_EX)
            try:
                yield
            finally:
                locks.unlock(file)

    def append(self, digest: str, piece: bytes) -> None:
        """For the one who holds the lock. Raises `NoRoom` before there is none."""
        self.expire()
        if shutil.disk_usage(self._folder).free - len(piece) < RESERVE:
            raise NoRoom
        with self.path(digest).open("ab") as file:
            file.write(piece)

    def matches(self, digest: str) -> bool:
        with self.path(digest).open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest

    def discard(self, digest: str) -> None:
        self.path(digest).unlink(missing_ok=True)

    def expire(self) -> None:
        """Remove what nobody has gone on with for a week; looked for once an hour."""
        if time.monotonic() - self._looked_at < _LOOK_EVERY_S and self._looked_at:
            return
        self._looked_at = time.monotonic()
        for file in self._folder.iterdir():
            with suppress(OSError):
                if file.is_file() and time.time() - file.stat().st_mtime > ABANDONED_S:
                    file.unlink()


@cache
def staging() -> Staging:
    return Staging(configuration().folder / FOLDER)
