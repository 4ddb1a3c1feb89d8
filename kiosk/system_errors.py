"""What the operating system refuses, in the words of the person who must mend it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

from kiosk.errors import KnownError

if TYPE_CHECKING:
    from pathlib import Path


class Reason(NamedTuple):
    """Why something cannot be, as a part of a sentence, in both languages."""

    zh: str
    en: str


_REASONS: dict[str, tuple[str, str]] = {
    "ENOSPC": ("磁盘已满", "the disk is full"),
    "EDQUOT": ("磁盘配额已用完", "the disk quota is used up"),
    "EACCES": ("没有权限", "permission denied"),
    "EPERM": ("不允许此操作", "this is not permitted"),
    "EROFS": ("磁盘为只读", "the disk is read-only"),
    "EIO": ("磁盘读写出错", "the disk reported an error"),
    "ENODEV": ("设备已移除", "the device is gone"),
    "ENOTDIR": ("路径中有一级不是文件夹", "a part of the path is no folder"),
    "EISDIR": ("这是文件夹，不是文件", "it is a folder, not a file"),
    "EEXIST": ("已有同名文件", "a file of that name is there"),
    "ENOENT": ("没有这个文件或文件夹", "there is no such file or folder"),
    "ENAMETOOLONG": ("文件名过长", "the name is too long"),
    "EFBIG": ("文件超过该磁盘允许的大小", "the file is larger than this disk allows"),
    "ETXTBSY": ("文件正被占用", "the file is in use"),
    "EBUSY": ("文件正被占用", "the file is in use"),
    "EMFILE": ("打开的文件过多", "too many files are open"),
    "ELOOP": ("链接互相指向", "links lead in a circle"),
}
#: By number; Windows has not all of them.
_BY_NUMBER = {
    getattr(errno, name): words for name, words in _REASONS.items() if hasattr(errno, name)
}


class SystemRefused(KnownError):
    """The disk or the system would not do it: no bug of ours, and nobody's mistake but theirs."""

    def __init__(self, error: OSError) -> None:
        zh, en = reason_of(error)
        what = str(error.filename or "")
        super().__init__(
            "system_refused",
            "{what}{colon_zh}{why_zh}。没有完成，请处理后重试。",
            "{what}{colon_en}{why_en}. It was not done; see to that, then try again.",
            what=what,
            colon_zh="：" if what else "",
            colon_en=": " if what else "",
            why_zh=zh,
            why_en=en if what else en[:1].upper() + en[1:],
        )


class CannotWrite(KnownError):
    def __init__(self, path: Path, error: OSError) -> None:
        zh, en = reason_of(error)
        super().__init__(
            "cannot_write",
            "无法写入 {path}：{why_zh}。文件没有生成，原有的同名文件保持不变。",
            "{path} cannot be written: {why_en}. No file was made; one that was there before is as "
            "it was.",
            path=str(path),
            why_zh=zh,
            why_en=en,
        )


def reason_of(error: OSError) -> Reason:
    """Why, in Chinese and in English; the system's own words where there are no better."""
    known = _BY_NUMBER.get(error.errno or 0)
    return Reason(*known) if known else as_it_was_told(error.strerror or str(error))


def as_it_was_told(words: object) -> Reason:
    """English words of a library or the system, quoted where the sentence around is Chinese."""
    return Reason(f"系统提示“{words}”", str(words))


def is_the_systems(error: OSError) -> bool:
    """Whether this is about the machine. A file that is not there may well be a bug of ours."""
    return error.errno in _BY_NUMBER and error.errno != errno.ENOENT
