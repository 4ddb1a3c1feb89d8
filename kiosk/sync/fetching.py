"""Files of a release, fetched by digest: gone on with where they were cut, kept when they match."""

from __future__ import annotations

from hashlib import file_digest
from typing import TYPE_CHECKING

from kiosk.sync.errors import NotBelieved

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.store import Store
    from kiosk.sync.transport import Source


class Downloads:
    """A folder of files on their way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.folder / "downloads"

    def fetch(self, hub: Source, digest: str, size: int) -> None:
        """Put the file among the station's blobs. Raises `NotBelieved` when it is another one or
        longer than was signed, `DiskFull` before there is no room."""
        if self._store.blobs.is_intact(digest):
            return
        self._folder.mkdir(exist_ok=True)
        part = self._folder / digest
        self._store.disk.require(size)
        have = part.stat().st_size if part.exists() else 0
        if have < size:
            self._go_on(hub, digest, part, have, size)
        self._take(part, digest)

    def _go_on(self, hub: Source, digest: str, part: Path, have: int, size: int) -> None:
        with hub.file(digest, have) as pieces, part.open("ab") as file:
            for piece in pieces:
                have += len(piece)
                if have > size:
                    break
                file.write(piece)
        if have > size:
            part.unlink()
            raise NotBelieved("文件超出签名的大小", "a file is longer than was signed")

    def _take(self, part: Path, digest: str) -> None:
        with part.open("rb") as file:
            matches = file_digest(file, "sha256").hexdigest() == digest
        if not matches:
            part.unlink()  # not worth going on with
            raise NotBelieved("文件与签名不符", "a file is not the one that was signed")
        self._store.blobs.put(part)
        part.unlink()
