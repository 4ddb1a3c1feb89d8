"""Files named by what is in them: photographs taken as evidence, and the media of releases."""

import os
import uuid
from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from kiosk.errors import BugError
from kiosk.store.disk import DiskGuard, sync_folder
from kiosk.store.errors import FolderUnusable
from kiosk.store.trouble import telling_disk_errors
from kiosk.system_errors import reason_of


class Blobs:
    """A content-addressed folder: `ab/cdef…` for the SHA-256 `abcdef…`. Nothing is overwritten."""

    def __init__(self, folder: Path, guard: DiskGuard) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"
        self._guard = guard
        self._prepare()

    def put(self, content: bytes | Path) -> str:
        """Store `content` and return its SHA-256. When this returns it survives a power cut.

        Raises `DiskFull` before anything is written when there is no room.
        """
        data = content.read_bytes() if isinstance(content, Path) else content
        digest = sha256(data).hexdigest()
        if not self.is_intact(digest):
            self._guard.require(len(data))
            with telling_disk_errors(self.folder):
                self._write(data, self.path(digest))
        return digest

    def path(self, digest: str) -> Path:
        """Where the blob is, or would be."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise BugError(f"not a SHA-256: {digest!r}")
        return self.folder / digest[:2] / digest[2:]

    def __contains__(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def read(self, digest: str) -> bytes:
        """Raises `FileNotFoundError` when it is not here."""
        return self.path(digest).read_bytes()

    def is_intact(self, digest: str) -> bool:
        """Here, and still the bytes it is named after."""
        try:
            with self.path(digest).open("rb") as file:
                return file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            return False

    def digests(self) -> Iterator[str]:
        """Every blob that is here, in no order."""
        for folder in self.folder.iterdir():
            if len(folder.name) == 2:
                yield from (folder.name + file.name for file in folder.iterdir())

    def _prepare(self) -> None:
        try:
            self._incoming.mkdir(parents=True, exist_ok=True)
            for leftover in self._incoming.iterdir():  # of a power cut; nothing names it
                leftover.unlink()
        except OSError as error:
            raise FolderUnusable(self.folder, reason_of(error)) from error

    def _write(self, data: bytes, target: Path) -> None:
        """Content before name, name before return: half a blob is never seen under its digest."""
        self._make_shelf(target.parent)
        incoming = self._incoming / uuid.uuid4().hex
        try:
            with incoming.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            incoming.replace(target)
        except OSError:
            incoming.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)

    def _make_shelf(self, shelf: Path) -> None:
        if not shelf.is_dir():
            shelf.mkdir(exist_ok=True)
            sync_folder(self.folder)
