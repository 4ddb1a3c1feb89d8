"""What the settings say of the andon. No widget in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.operations.andon import AndonStatus

WORDS: Mapping[str, tuple[str, str]] = {
    "tab": ("安灯", "Andon"),
    "standing": ("本线", "The line"),
    "alone": (
        "本工位不在任何产线上：呼叫只在本工位显示并记录。产线由中心服务器在人员名单中指定。",
        "This station stands on no line: calls are shown and recorded here only. The hub's list "
        "of people and stations names the line.",
    ),
    "listening": ("正在监听端口 {port}", "Listening at port {port}"),
    "nobody": ("名单中没有本线的其他工位", "The list names no other station of this line"),
    "heard": ("{station}：能听到", "{station}: heard"),
    "not_heard": ("{station}：听不到", "{station}: not heard"),
    "addresses": ("其他工位的地址", "Addresses of other stations"),
    "addresses_hint": (
        "组播不通时才需要，例如 A-02=10.0.8.12，以空格分隔。",
        "Only where multicast is not let through, such as A-02=10.0.8.12, with spaces between.",
    ),
    "addresses_none": ("自动寻找", "Found by themselves"),
    "minutes": ("多少分钟无人应答后升级", "Minutes until a call goes on"),
    "minutes_hint": (
        "依次为班组长、主管、流程责任人，例如 3 10 30。",
        "To the team lead, the supervisor, the procedure's owner, such as 3 10 30.",
    ),
    "minutes_wrong": (
        "请填写三个递增的数字，例如 3 10 30。",
        "Three numbers that rise are needed, such as 3 10 30.",
    ),
    "port": ("端口", "Port"),
    "port_hint": ("防火墙须放行此 TCP 端口。", "A firewall has to let this TCP port through."),
    "port_wrong": ("端口为 1 到 65535。", "A port is a number from 1 to 65535."),
    "mqtt": ("灯塔与看板（MQTT 服务器）", "Lamps and boards (MQTT broker)"),
    "mqtt_hint": (
        "例如 broker.plant.example:1883，端口可不写；留空则关闭。",
        "Such as broker.plant.example:1883, the port is optional; empty is off.",
    ),
    "mqtt_off": ("关闭", "Off"),
}


def say(key: str, language: str, /, **details: object) -> str:
    chinese, english = WORDS[key]
    sentence = chinese if language.startswith("zh") else english
    return sentence.format(**details) if details else sentence


def standing(status: AndonStatus | None, language: str) -> list[tuple[str, bool]]:
    """How it stands with the line, line by line, and whether each is as it should be."""
    if status is None or status.reach == "alone":
        return [(say("alone", language), True)]
    lines = [(say("listening", language, port=status.port), True)] if status.port else []
    if status.trouble is not None:
        lines.append((status.trouble.text(language), False))
    if not status.neighbours:
        lines.append((say("nobody", language), True))
    for one in status.neighbours:
        key = "heard" if one.heard else "not_heard"
        lines.append((say(key, language, station=one.station), one.heard))
    return lines


def minutes_in(text: str) -> list[float] | None:
    """Three that rise, none under a tenth; None when it is something else."""
    try:
        found = [float(part) for part in text.replace("，", " ").replace(",", " ").split()]
    except ValueError:
        return None
    fits = len(found) == 3 and 0.1 <= found[0] <= found[1] <= found[2] < float("inf")
    return found if fits else None


def port_in(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and 0 < int(text) < 65_536 else None


def broker_in(text: str, before: dict[str, object] | None) -> dict[str, object] | None:
    """Host and port of it, the rest as it was; None switches it off."""
    host, _, port = text.strip().partition(":")
    if not host:
        return None
    return {**(before or {}), "host": host, "port": port_in(port) or 0}
