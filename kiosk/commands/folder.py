"""Is what --data names a station's folder?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.errors import KnownError
from kiosk.system_errors import SystemRefused

if TYPE_CHECKING:
    from pathlib import Path

#: They read the journal alone, and may be given its file, or a copy of it.
READING = frozenset({"record", "verify", "journal"})
#: Not concerned with the station's folder, or there to say what is wrong with it.
UNCONCERNED = frozenset({"check", "import", "scan", "tour", "doctor"})
MAGIC = b"SQLite format 3"


class NotAFolder(KnownError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            "not_a_folder",
            "{path} 不是文件夹。请用 --data 指定工位数据文件夹。",
            "{path} is no folder. Name the station's folder with --data.",
            path=str(path),
        )


def require_folder(data: Path, command: str) -> None:
    """Raises `NotAFolder` for a file, unless it is a database and `command` only reads one."""
    if command in UNCONCERNED or _is_folder_or_new(data):
        return
    if not (command in READING and _is_database(data)):
        raise NotAFolder(data)


def _is_folder_or_new(data: Path) -> bool:
    try:
        return data.is_dir() or not data.exists()
    except OSError as error:  # a name too long, a disk that does not answer
        raise SystemRefused(error) from error


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False
