"""What the hub left on a stick, asked for by the same questions as the hub itself."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.sync.errors import NotBelieved
from sop.wire import stick as places
from sop.wire.limits import DOCUMENT_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Stick:
    """Nothing on it is believed for lying there: whoever asks proves what comes back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def receipt(self) -> bytes:
        return self._read(places.RECEIPT)

    def newest_trust(self) -> int:
        versions = [int(it.stem) for it in self._folder.glob("trust/*.json") if it.stem.isdigit()]
        return max(versions, default=0)

    def trust(self, version: int) -> bytes:
        return self._read(f"trust/{version}.json")

    def assignment(self, after: int = 0, wait: float = 0) -> bytes | None:
        """As the hub left it; whether it is newer than `after` is for the asker to judge."""
        return self._read(places.ASSIGNMENT) if self._has(places.ASSIGNMENT) else None

    def roster(self, after: int = 0) -> bytes | None:
        """As the hub left it, likewise."""
        return self._read(places.ROSTER) if self._has(places.ROSTER) else None

    def manifest(self, digest: str) -> bytes:
        return self._read(f"manifests/{digest}")

    def document(self, digest: str) -> bytes:
        return self._read(f"documents/{digest}")

    @contextmanager
    def file(self, digest: str, offset: int = 0) -> Iterator[Iterator[bytes]]:
        with self._require(f"files/{digest}").open("rb") as file:
            file.seek(offset)
            yield iter(lambda: file.read(1 << 18), b"")

    def _has(self, name: str) -> bool:
        return (self._folder / name).is_file()

    def _require(self, name: str) -> Path:
        if not self._has(name):
            raise NotBelieved(f"U 盘上缺少 {name}", f"the stick lacks {name}")
        return self._folder / name

    def _read(self, name: str) -> bytes:
        path = self._require(name)
        if path.stat().st_size > DOCUMENT_BYTES:
            raise NotBelieved(f"{name} 过大", f"{name} is too large")
        return path.read_bytes()
