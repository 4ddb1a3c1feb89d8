"""The database as a file and back: SQLite by its own online backup, PostgreSQL by its own tools."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, connections
from pysqlite3 import dbapi2 as sqlite

from hub.backup.layout import POSTGRESQL, SQLITE, BackupTrouble
from hub.configuration import configuration
from hub.objects import sync_folder

if TYPE_CHECKING:
    from collections.abc import Sequence


def copy_out(folder: Path) -> Path:
    """A copy as of one moment, while the hub goes on taking in."""
    if connection.vendor == "postgresql":
        target = folder / POSTGRESQL
        _run(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])
        return target
    target = folder / SQLITE
    source, copy = sqlite.connect(configuration().folder / SQLITE), sqlite.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        source.close()
    return target


def read_through(copy: Path) -> None:
    """Of a PostgreSQL dump: every byte is unpacked as a restore would. Raises `BackupTrouble`."""
    _run(["pg_restore", f"--file={os.devnull}", str(copy)])


def is_in_use() -> bool:
    """Whether a hub still runs on this folder's SQLite: replaced beneath it, it would go on
    writing into the file that is no longer there."""
    path = configuration().folder / SQLITE
    if not path.exists():
        return False
    database = sqlite.connect(path, timeout=0)
    try:
        database.execute("PRAGMA journal_mode=DELETE")
    except sqlite.OperationalError as error:
        return "locked" in str(error)
    except sqlite.DatabaseError:
        return False  # damaged: all the more reason to go back
    finally:
        database.close()
    return False


def holds_a_hub() -> bool:
    """Whether there is one in the database, wherever that is."""
    return "devices_identity" in connection.introspection.table_names()


def copy_in(copy: Path) -> None:
    """Put the copy in the place of whatever is there."""
    connections.close_all()
    if copy.name == POSTGRESQL:
        _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
              f"--dbname={_settings()['NAME']}", str(copy)])  # fmt: skip
        return
    target = configuration().folder / SQLITE
    for sidecar in ("-wal", "-shm"):
        target.with_name(target.name + sidecar).unlink(missing_ok=True)
    incoming = target.with_suffix(".incoming")
    shutil.copyfile(copy, incoming)
    with incoming.open("r+b") as file:
        os.fsync(file.fileno())
    incoming.replace(target)
    sync_folder(target.parent)


def _settings() -> dict[str, str]:
    return connection.settings_dict


def _run(command: Sequence[str]) -> None:
    """PostgreSQL's own program, told where the database is."""
    told = _settings()
    name = shutil.which(command[0], path=os.environ.get("SOP_HUB_PG_BIN") or None)
    if name is None:
        raise BackupTrouble(
            f"找不到 {command[0]}，请安装 PostgreSQL 客户端",
            f"{command[0]} is not here: install PostgreSQL's client programs",
        )
    environment = {
        **os.environ,
        "PGHOST": str(told["HOST"]),
        "PGPORT": str(told["PORT"] or ""),
        "PGUSER": str(told["USER"]),
        "PGPASSWORD": str(told["PASSWORD"]),
        "PGDATABASE": str(told["NAME"]),
    }
    done = subprocess.run([name, *command[1:]], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BackupTrouble("备份工具失败", f"{command[0]} failed", done.stderr.strip()[-500:])
