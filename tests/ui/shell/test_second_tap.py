"""Double taps on the window, through the window system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.ui.shell import window
from kiosk.ui.shell.screen import Screen
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from tests.ui.shell.conftest import make_shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from pytestqt.qtbot import QtBot

    from kiosk.ui.shell.context import Context

_MIDDLE = QPoint(960, 540)


class ButtonScreen(Screen):
    """One button all over it."""

    needs_person = False
    kind: type[Button] = Button

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.taps = 0
        self.button = self.kind("here")
        self.button.setParent(self)
        self.button.setGeometry(0, 0, 1920, 1080)
        self.button.clicked.connect(self._tapped)

    def _tapped(self) -> None:
        self.taps += 1


class PrimaryScreen(ButtonScreen):
    kind = PrimaryButton


class WayScreen(ButtonScreen):
    """A tap leads on to another screen."""

    def _tapped(self) -> None:
        super()._tapped()
        self.context.go("home")


@pytest.fixture
def shell(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[window.Shell]:
    for name, kind in (("badge", WayScreen), ("home", ButtonScreen), ("run", PrimaryScreen)):
        monkeypatch.setitem(window.SCREENS, name, f"{__name__}:{kind.__name__}")
    made = make_shell(tmp_path, lambda: None)
    qtbot.addWidget(made)
    qapp.installEventFilter(made)
    made.show()
    yield made
    qapp.removeEventFilter(made)


def double_tap(shell: window.Shell) -> None:
    QTest.mouseDClick(shell.windowHandle(), Qt.MouseButton.LeftButton, pos=_MIDDLE)


def tap(shell: window.Shell) -> None:
    QTest.mouseClick(shell.windowHandle(), Qt.MouseButton.LeftButton, pos=_MIDDLE)


def screen(shell: window.Shell) -> Any:
    return shell.current


def test_a_double_tap_that_leads_on_presses_nothing_on_the_next_screen(shell: Any) -> None:
    shell.go("badge")
    double_tap(shell)
    assert (shell.current_name, screen(shell).taps) == ("home", 0)


def test_what_goes_on_takes_a_double_tap_as_one(shell: Any) -> None:
    shell.go("run")
    double_tap(shell)
    assert screen(shell).taps == 1


def test_what_goes_on_takes_two_taps_as_two(shell: Any) -> None:
    shell.go("run")
    tap(shell)
    tap(shell)
    assert screen(shell).taps == 2


def test_a_key_is_struck_as_often_as_it_is_tapped(shell: Any) -> None:
    shell.go("home")
    double_tap(shell)
    assert screen(shell).taps == 2
