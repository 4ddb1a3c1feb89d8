"""What a step of the work on an exception is refused for."""

from __future__ import annotations

from typing import Any

from hub.problems import HubProblem

_WORDS: dict[str, tuple[str, str]] = {
    "no_order": ("没有这张整改工单", "There is no such corrective work order"),
    "unknown_action": (
        "操作只能是 take、assign、done、close 或 reopen，而不是 {seen}",
        "A step is take, assign, done, close or reopen, not {seen}",
    ),
    "moved_meanwhile": ("{who} 刚刚更新了此工单，请先查看", "{who} moved it meanwhile: look first"),
    "not_now": ("工单现在的状态（{status}）不能这样做", "Not while the order is {status}"),
    "due": ("请给出完成期限", "Say until when the work is done"),
    "due_past": ("完成期限已过", "That time is past already"),
    "due_far": ("完成期限太远", "That time is too far away"),
    "nobody": ("请指明由谁处理", "Say who is to do it"),
    "what": ("请说明做了什么", "Say what was done"),
    "checked": ("请说明按关闭检查看到了什么", "Say what the closing check has shown"),
    "why": ("请说明理由", "Say why"),
    "too_long": ("最多 {longest} 个字符", "At most {longest} characters"),
    "no_evidence": (
        "没有证据不能关闭：请附照片或文件",
        "It cannot be closed without evidence: attach a photograph or a file",
    ),
    "unknown_evidence": (
        "证据 {digest} 不在中心服务器上",
        "The hub does not hold evidence {digest}",
    ),
    "own_work": (
        "整改由他人关闭，不能由做的人自己关闭",
        "Somebody else than who did the work closes it",
    ),
    "too_large": ("文件最大 {mb} MB", "A file has at most {mb} MB"),
    "empty_file": ("文件是空的", "The file is empty"),
}


class CorrectiveRefused(HubProblem):
    def __init__(self, code: str, status: int = 409, /, **details: Any) -> None:
        zh, en = _WORDS[code]
        super().__init__(status, code, zh.format(**details), en.format(**details))
