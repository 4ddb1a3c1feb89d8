"""Why a signed document is not believed, in words for a person. Codes are for programs."""

from __future__ import annotations

from typing import Any

_WORDS: dict[str, tuple[str, str]] = {
    "not_sealed": ("不是规范的签名文件", "this is no signed document in its one proper form"),
    "too_large": (
        "签名文件过大：{size} 字节，上限 {limit}",
        "the document is too large: {size} bytes, {limit} at most",
    ),
    "other_type": (
        "文件类型不符：应为 {expected}，实为 {found}",
        "a document of another type: {found}, not {expected}",
    ),
    "too_few_signatures": (
        "有效签名不足：{reason}",
        "not signed by enough of those who may: {reason}",
    ),
    "malformed": ("签名文件的内容无法理解：{reason}", "its content cannot be used: {reason}"),
    "other_hub": (
        "信任文件属于另一个中心服务器（{found}）",
        "the trust document is another hub's ({found})",
    ),
    "not_pinned": (
        "信任文件与接入码不符",
        "the trust document is not the one the enrolment code names",
    ),
    "trust_rollback": (
        "信任文件版本 {found} 不高于已采用的版本 {known}",
        "trust version {found} is not above version {known}, accepted before",
    ),
    "trust_skipped": (
        "信任文件跳过了版本：{known} 之后应为 {next}，实为 {found}",
        "trust version {found} cannot follow {known}: {next} is missing",
    ),
    "trust_unusable": (
        "采用该信任文件后，{role} 角色将无人能够签名",
        "under this trust document nobody could sign as {role}",
    ),
    "other_device": (
        "这份分配单属于另一个工位终端（{found}）",
        "the assignment is another device's ({found})",
    ),
    "assignment_rollback": (
        "分配单序号 {found} 低于已采用的 {known}：有人退回了旧分配单",
        "assignment {found} is older than {known}, accepted before: an old one was brought back",
    ),
    "assignment_differs": (
        "分配单序号 {found} 相同而内容不同",
        "two different assignments carry the count {found}",
    ),
    "roster_elsewhere": (
        "这份人员名单属于另一个工位终端（{found}）",
        "the roster is another device's ({found})",
    ),
    "roster_rollback": (
        "人员名单序号 {found} 低于已采用的 {known}：有人退回了旧名单",
        "roster {found} is older than {known}, accepted before: an old one was brought back",
    ),
    "roster_differs": (
        "人员名单序号 {found} 相同而内容不同",
        "two different rosters carry the count {found}",
    ),
    "not_assigned": (
        "发布清单不是分配单指定的那一份",
        "the manifest is not the one the assignment names",
    ),
    "manifest_contradicts": (
        "发布清单与分配单不一致：{field}",
        "manifest and assignment contradict one another: {field}",
    ),
}


class Untrusted(ValueError):
    """Not signed by those who may, or not what it says it is. Nothing of it may be used.

    `code` is for programs; `zh` and `en` tell a person. What was believed before stays in force.
    """

    def __init__(self, code: str, /, **details: Any) -> None:
        zh, en = _WORDS[code]
        self.code = code
        self.zh = zh.format(**details)
        self.en = en.format(**details)
        super().__init__(self.en)

    def text(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en
