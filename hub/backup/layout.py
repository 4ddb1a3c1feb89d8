"""What a backup is made of.

BACKUP/objects/ab/cdef…           shared by all of them: content never changes
BACKUP/2026-11-23T10-00-00Z/      hub.db or hub.dump, keys/, hub.toml, and last backup.json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from hub.problems import HubProblem

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "backup.json"
SQLITE, POSTGRESQL = "hub.db", "hub.dump"
OBJECTS = "objects"


class LogHead(Struct, frozen=True):
    """How far a log went when the copy was taken."""

    seq: int
    digest: str


class Report(Struct, frozen=True, kw_only=True):
    """Written last: a folder without it is no backup. `sha256` is the database copy's.

    `objects` says whether they lie beside it; those in an S3 are that store's own to keep safe.
    """

    hub: str
    epoch: str
    at: str
    version: str
    database: str
    sha256: str
    logs: dict[str, LogHead]
    objects: bool


class BackupTrouble(HubProblem):
    def __init__(self, zh: str, en: str, detail: str = "") -> None:
        super().__init__(500, "backup", zh, en, detail)


def report_of(backup: Path) -> Report:
    """Raises `BackupTrouble` when that is no whole backup."""
    try:
        return msgspec.json.decode((backup / REPORT).read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BackupTrouble(
            f"{backup} 不是完整的备份", f"{backup} is no whole backup", str(error)
        ) from error


def newest_in(folder: Path) -> Path:
    """The latest whole backup of a folder of backups, or the folder itself if it is one."""
    if (folder / REPORT).is_file():
        return folder
    found = sorted(it.parent for it in folder.glob(f"*/{REPORT}"))
    if not found:
        raise BackupTrouble(f"{folder} 中没有备份", f"there is no backup in {folder}")
    return found[-1]
