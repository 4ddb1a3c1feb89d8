"""What opening the store may have to tell."""

from pathlib import Path

from kiosk.store.disk import DiskGuard
from kiosk.store.model import Notice
from kiosk.system_errors import Reason
from sop.messages.numbers import several


def journal_damaged(aside: Path, reason: Reason) -> Notice:
    return Notice(
        "journal_damaged",
        f"作业记录数据库已损坏（{reason.zh}），已原样移至 {aside}。"
        "本工位已启用新的账本，可继续作业；未完成的作业需要重新开始。请通知班组长和 IT 人员。",
        f"The journal was damaged ({reason.en}) and was moved, untouched, to {aside}. The station "
        "goes on with a fresh journal; unfinished runs have to be started again. "
        "Tell your team lead and IT.",
        {"folder": str(aside), "reason": reason.en},
    )


def journal_missing() -> Notice:
    return Notice(
        "journal_missing",
        "找不到本工位的作业记录数据库 journal.db（上次使用时还在）。本工位已启用新的账本，"
        "可继续作业；如有人移动了该文件，请妥善保管并通知 IT 人员。",
        "The station's journal, journal.db, is not there any more. The station goes on with a "
        "fresh one. If somebody moved the file, keep it safe and tell IT.",
    )


def runs_rebuilt(rows: int) -> Notice:
    return Notice(
        "runs_rebuilt",
        f"作业列表中有 {rows} 行损坏，已按作业记录重建；确认过的内容没有丢失。"
        "请通知 IT 人员检查磁盘，并运行 sop-kiosk verify。",
        f"{several(rows, 'damaged row')} in the list of runs rebuilt from the events; nothing "
        "that was confirmed is lost. Have IT look at the disk and run sop-kiosk verify.",
        {"rows": rows},
    )


def station_restored(aside: Path) -> Notice:
    return Notice(
        "station_restored",
        f"工位数据（人员、工单、作业指导书、设置）已损坏，已从备份恢复；损坏的文件保留在 {aside}。"
        "备份之后的改动请重新录入。",
        "The station's data (people, work orders, procedures, settings) was damaged and was "
        f"restored from its copy; the damaged file is kept in {aside}. "
        "Enter again what was changed after the copy was made.",
        {"folder": str(aside)},
    )


def station_damaged(aside: Path, reason: Reason) -> Notice:
    return Notice(
        "station_damaged",
        f"工位数据（人员、工单、作业指导书、设置）已损坏（{reason.zh}），且没有可用的备份；"
        f"损坏的文件保留在 {aside}。请重新安装作业指导书并录入人员。",
        f"The station's data (people, work orders, procedures, settings) was damaged ({reason.en}) "
        f"and no copy was usable; the damaged file is kept in {aside}. "
        "Install the procedures and enter the people again.",
        {"folder": str(aside), "reason": reason.en},
    )


def disk_low(guard: DiskGuard) -> Notice:
    free = guard.free() // 1_000_000
    floor = guard.refuse_below // 1_000_000
    return Notice(
        "disk_low",
        f"磁盘空间快用完了：剩余 {free} MB。低于 {floor} MB 时将无法确认工步，请尽快清理。",
        f"The disk is almost full: {free} MB left. Below {floor} MB no step can be confirmed. "
        "Have space freed soon.",
        {"free_mb": free},
    )
