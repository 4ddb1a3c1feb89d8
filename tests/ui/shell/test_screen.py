"""What every screen does of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from kiosk.ui.shell.screen import Screen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class CountingScreen(Screen):
    said = 0

    def retranslate(self) -> None:
        self.said += 1


def switch_language(screen: Screen) -> None:
    QApplication.sendEvent(screen, QEvent(QEvent.Type.LanguageChange))


def test_in_view_it_speaks_the_other_language_at_once(qtbot: QtBot) -> None:
    screen = CountingScreen(cast("Any", None))
    qtbot.addWidget(screen)
    screen.show()
    switch_language(screen)
    assert screen.said == 1


def test_out_of_view_it_speaks_the_other_language_when_it_is_shown(qtbot: QtBot) -> None:
    screen = CountingScreen(cast("Any", None))
    qtbot.addWidget(screen)
    switch_language(screen)
    switch_language(screen)
    assert screen.said == 0
    screen.show()
    screen.hide()
    screen.show()
    assert screen.said == 1
