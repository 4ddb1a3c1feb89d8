"""A file system of a few megabytes that is really full when it is full."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mounted at `folder`, which is made. Skips, by name, where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk: mounting needs root on Linux")
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk: mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, but: int = 0) -> Path:
    """Leaves `but` bytes free; returns the file that takes the room."""
    filler = folder / "somebody-else's.bin"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(b"\0" * 65536):
            pass
    os.truncate(filler, max(filler.stat().st_size - but, 0))
    return filler
