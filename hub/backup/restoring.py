"""Going back to a backup. The epoch is made anew: every station then asks where the hub stands,
and sends again what was lost."""

from __future__ import annotations

import shutil
from hashlib import file_digest
from pathlib import Path

from hub.backup.copying import copy_in
from hub.backup.layout import OBJECTS, SQLITE, BackupTrouble, Report, report_of
from hub.configuration import configuration


def place_files(backup: Path, force: bool) -> Report:
    """Before Django is set up: the copy is proved, keys and configuration are put in place.

    Raises `BackupTrouble` when the backup is not whole, or when a hub is there already.
    """
    report = report_of(backup)
    with (backup / report.database).open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != report.sha256:
            raise BackupTrouble("备份的数据库已损坏", "the backup's database is damaged")
    folder = configuration().folder
    if (folder / SQLITE).exists() and not force:
        raise BackupTrouble(
            f"{folder} 中已有中心服务器；确要覆盖请加 --force",
            f"there is a hub in {folder}; --force to go back to the backup all the same",
        )
    folder.mkdir(parents=True, exist_ok=True)
    if (backup / "hub.toml").is_file():
        shutil.copy2(backup / "hub.toml", folder / "hub.toml")
    if (backup / "keys").is_dir():
        shutil.copytree(backup / "keys", folder / "keys", dirs_exist_ok=True)
    configuration.cache_clear()
    return report


def restore(backup: Path, report: Report) -> int:
    """Database and objects; returns how many photographs must be sent again."""
    from django.core.management import call_command

    from hub.devices.identity import renew_epoch
    from hub.evidence.holding import reconcile
    from hub.objects import objects

    copy_in(backup / report.database)
    call_command("migrate", verbosity=0)
    renew_epoch()
    if report.objects:
        for path in (backup.parent / OBJECTS).glob("??/*"):
            digest = path.parent.name + path.name
            if len(digest) == 64 and digest not in objects():
                objects().put(digest, path)
    return reconcile()
