"""What the tour plays on: a screen that need not exist, a folder of its own, and a clock."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.app import App

#: Large enough for the tall window as well: a touch beyond the screen is lost without a word.
_SCREEN = {
    "synchronousWindowSystemEvents": True,
    "windowFrameMargins": False,
    "screens": [
        {
            "name": "tour",
            "x": 0,
            "y": 0,
            "width": 1920,
            "height": 1920,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
    ],
}

#: Nobody watches the preview move; what is held before the lens is read all the same.
_FRAME_RATE = 12


class TourClock:
    """The time of a shift that began some hours ago: it goes on, and can be moved on."""

    def __init__(self, hours_ago: float) -> None:
        self._behind = timedelta(hours=-hours_ago)
        self._boot = f"tour-{time.monotonic_ns()}"

    def now(self) -> datetime:
        return datetime.now().astimezone() + self._behind

    def monotonic_ns(self) -> int:
        return time.monotonic_ns() + int(self._behind.total_seconds() * 1e9)

    def boot_id(self) -> str:
        return self._boot

    def advance(self, seconds: float) -> None:
        self._behind += timedelta(seconds=seconds)


def without_display(folder: Path) -> None:
    """Before the first `QApplication`: a screen in memory, unless somebody named another. Also
    where there is a display: a window flying about it for minutes helps nobody. Plain `offscreen`
    is a screen of 800 by 600, beyond which touches are lost."""
    if os.environ.get("QT_QPA_PLATFORM") not in (None, "", "offscreen") or sys.platform == "win32":
        return
    file = folder / "screen.json"
    file.write_text(json.dumps(_SCREEN), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_relative(file)}"


def _relative(file: Path) -> str:
    """Qt parts the options at colons, and Windows paths have one."""
    try:
        return os.path.relpath(file)
    except ValueError:  # another drive
        return str(file)


def open_app(data: Path, language: str, clock: TourClock) -> App:
    """The demo's app, in a window of 1920×1080, nobody signed in."""
    from kiosk.app import demo_app

    app = demo_app(
        data, clock, _FRAME_RATE, language=language, theme="light", motion=False, volume=0.0
    )
    app.show(full_screen=False)
    app.shell.resize(1920, 1080)
    app.shell.fit()
    return app
