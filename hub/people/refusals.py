"""What the roster's keepers say no to."""

from __future__ import annotations

from typing import Any

from hub.problems import HubProblem

_WORDS: dict[str, tuple[str, str]] = {
    "id_taken": (
        "工号 {person} 已被使用过，不会再分配给别人",
        "The id {person} was given before and is never given again",
    ),
    "no_person": ("没有工号为 {person} 的在册人员", "Nobody here has the id {person}"),
    "is_revoked": ("{person} 已注销", "{person} is revoked"),
    "badge_taken": ("工牌 {badge} 属于 {person}", "The badge {badge} is {person}'s"),
    "badge_lost": (
        "工牌 {badge} 已挂失，不能再使用",
        "The badge {badge} was lost and cannot be given again",
    ),
    "no_badge": ("没有人佩戴工牌 {badge}", "Nobody wears the badge {badge}"),
    "unknown_role": ("没有这种角色：{role}", "There is no role {role}"),
    "bad_skill": (
        '技能应写作 "名称:等级[:到期日]"（等级 1–4），而不是 {seen}',
        "A skill is written NAME:LEVEL(1-4)[:EXPIRES], not {seen}",
    ),
    "bad_person": ("人员资料有误：{reason}", "That is no person: {reason}"),
    "bad_line": ("第 {line} 行：{reason_zh}", "Line {line}: {reason_en}"),
    "why": ("请说明原因", "Say why"),
    "bad_hours": ("应为 {least} 到 {most} 小时", "It takes {least} to {most} hours"),
    "pin_over": (
        "{person} 的 PIN 已被重置，此前选定的不再有效",
        "The PIN of {person} was reset: one chosen before is not good any more",
    ),
    "no_station": ("没有名为 {station} 的工位终端", "There is no station called {station}"),
}


class PeopleRefused(HubProblem):
    def __init__(self, code: str, status: int = 409, /, **details: Any) -> None:
        zh, en = _WORDS[code]
        super().__init__(status, code, zh.format(**details), en.format(**details))
