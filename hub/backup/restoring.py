"""Going back to a backup. The epoch is made anew: every station then asks where the hub stands,
and sends again what was lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hub.backup.copying import copy_in, holds_a_hub, is_in_use
from hub.backup.layout import (
    CONFIGURED,
    OBJECTS,
    POSTGRESQL,
    SQLITE,
    BackupTrouble,
    Report,
    copy_in_backup,
    digest_of_file,
    objects_below,
    report_of,
)
from hub.backup.verifying import is_whole
from hub.configuration import configuration

if TYPE_CHECKING:
    from pathlib import Path


def place_files(backup: Path, force: bool) -> Report:
    """Before Django is set up: the copy is proved, keys and configuration are put in place.

    Raises `BackupTrouble` when the backup is not whole, or when a hub is there already.
    """
    report = report_of(backup)
    copy_in_backup(backup)
    folder = configuration().folder
    if (folder / SQLITE).exists() or (folder / CONFIGURED).exists():
        if not force:
            raise _there_already(str(folder))
        if is_in_use():
            raise BackupTrouble(
                "中心服务器正在运行，请先停止", "the hub is running: stop it first", str(folder)
            )
    folder.mkdir(parents=True, exist_ok=True)
    if (backup / CONFIGURED).is_file():
        shutil.copy2(backup / CONFIGURED, folder / CONFIGURED)
    if (backup / "keys").is_dir():
        shutil.copytree(backup / "keys", folder / "keys", dirs_exist_ok=True)
    configuration.cache_clear()
    return report


def restore(backup: Path, report: Report, force: bool) -> int:
    """Database and objects; returns how many photographs must be sent again.

    Raises `BackupTrouble` when the database is elsewhere and has a hub already.
    """
    from django.core.management import call_command
    from django.db import connection

    from hub.devices.identity import renew_epoch
    from hub.evidence.holding import reconcile
    from hub.ingest.models import Log

    if (report.database == POSTGRESQL) != (connection.vendor == "postgresql"):
        raise BackupTrouble(
            f"备份来自另一种数据库（{report.database}）",
            f"the backup is of another kind of database: {report.database}",
        )
    if report.database == POSTGRESQL and holds_a_hub() and not force:
        raise _there_already("PostgreSQL")
    copy_in(backup / report.database)
    call_command("migrate", verbosity=0)
    renew_epoch()
    for name, head in report.logs.items():
        Log.objects.filter(pk=name).update(durable_seq=head.seq)
    if report.objects:
        _put_back(backup.parent / OBJECTS)
    return reconcile()


def _put_back(folder: Path) -> None:
    """What is whole, in the place of what is missing or was altered since."""
    from hub.objects import objects

    for digest, path in objects_below(folder):
        if digest_of_file(path) == digest and not is_whole(digest):
            objects().put(digest, path)


def _there_already(place: str) -> BackupTrouble:
    return BackupTrouble(
        f"{place} 中已有中心服务器；确要覆盖请加 --force",
        f"there is a hub in {place}; --force to go back to the backup all the same",
    )
