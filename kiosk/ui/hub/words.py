"""How it stands with the hub, in plain words. No widget in here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from kiosk.operations.reconciling import SyncStatus

Tone = Literal["plain", "passed", "attention"]

_SPANS = (
    (timedelta(days=1), "天", "d"),
    (timedelta(hours=1), "小时", "h"),
    (timedelta(minutes=1), "分钟", "min"),
)


class Line(Struct, frozen=True):
    """One fact: what it is about, and what there is to say. `good` decides colour and icon."""

    title: str
    text: str
    good: bool = True


def chip(status: SyncStatus, language: str) -> tuple[str, bool]:
    """The few words the chip has room for, and whether all is well."""
    zh = language == "zh"
    if status.state == "alone":
        return ("单机" if zh else "On its own"), True
    if status.state == "online":
        if status.branched:
            return ("有分支" if zh else "Branched"), False
        if status.stale:
            return ("发布过期" if zh else "Out of date"), False
        if status.clock_ms:
            return ("时钟不准" if zh else "Clock is off"), False
        return (("同步中" if zh else "Sending") if status.unsent > _A_FEW else
                ("在线" if zh else "Online")), True  # fmt: skip
    if status.state == "starting":
        return ("连接中" if zh else "Connecting"), True
    count = str(status.unsent) if status.unsent else ""
    word = (
        ("离线" if zh else "Offline")
        if status.state == "offline"
        else ("被拒绝" if zh else "Refused")
    )
    return f"{word} {count}".strip(), False


_A_FEW = 20


def lines(status: SyncStatus, language: str, now: datetime) -> list[Line]:
    """What one tap on the chip shows."""
    zh = language == "zh"
    if status.state == "alone":
        told = (
            "本工位未接入中心服务器。所有记录保存在本机，可照常作业。"
            if zh
            else "This station belongs to no hub. Everything is recorded here, as ever."
        )
        return [Line("中心服务器" if zh else "Hub", told)]
    return [
        _network(status, zh, now),
        _unsent(status, zh, now),
        _photographs(status, zh),
        _catalogue(status, zh, now),
        *_troubles(status, language),
    ]


def _network(status: SyncStatus, zh: bool, now: datetime) -> Line:
    title = "网络" if zh else "Network"
    if status.state in ("online", "starting"):
        return Line(title, ("已连接 " if zh else "Connected to ") + status.url)
    since = ago(status.contact_at, now, zh)
    told = (
        f"连不上中心服务器，最近一次联系：{since}。可照常作业，记录保存在本机。"
        if zh
        else f"The hub cannot be reached; last contact {since}. Work goes on: all is recorded here."
    )
    return Line(title, told, good=False)


def _unsent(status: SyncStatus, zh: bool, now: datetime) -> Line:
    title = "未上传记录" if zh else "Not sent yet"
    if not status.unsent:
        return Line(title, "全部已上传" if zh else "Everything has arrived")
    oldest = ago(status.oldest, now, zh)
    text = (
        f"{status.unsent} 条，最早一条：{oldest}"
        if zh
        else f"{status.unsent} event{'s' if status.unsent > 1 else ''}, the oldest {oldest}"
    )
    return Line(title, text, good=status.state == "online")


def _photographs(status: SyncStatus, zh: bool) -> Line:
    title = "待传照片" if zh else "Photographs to send"
    if not status.photographs:
        return Line(title, "全部已上传" if zh else "All have arrived")
    return Line(title, f"{status.photographs} 张" if zh else str(status.photographs))


def _catalogue(status: SyncStatus, zh: bool, now: datetime) -> Line:
    title = "作业指导书" if zh else "Procedures"
    if not status.confirmed_at:
        text = "中心服务器尚未下发" if zh else "The hub has assigned nothing yet"
        return Line(title, text)
    since = ago(status.confirmed_at, now, zh)
    text = f"最近一次确认为最新：{since}" if zh else f"Known to be the newest {since}"
    return Line(title, text, good=not status.stale)


def _troubles(status: SyncStatus, language: str) -> list[Line]:
    zh, found = language == "zh", list[Line]()
    if status.reason is not None and status.state != "online":
        found.append(Line("原因" if zh else "Reason", status.reason.text(language), good=False))
    if status.branched:
        text = (
            "本机曾被克隆或恢复，历史出现分支。两份记录都已保留，请通知班组长。"
            if zh
            else "This station was cloned or restored and its history branched. Both are kept; "
            "tell the team lead."
        )
        found.append(Line("账本" if zh else "Journal", text, good=False))
    if status.clock_ms:
        found.append(Line("时钟" if zh else "Clock", _clock(status.clock_ms, zh), good=False))
    return found


def _clock(ahead_ms: int, zh: bool) -> str:
    minutes = max(1, round(abs(ahead_ms) / 60_000))
    if zh:
        side = "快" if ahead_ms > 0 else "慢"
        return f"本机比中心服务器{side} {minutes} 分钟，已记录。请校准本机时间。"
    side = "ahead of" if ahead_ms > 0 else "behind"
    return f"This station is {minutes} min {side} the hub; it is recorded. Have its clock set."


def ago(moment: datetime | str | None, now: datetime, zh: bool) -> str:
    """How long before `now`, roughly. A clock that stood elsewhere gives `just now`."""
    if not moment:
        return "从未" if zh else "never"
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    span = now.astimezone(UTC) - at.astimezone(UTC)
    for size, chinese, english in _SPANS:
        if span >= size:
            count = span // size
            return f"{count} {chinese}前" if zh else f"{count} {english} ago"
    return "刚刚" if zh else "just now"
