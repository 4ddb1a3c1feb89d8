"""The run screen as the hand meets it: taps where things are, and what stands there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.operations.browsing import record_events
from kiosk.scanner import Scan, Symbology
from kiosk.ui.run.screen import RunScreen
from kiosk.ui.signing.sheet import SigningSheet
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.choices import TickTile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from kiosk.ui.shell.window import Shell


class StillCamera:
    """A frame source before which nothing moves: every frame is the same grey."""

    def __init__(self) -> None:
        self._closed = threading.Event()

    def open(self) -> None:
        self._closed.clear()

    def read(self) -> Any:
        self._closed.wait(0.05)
        return np.full((90, 160, 3), 120, np.uint8)

    def close(self) -> None:
        self._closed.set()


class Hands:
    """Every tap is a mouse press and release at the middle of what is tapped."""

    def __init__(self, shell: Shell, qtbot: QtBot) -> None:
        self.shell, self.qtbot = shell, qtbot

    @property
    def screen(self) -> RunScreen:
        assert isinstance(self.shell.current, RunScreen)
        return self.shell.current

    # --- tapping ---

    def tap(self, widget: QWidget) -> None:
        assert widget.isVisible(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        self.settle()

    def primary(self, says: str = "") -> None:
        """The big button, which says so."""
        button = self.screen.bar.primary
        if says:
            assert button.text() == says
        self.tap(button)

    def keys(self, digits: str) -> None:
        """Digits on the keypad in view."""
        for digit in digits:
            self.tap(self._named(Button, digit))

    def tile(self, text: str) -> None:
        self.tap(self._named(TickTile, text))

    def button(self, text: str) -> None:
        self.tap(self._named(Button, text))

    def press_key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.shell.focusWidget() or self.shell.current, key)
        self.settle()

    # --- codes ---

    def scan(self, text: str) -> None:
        self.shell.context.eyes.read(Scan(text, Symbology.CODE128, "wedge", "wedge", None, 0.0))
        self.settle()

    def sign(self, badge: str, pin: str, says: str = "Sign") -> None:
        """Badge and PIN on the sheet that lies over the screen."""
        self.scan(badge)
        self.keys(pin)
        self.button(says)
        self.qtbot.waitUntil(lambda: self.shell.sheet is None)
        self.settle()

    # --- seeing ---

    @property
    def sheet(self) -> QWidget:
        assert self.shell.sheet is not None
        return self.shell.sheet

    @property
    def signing(self) -> SigningSheet:
        assert isinstance(self.sheet, SigningSheet)
        return self.sheet

    def says(self) -> str:
        return self.screen.bar.primary.text()

    def settle(self) -> None:
        """Until what was asked has been answered."""
        if isinstance(self.shell.current, RunScreen):
            run = self.shell.current.run
            self.qtbot.waitUntil(lambda: not run.waiting)
        self.qtbot.waitUntil(lambda: self.shell.context.desk.quiet)

    def kinds(self) -> list[str]:
        station = self.shell.context.desk.station
        execution = self.screen.run.execution
        return [stored.kind for stored in station.submit(record_events, execution).result()]

    def _named(self, kind: type[Any], text: str) -> Any:
        """The one visible thing of that kind with that text, on the sheet if there is one."""
        over = self.shell.sheet or self.shell.current
        assert over is not None
        found = [
            each
            for each in over.findChildren(kind)
            if each.isVisible() and text in (each.text(), each.accessibleName())
        ]
        assert len(found) == 1, (text, found)
        return found[0]


# --- the small job, step by step ---


def through_parts(hands: Hands) -> None:
    hands.primary("I have read this")
    hands.scan("GSK-80")
    hands.tile("Gloves on")
    hands.tile("Surface clean")
    hands.primary("Done, next step")


def through_torque(hands: Hands) -> None:
    for reading in ("24.9", "25.1"):
        hands.keys(reading)
        hands.primary("Record reading")
    hands.primary("Confirm result")
    hands.tile("Good")
    hands.primary("Confirm choice")
    hands.primary("Done, next step")


def through_note(hands: Hands) -> None:
    hands.button("Nothing to report")
    hands.primary("Record text")
    hands.primary("Done, next step")


def through_proof(hands: Hands) -> None:
    hands.shell.context.eyes.open(StillCamera())
    scanner = hands.shell.context.eyes.scanner
    assert scanner is not None
    hands.primary("Start the timer")
    hands.qtbot.waitUntil(lambda: hands.says() == "Take photo")
    hands.qtbot.waitUntil(lambda: scanner.is_live)
    hands.primary("Take photo")
    hands.primary("Use photo")
    hands.primary("Confirm: done")
    hands.primary("Sign")
    hands.sign("B-1", "284917")
    hands.primary("Sign")
    hands.sign("B-2", "284917")
    hands.primary("Done with this step")
