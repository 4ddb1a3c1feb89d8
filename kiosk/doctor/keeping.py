"""Where records are kept: SQLite, the folder, the journal, the disk, and the time they bear."""

from __future__ import annotations

import os
import shutil
import time
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.doctor.finding import Finding, Said, attention, fail, ok
from sop.messages.numbers import several

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.store.aside import Report
    from kiosk.system_errors import Reason

SQLITE = Said("SQLite", "SQLite")
FOLDER = Said("数据文件夹", "Data folder")
JOURNAL = Said("账本", "Journal")
STATION = Said("工位数据", "Station data")
ASIDE = Said("已隔离的损坏数据", "Damaged data set aside")
DISK = Said("磁盘空间", "Disk space")
CLOCK = Said("时钟", "Clock")

EARLIEST, LATEST = 2026, 2046
MB, GB = 1_000_000, 1_000_000_000
NOT_YET = ("尚未建立", "not begun yet")


def sqlite(_data: Path) -> Finding:
    try:
        from pysqlite3 import dbapi2 as driver
    except ImportError as error:
        return fail(
            "sqlite", SQLITE,
            Said(f"缺少 pysqlite3（{error}）", f"pysqlite3 is missing ({error})"),
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
    if not existing.is_dir():
        return fail(
            "data_folder", FOLDER,
            Said(f"{existing} 是文件，不是文件夹", f"{existing} is a file, not a folder"),
            Said("用 --data 指定工位数据文件夹", "Name the station's folder with --data"),
        )  # fmt: skip
    if not os.access(existing, os.W_OK):
        return fail(
            "data_folder", FOLDER,
            Said(f"{data} 无写入权限", f"{data} cannot be written"),
            Said("修改权限，或用 --data 指定其他文件夹",
                 "Change its permissions, or name another folder with --data"),
        )  # fmt: skip
    if not data.exists():
        return ok(
            "data_folder", FOLDER, f"{data}（首次启动时创建）", f"{data} (made at first start)"
        )
    if _in_use(data):
        return ok(
            "data_folder", FOLDER, f"{data}（工位正在运行）", f"{data} (the station is running)"
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
        return ok("journal", JOURNAL, *NOT_YET)
    if refused := _refused("journal", JOURNAL, path):
        return refused
    reason = damage_of(path, tables=("journal", "runs", "captures"))
    if reason is None:
        reason, rows = _content_of(data)
    if reason:
        return attention(
            "journal", JOURNAL,
            Said(f"已损坏：{reason.zh}", f"damaged: {reason.en}"),
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
    if rows:
        return attention(
            "journal", JOURNAL,
            Said(f"作业列表中有 {rows} 行损坏",
                 f"{several(rows, 'damaged row')} in the list of runs"),
            Said("下次启动时会按作业记录重建，不会丢失已确认的内容；请查看磁盘健康状况",
                 "They are rebuilt from the events at the next start, nothing is lost; look at "
                 "the disk's health"),
        )  # fmt: skip
    return _sound_journal(data)


def _refused(key: str, subject: Said, path: Path) -> Finding | None:
    """A file that cannot be written is not damaged: the disk is to be mended, not the file."""
    from kiosk.system_errors import reason_of

    try:
        path.open("r+b").close()
    except OSError as error:
        zh, en = reason_of(error)
        return fail(
            key, subject,
            Said(f"无法写入：{zh}", f"cannot be written: {en}"),
            Said("检查权限和磁盘；文件本身未作改动",
                 "Check permissions and the disk; the file itself is as it was"),
        )  # fmt: skip
    return None


def _content_of(data: Path) -> tuple[Reason | None, int]:
    """Why the journal will not be trusted, or how many rows of its list will be rebuilt."""
    from kiosk.store.content import Untrusted, examine_journal
    from kiosk.store.logs import latest_log_in

    known = latest_log_in(data / "station.db")
    try:
        return None, len(examine_journal(data / "journal.db", known, lambda _release: {}))
    except Untrusted as why:
        return why.reason, 0


def _sound_journal(data: Path) -> Finding:
    from kiosk.record.archive import archive_of

    with archive_of(data) as archive:
        head = archive.events.head()
        runs = len(archive.events.runs(("running", "paused"), limit=1000))
    return ok(
        "journal", JOURNAL,
        f"{head.seq} 条记录，{runs} 份作业未完成（完整验证：sop-kiosk verify）",
        f"{head.seq} events, {several(runs, 'unfinished run')} "
        "(to prove all of it: sop-kiosk verify)",
    )  # fmt: skip


def station_data(data: Path) -> Finding:
    from kiosk.store.copies import damage_of_station

    path = data / "station.db"
    if not path.exists():
        return ok("station_data", STATION, *NOT_YET)
    if refused := _refused("station_data", STATION, path):
        return refused
    if reason := damage_of_station(path):
        return attention(
            "station_data", STATION,
            Said(f"已损坏：{reason.zh}", f"damaged: {reason.en}"),
            Said("下次启动时会从备份 station.copy.db 恢复；备份之后的改动需重新录入",
                 "At the next start it is restored from station.copy.db; enter again what was "
                 "changed after that copy was made"),
        )  # fmt: skip
    return ok("station_data", STATION, "完好", "intact")


def set_aside(data: Path) -> Finding:
    """What earlier starts found damaged and kept."""
    from kiosk.store.aside import reports

    kept = reports(data)
    if not kept:
        return ok("set_aside", ASIDE, "无", "none")
    zh = "；".join(f"{folder.name}（{_what(report, 'zh')}）" for folder, report in kept)
    en = "; ".join(f"{folder.name} ({_what(report, 'en')})" for folder, report in kept)
    return attention(
        "set_aside", ASIDE,
        Said(zh, en),
        Said("其中的记录没有转入新账本：请把这些文件夹复制一份交给技术支持，确认处理完毕后再删除",
             "What they hold is not in the journal in use: copy the folders to support, and "
             "delete them only when support is done with them"),
    )  # fmt: skip


def _what(report: Report | None, language: str) -> str:
    if report is None:
        return "没有说明" if language == "zh" else "without a report"
    when = f"{report.at.astimezone():%Y-%m-%d %H:%M}"
    if language == "zh":
        return f"{report.file}，{when}：{report.why.zh}"
    return f"{report.file}, {when}: {report.why.en}"


def disk(data: Path) -> Finding:
    from kiosk.store import DiskGuard

    existing = next(folder for folder in (data, *data.parents) if folder.exists())
    guard = DiskGuard(existing)
    free = shutil.disk_usage(existing).free
    size = f"{free / GB:.1f} GB" if free >= GB else f"{free // MB} MB"
    said = Said(f"剩余 {size}", f"{size} free")
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
    shown = f"{now:%Y-%m-%d %H:%M:%S} UTC{offset[:3]}:{offset[3:]}"
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
            Said(f"{shown}：时区为 UTC", f"{shown}: the time zone is UTC"),
            Said("若不是有意为之，请设置当地时区（Linux：timedatectl set-timezone Asia/Shanghai）",
                 "Unless that is intended, set the local zone (Linux: timedatectl set-timezone)"),
        )  # fmt: skip
    return ok("clock", CLOCK, shown)


def _goes_on() -> bool:
    first = time.monotonic_ns()
    time.sleep(0.002)
    return time.monotonic_ns() > first
