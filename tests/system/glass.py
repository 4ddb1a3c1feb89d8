"""A real window on a display of its own, and a person before it: eyes, mouse, hand scanner."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.ui.shell.describing import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_S = 30.0


class NeverSeen(AssertionError):
    """What should have come to the screen did not."""


class Display:
    """An X server nobody sees; `-noreset`, or it would restart with its last client."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24", "-noreset"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._server.stdout is not None
        self.name = f":{self._server.stdout.readline().strip()}"

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(10)


def missing_tools() -> list[str]:
    return [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]


@dataclass(frozen=True)
class Button:
    name: str
    kind: str
    id: str
    enabled: bool
    checked: bool
    rect: tuple[int, int, int, int]

    @property
    def middle(self) -> tuple[int, int]:
        x, y, width, height = self.rect
        return x + width // 2, y + height // 2


class Glass:
    """The process `sop-kiosk …` in its window. Everything is done by `xdotool`."""

    def __init__(self, display: Display, data: Path, *command: str) -> None:
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("QT_")},
            "DISPLAY": display.name,
            VARIABLE: "1",
            "PYTHONUNBUFFERED": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *command, "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._environment,
            text=True,
            encoding="utf-8",
        )
        self._seen: dict[str, Any] = {"screen": "", "sheet": None, "buttons": [], "texts": []}
        self.errors: list[str] = []
        for work in (self._watch, self._listen):
            threading.Thread(target=work, daemon=True).start()

    # --- eyes ---

    @property
    def screen(self) -> str:
        return str(self._seen["screen"])

    @property
    def sheet(self) -> str | None:
        sheet = self._seen["sheet"]
        return None if sheet is None else str(sheet)

    @property
    def texts(self) -> str:
        return "\n".join(self._seen["texts"])

    def buttons(self) -> Iterator[Button]:
        for one in self._seen["buttons"]:
            yield Button(**{**one, "rect": tuple(one["rect"])})

    def find(self, name: str = "", kind: str = "") -> Button | None:
        """The first button within reach whose name begins so."""
        for button in self.buttons():
            if button.name.startswith(name) and kind in ("", button.kind):
                return button
        return None

    def until(self, so: Callable[[], Any], what: str, seconds: float = PATIENCE_S) -> Any:
        end = time.monotonic() + seconds
        while not (found := so()):
            if time.monotonic() > end or self._process.poll() is not None:
                raise NeverSeen(f"{what}; on {self.screen}/{self.sheet}:\n{self._told()}")
            time.sleep(0.03)
        return found

    def text(self, words: str, seconds: float = PATIENCE_S) -> None:
        self.until(lambda: words in self.texts, f"the words {words!r}", seconds)

    def still(self, name: str, seconds: float = 0.4) -> None:
        """Wait until that button has kept its place for so long: nobody taps what moves."""

        def kept() -> bool:
            before = self.find(name)
            time.sleep(seconds)
            return before is not None and self.find(name) == before

        self.until(kept, f"{name!r} in its place")

    # --- hands ---

    def tap(self, name: str = "", kind: str = "") -> None:
        """A click in the middle of the button of that name, once it can be pressed."""

        def ready() -> Button | None:
            button = self.find(name, kind)
            return button if button is not None and button.enabled else None

        what = f"a button {name!r} {kind}"
        button: Button = self.until(ready, what)
        # A layout may still be settling: one taps what stands still.
        while (later := self._a_moment_later(ready, what)).rect != button.rect:
            button = later
        self.click(*button.middle)

    def _a_moment_later(self, ready: Callable[[], Button | None], what: str) -> Button:
        time.sleep(0.15)
        button: Button = self.until(ready, what)
        return button

    def primary(self) -> None:
        """The big button, once it takes a tap."""
        self.tap(kind="PrimaryButton")

    def click(self, x: int, y: int) -> None:
        self._do("mousemove", str(x), str(y), "click", "1")
        time.sleep(0.15)

    def drag(self, x: int, y: int, by: int, down: int = 0) -> None:
        """A finger drawn sideways or down, and lifted where it rests."""
        self._do("mousemove", str(x), str(y), "mousedown", "1")
        for part in range(1, 11):
            self._do("mousemove", str(x + by * part // 10), str(y + down * part // 10))
            time.sleep(0.015)
        time.sleep(0.2)
        self._do("mouseup", "1")
        time.sleep(0.4)

    def scan(self, text: str) -> None:
        """A hand scanner: the text as fast keys, and Enter."""
        self._do("type", "--delay", "4", text + "\n")

    def close(self) -> str:
        """End the process as a power switch would; its errors."""
        self._process.kill()
        self._process.wait(10)
        return "".join(self.errors)

    # --- within ---

    def _do(self, *what: str) -> None:
        subprocess.run(["xdotool", *what], env=self._environment, check=True, timeout=30)

    def _watch(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                self._seen = json.loads(line)

    def _listen(self) -> None:
        assert self._process.stderr is not None
        self.errors.extend(self._process.stderr)

    def _told(self) -> str:
        names = [f"{b.kind} {b.name!r} {'' if b.enabled else 'off'}" for b in self.buttons()]
        return "\n".join([*names, self.texts, *self.errors[-20:]])
