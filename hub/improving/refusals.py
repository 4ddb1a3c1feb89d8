"""What an answer to a suggestion is refused for."""

from __future__ import annotations

from typing import Any

from hub.problems import HubProblem

_WORDS: dict[str, tuple[str, str]] = {
    "no_suggestion": ("没有这条改善建议", "There is no such suggestion"),
    "no_release": ("没有这个已批准的版本", "There is no such approved revision"),
    "own": ("自己的建议须由他人答复", "Somebody else answers one's own suggestion"),
    "unknown_answer": (
        "答复只能是 accepted、declined 或 adopted，而不是 {seen}",
        "An answer is accepted, declined or adopted, not {seen}",
    ),
    "why": ("请说明理由，建议人会看到", "Say why: whoever proposed it will read it"),
    "too_long": ("理由最多 {longest} 个字符", "At most {longest} characters"),
    "due": ("请给出实施期限", "Say until when the change will be made"),
    "due_past": ("实施期限已过", "That time is past already"),
    "due_far": ("实施期限太远", "That time is too far away"),
    "revision": ("请指明包含该改动的版本", "Name the revision that contains it"),
    "no_revision": (
        "中心服务器没有已批准的 {code} {revision} 版",
        "This hub holds no approved revision {revision} of {code}",
    ),
    "same_revision": (
        "建议正是针对 {revision} 版提出的，不可能已包含其中",
        "It was proposed on revision {revision} itself, which cannot contain it",
    ),
    "answered_meanwhile": (
        "此建议刚刚已由 {who} 答复，请先查看",
        "{who} answered it meanwhile: look first",
    ),
    "same_answer": ("答复没有变化", "That is the answer it has already"),
    "bad_month": ("月份应写作 2026-11", "A month is written 2026-11"),
    "no_person": ("没有工号为 {person} 的人员", "Nobody has the id {person}"),
}


class ImprovingRefused(HubProblem):
    def __init__(self, code: str, status: int = 409, /, **details: Any) -> None:
        zh, en = _WORDS[code]
        super().__init__(status, code, zh.format(**details), en.format(**details))
