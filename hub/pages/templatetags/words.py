"""Words in both languages, side by side where they are said: none can be forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from sop.execution.asking import SPOT_PHOTO, SPOT_TITLE
from sop.messages import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sop.procedure import Procedure

register = template.Library()

_STATUS = {
    "running": ("执行中", "running"),
    "paused": ("已暂停", "paused"),
    "completed": ("已完成", "completed"),
    "halted": ("已停止，待班组长签字", "halted for a team lead"),
    "aborted": ("已中止", "aborted"),
    "passed": ("合格", "passed"),
    "deviated": ("有偏差", "with deviation"),
    "man": ("人", "man"),
    "machine": ("机", "machine"),
    "material": ("料", "material"),
    "method": ("法", "method"),
    "environment": ("环", "environment"),
    "measurement": ("测", "measurement"),
    "lot": ("批次", "lot"),
    "serial": ("序列号", "serial"),
    "raw": ("条码", "code"),
    "part": ("零件号", "part"),
    "performed": ("操作", "performed"),
    "verified": ("复核", "verified"),
    "approved": ("批准", "approved"),
    "operator": ("操作员", "operator"),
    "team_lead": ("班组长", "team lead"),
    "supervisor": ("主管", "supervisor"),
    "owner": ("流程责任人", "owner"),
    "author": ("编制人", "author"),
    "approver": ("审批人", "approver"),
    "auditor": ("审核员", "auditor"),
    "added": ("登记", "added"),
    "altered": ("更改", "altered"),
    "badge_lost": ("工牌挂失", "badge lost"),
    "revoked": ("注销", "revoked"),
    "skill": ("技能", "skill"),
    "code": ("首次使用码", "first-use code"),
    "pin_reset": ("PIN 重置", "PIN reset"),
    "pin_chosen": ("选定 PIN", "PIN chosen"),
    "line": ("产线", "line"),
    "lasts": ("名单有效期", "roster's hours"),
    "names": ("姓名", "names"),
    "badge": ("工牌", "badge"),
    "roles": ("角色", "roles"),
    "team": ("班组", "team"),
    "level": ("等级", "level"),
    "expires": ("到期", "expires"),
    "open": ("待答复", "to be answered"),
    "accepted": ("已采纳，待实施", "accepted"),
    "declined": ("未采纳", "declined"),
    "adopted": ("已实施", "adopted"),
    "invited": ("生成接入码", "code for a station"),
    "enrolled": ("工位接入", "station enrolled"),
    "device_revoked": ("吊销终端", "device revoked"),
    "key_announced": ("预告新密钥", "key announced"),
    "key_changed": ("更换密钥", "key changed"),
    "hub_made": ("新建中心服务器", "hub made"),
    "restored": ("恢复备份", "restored"),
    "assigned": ("指定现行版本", "assigned"),
    "withdrawn": ("撤回发布包", "withdrawn"),
    "published": ("发布", "published"),
    "released": ("生效", "released"),
    "halted_rollout": ("暂停下发", "roll-out halted"),
    "key_named": ("密钥命名", "key named"),
    "trust": ("信任文件", "trust document"),
    "user": ("控制台用户", "console user"),
    "password": ("更改密码", "password changed"),
    "reviewed": ("审核", "reviewed"),
    "review_refused": ("审核签名被拒", "review refused"),
    "retention": ("保存期限", "retention"),
    "removed": ("到期删除", "removed when due"),
    "legal_hold": ("法律保留", "legal hold"),
    "size": ("大小", "size"),
    "received": ("接收", "received"),
    "station": ("工位", "station"),
    "operation": ("工序", "operation"),
    "person": ("人员", "person"),
    "release": ("发布包", "release"),
    "effective": ("生效时间", "effective"),
    "percent": ("比例", "percent"),
    "severity": ("方式", "severity"),
    "root": ("根", "root"),
    "assignment": ("分配", "assignment"),
    "keys": ("密钥", "keys"),
    "threshold": ("需签人数", "threshold"),
    "review": ("审核", "review"),
    "suggestion_answered": ("答复建议", "suggestion answered"),
    "listing": ("积分榜显示", "on the leaderboard"),
    "corrective": ("整改工单", "corrective work order"),
}


def chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@register.simple_tag
def say(zh: str, en: str) -> str:
    return zh if chinese() else en


@register.simple_tag
def say_count(count: int, zh: str, one: str, several: str) -> str:
    """`2 项异常`, `1 exception`, `2 exceptions`."""
    return f"{count} {zh if chinese() else one if count == 1 else several}"


@register.filter
def word(key: str) -> str:
    """A status, result, category or kind in the reader's language."""
    pair = _STATUS.get(key)
    return key if pair is None else pair[0 if chinese() else 1]


