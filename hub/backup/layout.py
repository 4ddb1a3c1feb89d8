"""What a backup is made of.

BACKUP/objects/ab/cdef…           shared by all of them: content never changes
BACKUP/2026-11-23T10-00-00Z/      hub.db or hub.dump, keys/, hub.toml, and last backup.json
"""

from __future__ import annotations

from hashlib import file_digest
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from hub.problems import HubProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORT = "backup.json"
CONFIGURED = "hub.toml"
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


def copy_in_backup(backup: Path) -> Path:
    """Its database, which is what was proved when it was made. Raises `BackupTrouble`."""
    report = report_of(backup)
    copy = backup / report.database
    try:
        if digest_of_file(copy) == report.sha256:
            return copy
    except OSError:
        pass
    raise BackupTrouble("备份的数据库已损坏", "the backup's database is damaged", str(copy))


def digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def objects_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Digest and file of each."""
    for path in folder.glob("??/*"):
        digest = path.parent.name + path.name
        if len(digest) == 64:
            yield digest, path


def newest_in(folder: Path) -> Path:
    """The latest whole backup of a folder of backups, or the folder itself if it is one."""
    if (folder / REPORT).is_file():
        return folder
    found = sorted(it.parent for it in folder.glob(f"*/{REPORT}"))
    if not found:
        raise BackupTrouble(f"{folder} 中没有备份", f"there is no backup in {folder}")
    return found[-1]
