"""What the release office says no to. Each is told as a problem document, or at the terminal."""

from __future__ import annotations

from typing import Any

from hub.problems import HubProblem

_WORDS: dict[str, tuple[str, str]] = {
    "revision_taken": (
        "{code} 版本 {revision} 已发布，但内容不同。版本一经发布不得更改，请换一个新的版本号。",
        "{code} revision {revision} is published with other content. A revision is never changed "
        "once it is out: give this one a new revision.",
    ),
    "published_otherwise": (
        "{code} 版本 {revision} 已按其他条件发布（{field}）。如要改变生效范围，请使用 assign。",
        "{code} revision {revision} is published on other terms ({field}). Use assign to change "
        "where and from when it is in force.",
    ),
    "no_release": ("找不到发布包：{seen}", "There is no such release: {seen}"),
    "several_releases": (
        "{seen} 对应多个发布包，请写全",
        "{seen} may mean several releases: write more of it",
    ),
    "not_approved": (
        "{code} 版本 {revision} 的签名尚未齐全，不能下发",
        "{code} revision {revision} is not signed by enough approvers yet",
    ),
    "withdrawn": (
        "{code} 版本 {revision} 已撤回，不能再下发。请发布新的版本。",
        "{code} revision {revision} is withdrawn and cannot come back. Publish a new revision.",
    ),
    "already_withdrawn": (
        "{code} 版本 {revision} 已撤回，严重程度只能提高为 stop",
        "{code} revision {revision} is withdrawn already; the severity can only rise to stop",
    ),
    "no_station": ("没有名为 {station} 的工位终端", "There is no station called {station}"),
    "not_a_role_key": (
        "密钥 {key} 不在 {role} 角色中，签名无效",
        "Key {key} is not in the role {role}: its signature would count for nothing",
    ),
    "no_key": ("{path} 不是签名密钥", "{path} is no signing key"),
    "key_exists": ("{path} 已存在，密钥不会被覆盖", "{path} exists: keys are never overwritten"),
    "no_assignment_key": (
        "本机没有可用的下发密钥（assignment），无法签发分配单",
        "This hub holds no key that may sign assignments",
    ),
    "root_signature_missing": (
        "新的信任文件缺少根密钥签名：{reason}",
        "The new trust document lacks the root's signature: {reason}",
    ),
    "unknown_key": ("{role} 角色中没有密钥 {key}", "There is no key {key} in the role {role}"),
    "no_trust": (
        "尚未建立信任文件，请先运行 sop-hub init",
        "There is no trust document yet: run sop-hub init first",
    ),
    "not_the_manifest": (
        "导入的不是等待签名的发布清单",
        "What was imported is not a manifest of this hub",
    ),
    "bad_terms": ("{reason_zh}", "{reason_en}"),
}


class ReleaseRefused(HubProblem):
    """Somebody asked the release office for what cannot be."""

    def __init__(self, code: str, status: int = 409, /, **details: Any) -> None:
        zh, en = _WORDS[code]
        super().__init__(status, code, zh.format(**details), en.format(**details))
