"""Is what --data names a station's folder, and can it be worked on?"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from kiosk.errors import KnownError
from kiosk.system_errors import SystemRefused, reason_of

if TYPE_CHECKING:
    from pathlib import Path

#: They read the journal alone, and may be given its file, or a copy of it.
READING = frozenset({"record", "verify", "journal"})
#: Not concerned with the station's folder, or there to say what is wrong with it.
UNCONCERNED = frozenset({"check", "import", "scan", "tour", "doctor"})
#: Opened on a screen, which tells it where the operator stands.
ON_SCREEN = frozenset({"start"})
MAGIC = b"SQLite format 3"


class NotAFolder(KnownError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            "not_a_folder",
            "{path} 不是文件夹。请用 --data 指定工位数据文件夹。",
            "{path} is no folder. Name the station's folder with --data.",
            path=str(path),
        )


class FolderRefused(KnownError):
    def __init__(self, path: Path, error: OSError) -> None:
        zh, en = reason_of(error)
        super().__init__(
            "folder_refused",
            "无法在数据文件夹 {path} 中写入：{why_zh}。请检查权限和磁盘，或用 --data 另行指定。",
            "Nothing can be written in the data folder {path}: {why_en}. Check its permissions and "
            "the disk, or name another folder with --data.",
            path=str(path),
            why_zh=zh,
            why_en=en,
        )


def require_folder(data: Path, command: str) -> None:
    """Raises `NotAFolder` for a file, unless it is a database and `command` only reads one; and
    `FolderRefused` where `command` has to write and cannot."""
    if command in UNCONCERNED:
        return
    if not _is_folder_or_new(data) and not (command in READING and _is_database(data)):
        raise NotAFolder(data)
    if command not in READING | ON_SCREEN:
        _require_writing(data)


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


def _require_writing(data: Path) -> None:
    """By doing it: permissions alone do not tell, least of all on Windows."""
    probe = data / f".{uuid.uuid4().hex}"
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise FolderRefused(data, error) from error
