"""What corrective work orders say, in both languages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime

from hub.pages.templatetags.words import chinese, say

register = template.Library()

_WORDS = {
    "open": ("待处理", "open"),
    "taken": ("处理中", "in work"),
    "done": ("已整改，待关闭", "done, to be closed"),
    "closed": ("已关闭", "closed"),
    "minor": ("一般", "minor"),
    "major": ("严重", "major"),
    "critical": ("重大", "critical"),
    "continue": ("继续", "go on"),
    "rework": ("返工", "rework"),
    "scrap": ("报废", "scrap"),
    "hold": ("扣留待定", "on hold"),
    "lead": ("班组长", "team lead"),
    "approver": ("审批人", "approver"),
    "admin": ("系统管理员", "administrator"),
    "team_lead": ("班组长", "team lead"),
    "supervisor": ("主管", "supervisor"),
    "owner": ("流程责任人", "owner"),
}
_VIEWS = {
    "unclosed": ("未关闭", "Not closed"),
    "overdue": ("逾期", "Overdue"),
    "mine": ("我的", "Mine"),
    "closed": ("已关闭", "Closed"),
    "all": ("全部", "All"),
}
_MOVES = {
    "opened": ("由异常自动开立", "opened by the exception"),
    "taken": ("接单", "taken"),
    "assigned": ("指派", "assigned"),
    "done": ("报告已整改", "reported as done"),
    "closed": ("关闭", "closed"),
    "reopened": ("重新打开", "opened again"),
    "escalated": ("逾期升级", "overdue: went on"),
}
_TONES = {"open": "attention", "taken": "running", "done": "accepted", "closed": "passed"}


@register.filter
def stage(key: str) -> str:
    """A state, severity, disposition or role in the reader's language."""
    pair = _WORDS.get(key)
    return key if pair is None else say(*pair)


@register.filter
def view(key: str) -> str:
    return say(*_VIEWS[key])


@register.filter
def moved(what: str) -> str:
    pair = _MOVES.get(what)
    return what if pair is None else say(*pair)


@register.filter
def tone(status: str) -> str:
    """The chip's colour."""
    return _TONES.get(status, "")


@register.filter
def why(move: Any) -> str:
    """What was said with it; of an escalation, to whom it went."""
    if move.what != "escalated":
        return str(move.why)
    return say(f"通知{stage(move.why)}", f"to the {stage(move.why)}")


@register.filter
def changed(move: Any) -> str:
    """From which state to which, and whatever else is not as it was."""
    old, new = move.old, move.new
    said = []
    if old.get("status") != new.get("status"):
        before = f"{stage(old['status'])} → " if old.get("status") else ""
        said.append(before + stage(new.get("status", "")))
    if new.get("assignee", "") != old.get("assignee", ""):
        said.append(say(f"责任人 {new['assignee'] or '–'}", f"by {new['assignee'] or '–'}"))
    if "due" in new and new["due"] != old.get("due"):
        said.append(say("期限 ", "due ") + _day(new["due"]))
    if new.get("check", "") != old.get("check", ""):
        said.append(say("关闭检查：", "closing check: ") + new["check"])
    return ("；" if chinese() else "; ").join(said)


def _day(told: str) -> str:
    at = parse_datetime(told)
    return localtime(at).strftime("%Y-%m-%d %H:%M") if at else told
