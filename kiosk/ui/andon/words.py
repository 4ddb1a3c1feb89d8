"""What a call says, in plain words. No widget in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.i18n import pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.operations.andon import AndonStatus, HeardCall

WORDS: Mapping[str, tuple[str, str]] = {
    "calls": ("呼叫支援", "calls for help"),
    "own_calls": ("本工位正在呼叫", "This station is calling"),
    "man": ("人员", "People"),
    "machine": ("设备", "Machine"),
    "material": ("物料", "Material"),
    "method": ("方法", "Method"),
    "environment": ("环境", "Environment"),
    "measurement": ("测量", "Measurement"),
    "minor": ("一般", "Minor"),
    "major": ("严重", "Major"),
    "critical": ("紧急", "Critical"),
    "continue": ("作业继续", "Work goes on"),
    "hold": ("作业暂停", "The run is held"),
    "stop": ("工位停线", "The station is stopped"),
    "team_lead": ("班组长", "team lead"),
    "supervisor": ("主管", "supervisor"),
    "owner": ("流程责任人", "procedure's owner"),
    "station": ("工位 {station}", "Station {station}"),
    "unit": ("单件 {unit}", "Unit {unit}"),
    "by": ("呼叫人 {name}", "Called by {name}"),
    "coming": ("{names} 正在赶来", "{names} is coming"),
    "coming_more": ("{names} 正在赶来", "{names} are coming"),
    "on_the_way": (
        "{names} 已应答，等待对方工位确认",
        "{names} answered; its station has yet to acknowledge",
    ),
    "unknown_person": (
        "{names}：对方工位不认识此人，请到现场刷卡",
        "{names}: not known at that station; show the badge there",
    ),
    "over": ("{names}：呼叫已结束", "{names}: the call was over"),
    "nobody": ("尚无人应答", "Nobody has answered yet"),
    "held": ("班组长已知，暂不处理", "Left standing by the team lead, knowingly"),
    "called_line": ("已呼叫全线", "The whole line is called"),
    "called_roles": ("已呼叫全线、{roles}", "Called: the whole line, {roles}"),
    "called_alone": (
        "本工位不在任何产线上，请直接去叫班组长",
        "On no line, nobody else sees it: fetch your team lead",
    ),
    "called_nobody_hears": (
        "听不到本线其他工位，请直接去叫班组长",
        "No other station is heard: fetch your team lead",
    ),
    "silent": ("此工位已失去联系", "That station is not heard any more"),
    "come": ("我来处理", "I am coming"),
    "scan": ("刷工牌：我来处理", "Scan your badge to take it"),
    "small": ("缩小显示", "Show small"),
    "more": ("另有 {count} 个", "{count} more"),
    "open_calls": ("未结束的呼叫 {count}", "Open calls: {count}"),
    "show": ("查看", "Show"),
    "minute": ("{count} 分钟", "{count} min"),
    "hour": ("{count} 小时 {rest} 分", "{count} h {rest} min"),
    "second": ("{count} 秒", "{count} s"),
    "since": ("自 {clock} 起", "since {clock}"),
    "thanks": ("已记录：{name} 前往 {station}", "Recorded: {name} goes to {station}"),
    "step": ("工步：{step}", "Step: {step}"),
}


def say(key: str, language: str, /, **details: object) -> str:
    chinese, english = WORDS[key]
    sentence = chinese if language.startswith("zh") else english
    return sentence.format(**details) if details else sentence


def waited(seconds: float, language: str) -> str:
    """How long a call has stood, as one says it across a hall."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return say("second", language, count=int(seconds))
    if minutes < 60:
        return say("minute", language, count=minutes)
    return say("hour", language, count=minutes // 60, rest=minutes % 60)


def clock_of(heard: HeardCall) -> str:
    """When it was raised, on the wall clock of its station: hours and minutes."""
    return heard.call.raised_at[11:16]


def where(heard: HeardCall, language: str) -> list[str]:
    """Procedure, step, unit: what there is of them."""
    call = heard.call
    title = pick(call.title, language)
    step = pick(call.step_title, language) or call.step
    lines = [" · ".join(part for part in (call.code, title) if part)]
    lines.append(say("step", language, step=step) if step else "")
    lines.append(say("unit", language, unit=call.unit) if call.unit else "")
    return [line for line in lines if line]


def who_comes(heard: HeardCall, language: str) -> str:
    """Who took the call; "" while nobody did."""
    parts = []
    names = [taken.name for taken in heard.call.taken]
    if names:
        key = "coming" if len(names) == 1 else "coming_more"
        parts.append(say(key, language, names=_listed(names, language)))
    if heard.coming:
        parts.append(say("on_the_way", language, names=_listed(heard.coming, language)))
    for name, why in heard.refused.items():
        parts.append(say(why, language, names=name))
    return _joined(parts, language)


def who_is_called(heard: HeardCall, status: AndonStatus, language: str) -> str:
    """Whom the call went out to; of this station's own: whether anybody can see it at all."""
    if heard.own and status.reach == "alone":
        return say("called_alone", language)
    if heard.own and not any(one.heard for one in status.neighbours):
        return say("called_nobody_hears", language)
    if not heard.call.called:
        return say("called_line", language)
    roles = [say(role, language) for role in heard.call.called if role in WORDS]
    return say("called_roles", language, roles=_listed(roles, language))


def standing(heard: HeardCall, language: str) -> str:
    """What is known of help: who comes, or that nobody does yet."""
    told = who_comes(heard, language) or say("nobody", language)
    more = [say("held", language)] if heard.call.held else []
    more += [say("silent", language)] if heard.silent else []
    return _joined([told, *more], language)


def strip(heard: HeardCall, status: AndonStatus, open_s: float, language: str) -> str:
    """One line that says it all."""
    call = heard.call
    step = pick(call.step_title, language) or call.step
    first = say("own_calls", language) if heard.own else heard.station
    parts = [
        first,
        say(call.category, language),
        step,
        waited(open_s, language),
        who_comes(heard, language)
        or (who_is_called(heard, status, language) if heard.own else say("nobody", language)),
    ]
    return " · ".join(part for part in parts if part)


def _listed(names: tuple[str, ...] | list[str], language: str) -> str:
    return ("、" if language.startswith("zh") else ", ").join(dict.fromkeys(names))


def _joined(parts: list[str], language: str) -> str:
    return ("；" if language.startswith("zh") else "; ").join(parts)
