"""For window tests: with `SOP_KIOSK_DESCRIBE` set, what stands on the screen is printed.

One JSON line whenever it has changed: the screen's name, whether a sheet is open, the buttons a
finger can reach (name, kind, rectangle in pixels of the display) and the texts. It only tells;
nothing can be done through it, so a test has to do everything with mouse and keyboard.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from kiosk.ui.widgets.cards import Chip

if TYPE_CHECKING:
    from kiosk.ui.shell.window import Shell

VARIABLE = "SOP_KIOSK_DESCRIBE"
_EVERY_MS = 120


class Describer(QObject):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._said = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._say)
        self._timer.start(_EVERY_MS)

    def _say(self) -> None:
        line = json.dumps(describe(self._shell), ensure_ascii=False)
        if line != self._said:
            self._said = line
            print(line, flush=True)


def describe_if_asked(shell: Shell) -> None:
    if os.environ.get(VARIABLE):
        Describer(shell)


def describe(shell: Shell) -> dict[str, Any]:
    """What a person standing before the screen could see and reach."""
    buttons = [b for b in shell.findChildren(QAbstractButton) if _reachable(shell, b)]
    words: list[QLabel | Chip] = [*shell.findChildren(QLabel), *shell.findChildren(Chip)]
    texts = [word.text() for word in words if word.isVisible()]
    return {
        "screen": shell.current_name,
        "sheet": type(shell.sheet).__name__ if shell.sheet is not None else None,
        "buttons": [_button(button) for button in buttons],
        "texts": [text for text in texts if text],
    }


def _reachable(shell: QWidget, button: QAbstractButton) -> bool:
    if not button.isVisible():
        return False
    hit = shell.childAt(button.mapTo(shell, button.rect().center()))
    return hit is not None and (hit is button or button.isAncestorOf(hit))


def _button(button: QAbstractButton) -> dict[str, Any]:
    corner = button.mapToGlobal(QPoint(0, 0))
    return {
        "name": button.accessibleName() or button.text(),
        "kind": type(button).__name__,
        "id": button.objectName(),
        "enabled": button.isEnabled() and not getattr(button, "busy", False),
        "checked": button.isChecked(),
        "rect": [corner.x(), corner.y(), button.width(), button.height()],
    }
