"""What can go wrong in the store, as it is told at the station.

StoreError
├─ OldSqlite          the SQLite library may corrupt the journal
├─ StoreInUse         another process works on this folder
├─ FolderUnusable     nothing can be written there
├─ NewerDatabase      written by a later version of the program
├─ MigrationFailed    the stored data stayed as it was
├─ StaleExecution     another writer came first: read the run again
├─ DiskFull           nothing was recorded
│  └─ NotConfirmed    the same, told to somebody who confirmed a step
├─ DiskFailed         the disk refused something; nothing was recorded
└─ Damaged            what was stored can no longer be read
"""

from pathlib import Path

from kiosk.errors import KnownError
from kiosk.system_errors import Reason


class StoreError(KnownError):
    pass


class OldSqlite(StoreError):
    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            "old_sqlite",
            "SQLite 库版本 {found} 过旧，多个连接同时写入时可能损坏作业记录；"
            "需要 {needed} 或更高版本。请重新安装 pysqlite3。",
            "The SQLite library is {found}. Versions before {needed} can corrupt the journal when "
            "two connections use it, so the station does not start. Reinstall pysqlite3.",
            found=found,
            needed=needed,
        )


class StoreInUse(StoreError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            "store_in_use",
            "另一个程序正在使用此工位的数据（{folder}）。请先关闭那个程序，再重试。",
            "Another program is using this station's data ({folder}). Close it, then try again.",
            folder=str(folder),
        )


class FolderUnusable(StoreError):
    def __init__(self, folder: Path, reason: Reason) -> None:
        super().__init__(
            "folder_unusable",
            "无法在数据文件夹 {folder} 中写入：{why_zh}。请检查权限和磁盘。",
            "Nothing can be written in the data folder {folder}: {why_en}. "
            "Check its permissions and the disk.",
            folder=str(folder),
            why_zh=reason.zh,
            why_en=reason.en,
        )


class NewerDatabase(StoreError):
    def __init__(self, path: Path, unknown: list[str]) -> None:
        super().__init__(
            "newer_database",
            "{path} 由更新版本的程序写入，本版本无法读取（{unknown}）。请升级程序，数据未作改动。",
            "{path} was written by a newer version of the program and this one cannot read it "
            "({unknown}). Update the program; the data was left as it is.",
            path=str(path),
            unknown=", ".join(unknown),
        )


class MigrationFailed(StoreError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            "migration_failed",
            "升级 {path} 的数据结构失败：{reason}。数据保持原样，请退回上一版本并联系支持人员。",
            "Updating {path} to this version failed: {reason}. The data is as it was; "
            "go back to the previous version and call support.",
            path=str(path),
            reason=reason,
        )


class StaleExecution(StoreError):
    def __init__(self, execution: str, expected: int, found: int) -> None:
        super().__init__(
            "stale_execution",
            "这份作业记录刚刚在别处更新过，画面已刷新，请再确认一次。",
            "This run was changed elsewhere a moment ago. The screen now shows it as it is; "
            "please confirm again.",
            execution=execution,
            expected=expected,
            found=found,
        )


class DiskFull(StoreError):
    """`zh` and `en` for whoever was doing something in particular."""

    def __init__(
        self,
        folder: Path,
        free_bytes: int,
        zh: str = "刚才的操作未执行、未记录。请通知维护人员清理磁盘，然后重试。",
        en: str = "What you just did was NOT recorded and changed nothing. "
        "Have space freed, then do it again.",
    ) -> None:
        super().__init__(
            "disk_full",
            "磁盘空间不足（剩余 {free_mb} MB），" + zh,
            "The disk is full ({free_mb} MB left). " + en,
            folder=str(folder),
            free_bytes=free_bytes,
            free_mb=free_bytes // 1_000_000,
        )
        self.folder = folder
        self.free_bytes = free_bytes


class NotConfirmed(DiskFull):
    def __init__(self, folder: Path, free_bytes: int) -> None:
        super().__init__(
            folder,
            free_bytes,
            "此确认未记录。请通知维护人员清理磁盘，然后再确认一次。",
            "This confirmation was NOT recorded. Have space freed, then confirm again.",
        )


class DiskFailed(StoreError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            "disk_failed",
            "磁盘读写出错（{reason}），刚才的操作未记录。请重启终端；重启时会检查 {path}。",
            "The disk reported an error ({reason}); what you just did was not recorded. "
            "Restart the kiosk: it checks {path} when it starts.",
            path=str(path),
            reason=reason,
        )


class Damaged(StoreError):
    """`where_zh` and `where_en` say what of `path` cannot be read."""

    def __init__(self, path: Path, where_zh: str, where_en: str) -> None:
        super().__init__(
            "damaged",
            "{path} 已损坏：{where_zh}。请重启终端，启动时会检查并处理；"
            "全部损坏之处可用 sop-kiosk verify 查看。",
            "{path} is damaged: {where_en}. Restart the kiosk: it sees to it when it starts. "
            "All of the damage is listed by sop-kiosk verify.",
            path=str(path),
            where_zh=where_zh,
            where_en=where_en,
        )
