"""What is said when a revision comes or goes. No widget in here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("{revision} 版改了什么", "What revision {revision} has changed"),
    "loading": ("正在比较两个版本…", "Comparing the two revisions …"),
    "place": ("改动 {number} / {total}", "Change {number} of {total}"),
    "added": ("新增工步", "New step"),
    "changed": ("工步有改动", "Step changed"),
    "removed": ("工步取消", "Step removed"),
    "before": ("原来 · {revision} 版", "Before · revision {revision}"),
    "after": ("现在 · {revision} 版", "Now · revision {revision}"),
    "gone": ("不再做这一步。", "This step is no longer done."),
    "unsaid": ("编制人没有说明，请对照两版内容。", "The author gave no note; compare the two."),
    "proofs": ("确认项", "What proves it"),
    "back": ("上一条", "Back"),
    "next": ("下一条改动", "Next change"),
    "read": ("已看懂，开工", "I have read it: begin"),
    "coming": ("{revision} 版 {date} 起生效", "New revision {revision} from {date}"),
    "coming_later": (
        "{revision} 版 {date} 起生效，下载中",
        "New revision {revision} from {date}, still arriving",
    ),
    "waiting": (
        "{revision} 版需先升级本终端程序",
        "Revision {revision} needs a newer program here",
    ),
    "withdrawn_group": ("已撤回，不得开工", "Withdrawn: do not start"),
    "withdrawn_tile": ("{revision} 版已撤回", "Revision {revision} withdrawn"),
    "orders_wait": ("等待的工单：{orders}", "Waiting orders: {orders}"),
    "refused_title": ("不得开工：版本已撤回", "Do not start: revision withdrawn"),
    "refused_why": ("撤回原因", "Why it was withdrawn"),
    "refused_no_reason": ("没有说明原因。", "No reason was given."),
    "refused_next": (
        "请通知班组长。新的版本分配到本工位后，这里会自动恢复。",
        "Tell your team lead. Once another revision is assigned to this station, work can start "
        "again by itself.",
    ),
    "close": ("知道了", "Understood"),
}


def say(key: str, language: str, /, **details: object) -> str:
    chinese, english = WORDS[key]
    sentence = chinese if language.startswith("zh") else english
    return sentence.format(**details) if details else sentence


def day(moment: datetime, now: datetime) -> str:
    """Month and day; with the time where it is not midnight, with the year where it is another."""
    here = moment.astimezone(now.tzinfo)
    date = f"{here:%m-%d}" if here.year == now.year else f"{here:%Y-%m-%d}"
    return date if (here.hour, here.minute) == (0, 0) else f"{date} {here:%H:%M}"
