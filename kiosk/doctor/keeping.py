"""Where records are kept: SQLite, the folder, the journal, the disk, and the time they bear."""

from __future__ import annotations

import os
import shutil
import time
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.doctor.finding import Finding, Said, attention, fail, ok

if TYPE_CHECKING:
    from pathlib import Path

SQLITE = Said("SQLite", "SQLite")
FOLDER = Said("数据文件夹", "Data folder")
JOURNAL = Said("账本", "Journal")
DISK = Said("磁盘空间", "Disk space")
CLOCK = Said("时钟", "Clock")

EARLIEST, LATEST = 2026, 2046
GB = 1_000_000_000


def sqlite(_data: Path) -> Finding:
    try:
        from pysqlite3 import dbapi2 as driver
    except ImportError as error:
        return fail(
            "sqlite", SQLITE,
            Said(f"缺少 pysqlite3({error})", f"pysqlite3 is missing ({error})"),
            Said("运行 make setup，或重新安装本程序", "Run make setup, or reinstall the program"),
        )  # fmt: skip
    from kiosk.store.connection import NEEDED

    if driver.sqlite_version_info < NEEDED:
        needed = ".".join(map(str, NEEDED))
        return fail(
            "sqlite", SQLITE,
            Said(f"{driver.sqlite_version} 过旧，可能损坏记录",
                 f"{driver.sqlite_version} is too old and can corrupt records"),
            Said(f"需要 {needed} 以上：pip install -U pysqlite3",
                 f"{needed} or later is needed: pip install -U pysqlite3"),
        )  # fmt: skip
    return ok("sqlite", SQLITE, driver.sqlite_version)


def data_folder(data: Path) -> Finding:
    existing = next(folder for folder in (data, *data.parents) if folder.exists())
    if not os.access(existing, os.W_OK):
        return fail(
            "data_folder", FOLDER,
            Said(f"{data} 无写入权限", f"{data} cannot be written"),
            Said("修改权限，或用 --data 指定其他文件夹",
                 "Change its permissions, or name another folder with --data"),
        )  # fmt: skip
    if not data.exists():
        return ok("data_folder", FOLDER, f"{data}(首次启动时创建)", f"{data} (made at first start)")
    if _in_use(data):
        return ok(
            "data_folder", FOLDER, f"{data}(工位正在运行)", f"{data} (the station is running)"
        )
    return ok("data_folder", FOLDER, str(data))


def _in_use(data: Path) -> bool:
    from kiosk.store import FolderUnusable, StoreInUse
    from kiosk.store.lock import FolderLock

    if not (data / "station.lock").exists():
        return False
    try:
        FolderLock(data).release()
    except (StoreInUse, FolderUnusable):
        return True
    return False


def journal(data: Path) -> Finding:
    from kiosk.store.health import damage_of, is_suspect

    path = data / "journal.db"
    if not path.exists():
        return ok("journal", JOURNAL, "尚未建立", "not begun yet")
    reason = damage_of(path, tables=("journal", "runs", "captures"))
    if reason:
        return attention(
            "journal", JOURNAL,
            Said(f"已损坏：{reason}", f"damaged: {reason}"),
            Said("下次启动时会原样移到一旁并启用新账本；请把旧文件交给技术支持",
                 "At the next start it is set aside untouched and a new one begun; give the old "
                 "file to support"),
        )  # fmt: skip
    if is_suspect(path):
        return attention(
            "journal", JOURNAL,
            Said("上次使用时出过磁盘错误", "the disk reported an error when it was last used"),
            Said("下次启动时会完整检查；请查看磁盘健康状况",
                 "It is checked as a whole at the next start; look at the disk's health"),
        )  # fmt: skip
    return _sound_journal(data)


def _sound_journal(data: Path) -> Finding:
    from kiosk.record.archive import archive_of

    with archive_of(data) as archive:
        head = archive.events.head()
        runs = len(archive.events.runs(("running", "paused"), limit=1000))
    return ok(
        "journal", JOURNAL,
        f"{head.seq} 条记录，{runs} 份作业未完成（完整验证：sop-kiosk verify）",
        f"{head.seq} events, {runs} unfinished run(s) (to prove all of it: sop-kiosk verify)",
    )  # fmt: skip


def disk(data: Path) -> Finding:
    from kiosk.store import DiskGuard

    existing = next(folder for folder in (data, *data.parents) if folder.exists())
    guard = DiskGuard(existing)
    free = shutil.disk_usage(existing).free
    said = Said(f"剩余 {free / GB:.1f} GB", f"{free / GB:.1f} GB free")
    mend = Said("清理磁盘，或把数据文件夹移到更大的磁盘",
                "Free some space, or move the data folder to a larger disk")  # fmt: skip
    if free < guard.refuse_below:
        return fail("disk", DISK, said, mend)
    if free < guard.warn_below:
        return attention("disk", DISK, said, mend)
    return ok("disk", DISK, said.zh, said.en)


def clock(_data: Path) -> Finding:
    """A wrong clock never stops the work, but every record bears its time."""
    now = datetime.now().astimezone()
    offset = f"{now:%z}"
    shown = f"{now:%Y-%m-%d %H:%M:%S} UTC{offset[:3]}:{offset[3:]} {now.tzname() or ''}".strip()
    if not EARLIEST <= now.year < LATEST or not _goes_on():
        return attention(
            "clock", CLOCK,
            Said(f"{shown}，不可信", f"{shown}, which cannot be right"),
            Said("校准系统时间；主板电池可能已耗尽",
                 "Set the system time; the mainboard's battery may be empty"),
        )  # fmt: skip
    if now.utcoffset() is not None and not now.utcoffset() and now.tzname() == "UTC":
        return attention(
            "clock", CLOCK,
            Said(f"{shown}:时区为 UTC", f"{shown}: the time zone is UTC"),
            Said("若不是有意为之，请设置当地时区（Linux:timedatectl set-timezone Asia/Shanghai）",
                 "Unless that is intended, set the local zone (Linux: timedatectl set-timezone)"),
        )  # fmt: skip
    return ok("clock", CLOCK, shown)


def _goes_on() -> bool:
    first = time.monotonic_ns()
    time.sleep(0.002)
    return time.monotonic_ns() > first
