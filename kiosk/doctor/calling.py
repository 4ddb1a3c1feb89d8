"""Calls for help on the line: whether others can be found, and where this station would listen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.doctor.finding import Finding, Said, attention, ok

if TYPE_CHECKING:
    from pathlib import Path

ANDON = Said("安灯（本线呼叫）", "Andon (calls on the line)")
_MEND = Said(
    "请 IT 放行组播 UDP 5353，或在设置中填写其他工位的地址",
    "Have IT let multicast UDP 5353 through, or enter the other stations' addresses in the "
    "settings",
)


def andon(data: Path) -> Finding:
    """Multicast begins on this machine, or addresses are set. Who is really heard, the settings
    of a running station tell."""
    from kiosk.andon.settings import settings_of

    settings = settings_of(_preferences(data))
    reason = _no_multicast()
    port = f"TCP {settings.port}"
    if not reason:
        return ok("andon", ANDON, f"{port}，组播可用", f"{port}, multicast works")
    if settings.addresses:
        told = " ".join(settings.addresses)
        return ok("andon", ANDON, f"{port}，地址 {told}", f"{port}, addresses {told}")
    found = Said(f"{port}，组播不可用（{reason}）", f"{port}, no multicast ({reason})")
    return attention("andon", ANDON, found, _MEND)


def _no_multicast() -> str:
    """Why it cannot begin, in the system's words; "" when it can."""
    from zeroconf import Zeroconf

    try:
        Zeroconf().close()
    except Exception as error:  # the library's own, the system's: all mean the same here
        return f"{type(error).__name__}: {error}"
    return ""


def _preferences(data: Path) -> dict[str, object]:
    try:
        told = json.loads((data / "preferences.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
