"""Writing what was asked for: whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import uuid
from typing import TYPE_CHECKING

from kiosk.system_errors import CannotWrite

if TYPE_CHECKING:
    from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Make `path` hold `content`, replacing what was there. Raises `CannotWrite`; then no half
    file is left and an older one is as it was."""
    try:
        if path.exists() and not path.is_file():
            _write_through(path, content)
        else:
            _make_folder(path.parent)
            _replace(path, content)
    except OSError as error:
        raise CannotWrite(path, error) from error


def print_bytes(content: bytes) -> None:
    """To standard output, for other programs."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # "exists" would be taken for the file that is to be written
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error


def _write_through(device: Path, content: bytes) -> None:
    """A printer's device or a pipe must not be replaced by a file. A folder is refused here."""
    with device.open("wb") as file:
        file.write(content)


def _replace(path: Path, content: bytes) -> None:
    """Beside its place first: only within one folder is replacing a file all or nothing."""
    target = path.resolve()  # a link stays a link
    beside = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
