"""Is there a screen to open a window on?"""

from __future__ import annotations

import os
import sys

from kiosk.errors import KnownError


class NoDisplay(KnownError):
    def __init__(self) -> None:
        super().__init__(
            "no_display",
            "没有可用的显示器（DISPLAY 和 WAYLAND_DISPLAY 均未设置）。"
            "请在工位屏幕上启动，或用 sop-kiosk tour -o 文件夹 保存全部画面。",
            "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it on the "
            "station's screen, or save every screen with: sop-kiosk tour -o FOLDER",
        )


def has_display() -> bool:
    """Windows and macOS always have one; elsewhere a window server must be named, or Qt told
    to do without."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    return any(os.environ.get(k) for k in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def require_display() -> None:
    if not has_display():
        raise NoDisplay()
