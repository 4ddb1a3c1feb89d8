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
    "unseen": (
        "图文没有变；改的是规则、配图文件或失败后的处理。有疑问请问班组长。",
        "Words and limits are the same; a rule, a picture file or what follows a failure differs. "
        "Ask your team lead if in doubt.",
    ),
    "picture_new": ("图片有更新", "New picture"),
    "picture_gone": ("图片已更换", "Picture replaced"),
    "control_critical": ("红线工步", "Critical step"),
    "control_flexible": ("弹性工步", "Flexible step"),
    "quiz_title": ("{revision} 版快问快答", "Quick questions on revision {revision}"),
    "quiz_place": ("第 {number} / {total} 题", "Question {number} of {total}"),
    "quiz_about": ("关于工步：{title}", "About the step: {title}"),
    "quiz_answer": ("就选这个", "This is my answer"),
    "quiz_wrong": (
        "不对。请看这一步怎么说，再答一次。",
        "Not right. See what the step says, then answer again.",
    ),
    "quiz_right": ("答对了。", "That is right."),
    "quiz_passed": ("全部答对，可以开工。", "All answered right: to work."),
    "quiz_again": ("看明白了，再答一次", "I have seen it: ask me again"),
    "quiz_noted": ("作答会留下记录。", "Your answers are recorded."),
    "to_quiz": ("已看懂，去答题", "I have read it: to the questions"),
    "with_coach": ("带教开工", "Start with a coach"),
    "with_coach_text": (
        "没有读完或没有答完，也可以由带教人刷卡并输入 PIN 后，在其看护下开工。",
        "Not read or not answered yet: a coach beside you with badge and PIN lets you start under "
        "supervision.",
    ),
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
