"""A disk whose power can be cut: what was not synced is lost, torn or written out of order.

SQLite writes through to real files, so it reads back what it wrote; beside them this disk keeps
what each file would hold if the power failed now: its content at the last sync, and every write
since, any part of which may or may not have reached the platter.
"""

from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512


class PowerCut(Exception):
    pass


class Memory:
    """One file as the platter has it: `synced`, and the changes since, in the order made."""

    def __init__(self, content: bytes, exists: bool) -> None:
        self.synced = bytearray(content)
        self.exists = exists
        self.pending: list[tuple[int, bytes] | int] = []

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.synced, change)
        self.pending.clear()
        self.exists = True

    def after_cut(self, chance: Random) -> bytes | None:
        """What is found when the power is back; None for a file that was never there."""
        if not self.exists and chance.random() < 0.5:
            return None
        content, kept = bytearray(self.synced), chance.choice((0.0, 0.5, 0.9, 1.0))
        for change in self.pending:
            for part in _sectors(change):
                if chance.random() < kept:
                    _apply(content, part)
        return bytes(content)


class CutDisk(apsw.VFS):
    """Counts down over writes, truncations and syncs; at zero the power fails for good: from then
    on every one of them raises `PowerCut` and nothing more is remembered."""

    def __init__(self, name: str, cut_after: int) -> None:
        super().__init__(name, base="")
        self.name = name
        self.left = cut_after
        self.files: dict[str, Memory] = {}

    def xOpen(self, name: Any, flags: list[int]) -> "CutFile":
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name)
        exists = path.exists()
        self.files.setdefault(path.name, Memory(path.read_bytes() if exists else b"", exists))
        return CutFile(self, path, name, flags)

    def step(self) -> None:
        if self.left <= 0:
            raise PowerCut
        self.left -= 1

    def images(self, chance: Random) -> dict[str, bytes]:
        found = {name: memory.after_cut(chance) for name, memory in sorted(self.files.items())}
        return {name: content for name, content in found.items() if content is not None}


class CutFile(apsw.VFSFile):
    def __init__(self, disk: CutDisk, path: Path, name: Any, flags: list[int]) -> None:
        self._disk = disk
        self._memory = disk.files[path.name]
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.step()
        self._memory.pending.append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._disk.step()
        self._memory.pending.append(size)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        """The real file is not synced: what counts as synced is decided here."""
        self._disk.step()
        self._memory.sync()


def _apply(content: bytearray, change: tuple[int, bytes] | int) -> None:
    if isinstance(change, int):
        del content[change:]
        return
    offset, data = change
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _sectors(change: tuple[int, bytes] | int) -> list[tuple[int, bytes] | int]:
    """A write as the pieces a power cut can part it into; a truncation is one piece."""
    if isinstance(change, int):
        return [change]
    offset, data = change
    parts: list[tuple[int, bytes] | int] = []
    while data:
        size = SECTOR - offset % SECTOR
        parts.append((offset, data[:size]))
        offset, data = offset + size, data[size:]
    return parts