@register.filter
def speak(texts: Mapping[str, str] | None) -> str:
    """Of a text by language the reader's, else whichever there is."""
    if not texts:
        return ""
    return texts.get("zh" if chinese() else "en") or next(iter(texts.values()), "")


@register.simple_tag
def step_title(procedure: Procedure | None, step: str) -> str:
    """What its release calls it; its id where that is not known."""
    found = procedure.step(step) if procedure else None
    return speak(found.title) if found else step


@register.simple_tag
def check_title(procedure: Procedure | None, step: str, check: str) -> str:
    found = procedure.step(step) if procedure else None
    asked = found.check(check) if found else None
    if asked is None and check == SPOT_PHOTO:
        return speak(SPOT_TITLE)
    return speak(asked.title) if asked else check


@register.simple_tag
def because(reason: str, details: Mapping[str, str] | None) -> str:
    """Why a check failed."""
    return text(reason, "zh" if chinese() else "en", **(details or {}))


@register.filter
def percent(share: float) -> str:
    """Of a fraction: `67 %`."""
    return f"{share * 100:.0f} %"


@register.filter
def readable(code: str) -> str:
    """A code as scanned, its separators made visible: GS as ␝."""
    return "".join(chr(0x2400 + ord(it)) if it < " " else it for it in code)


@register.filter
def plain(value: object) -> str:
    """What stood in an audit row, on one line."""
    if isinstance(value, dict):
        return "; ".join(f"{word(key)} {plain(it)}" for key, it in value.items())
    if isinstance(value, list):
        return ", ".join(map(plain, value)) or "–"
    return "–" if value is None or value == "" else word(str(value))


@register.filter
def called(person: str, people: Mapping[str, str]) -> str:
    """The printed name; the id of whom the record does not name."""
    return people.get(person, person)


@register.filter
def ago(moment: datetime | str | None) -> str:
    """How long ago, roughly: `3 min ago`. A station's own clock may have said anything."""
    if not moment:
        return "–"
    try:
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return lasted(timezone.now() - at) + say("前", " ago")
    except (ValueError, TypeError, OverflowError):
        return "–"


@register.filter
def since(moment: datetime) -> str:
    """How long it has stood, by the second: `12:05`, `1:02:40`."""
    whole = max(0, int((timezone.now() - moment).total_seconds()))
    hours, rest = divmod(whole, 3600)
    clock = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{clock}" if hours else clock


@register.filter
def seconds(span: float | None) -> str:
    """A span in words."""
    return lasted(None if span is None else span * 1000)


@register.filter
def lasted(span: timedelta | float | None) -> str:
    """A span in words; numbers are milliseconds."""
    if span is None:
        return "–"
    seconds = span.total_seconds() if isinstance(span, timedelta) else span / 1000
    seconds = max(0.0, seconds)
    for size, zh, en in ((86400, "天", "d"), (3600, "小时", "h"), (60, "分", "min")):
        if seconds >= size:
            return f"{seconds / size:.1f}".removesuffix(".0") + f" {zh if chinese() else en}"
    return f"{seconds:.0f}" + (" 秒" if chinese() else " s")
