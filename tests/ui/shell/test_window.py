"""The one window: turning, locking, coming back, and what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.store import StoreInUse
from kiosk.store.model import Notice
from kiosk.ui.badge.screen import BadgeScreen
from kiosk.ui.shell.notices import NoticeSheet
from kiosk.ui.shell.trouble import TroubleScreen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from tests.ui.shell.conftest import WorkScreen, badge, make_shell

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.ui.shell.window import Shell


def sign_in(qtbot: QtBot, shell: Shell, name: str) -> None:
    shell.context.eyes.scanned.emit(badge(f"BADGE-{name}"))
    qtbot.waitUntil(lambda: shell.current_name != "badge")


def words_on(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label))  # type: ignore[attr-defined]


def test_the_same_person_comes_back_to_the_same_run_after_a_lock(
    qtbot: QtBot, shell: Shell
) -> None:
    sign_in(qtbot, shell, "anna")
    shell.go("run", execution="x-1")
    shell.lock()
    assert isinstance(shell.current, BadgeScreen)
    sign_in(qtbot, shell, "anna")
    assert (shell.current_name, WorkScreen.entered[-1]) == ("run", {"execution": "x-1"})


def test_another_person_begins_at_home_after_a_lock(qtbot: QtBot, shell: Shell) -> None:
    sign_in(qtbot, shell, "anna")
    shell.go("run", execution="x-1")
    shell.lock()
    sign_in(qtbot, shell, "ben")
    assert shell.current_name == "home"


def test_before_a_run_that_waits_stands_whoever_comes(qtbot: QtBot, shell: Shell) -> None:
    sign_in(qtbot, shell, "anna")
    shell.go("run", execution="x-1", work="anna\nFlange · U-3\n7  Tighten")
    shell.lock()
    assert "7  Tighten" in words_on(shell.current)
    sign_in(qtbot, shell, "ben")
    assert shell.current_name == "run"
    assert WorkScreen.entered[-1]["execution"] == "x-1"
    shell.go("home")
    shell.lock()
    assert "Tighten" not in words_on(shell.current)


def test_nobody_touching_it_locks_the_screen_and_signs_out(qtbot: QtBot, shell: Shell) -> None:
    shell.context.preferences["lock_after_s"] = 0.05
    sign_in(qtbot, shell, "anna")
    qtbot.waitUntil(lambda: shell.current_name == "badge")
    qtbot.waitUntil(lambda: shell.context.desk.station.person is None)


def test_a_locked_screen_is_left_by_a_badge_only(qtbot: QtBot, shell: Shell) -> None:
    sign_in(qtbot, shell, "anna")
    shell.lock()
    shell.go("run", execution="x-1")
    assert shell.current_name == "badge"
    sign_in(qtbot, shell, "anna")
    assert shell.current_name == "home"


def test_a_button_held_down_when_the_screen_locks_is_not_clicked(
    qtbot: QtBot, shell: Shell
) -> None:
    sign_in(qtbot, shell, "anna")
    taps: list[bool] = []
    button = Button("go", parent=shell.current)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # losing the focus lets go of others
    button.clicked.connect(lambda: taps.append(True))
    button.setGeometry(100, 100, 400, 100)
    button.show()
    glass, finger = shell.windowHandle(), QPoint(300, 150)
    QTest.mousePress(glass, Qt.MouseButton.LeftButton, pos=finger)
    shell.lock()
    QTest.mouseRelease(glass, Qt.MouseButton.LeftButton, pos=finger)
    assert taps == []


def test_switching_the_lock_off_takes_effect_at_once(qtbot: QtBot, shell: Shell) -> None:
    sign_in(qtbot, shell, "anna")
    assert shell._idle.isActive()
    shell.context.preferences["lock_after_s"] = 0
    assert not shell._idle.isActive()


def test_a_turned_screen_is_made_anew_in_its_new_shape_with_what_it_showed(
    qtbot: QtBot, shell: Shell
) -> None:
    sign_in(qtbot, shell, "anna")
    shell.go("run", execution="x-1")
    before = shell.current
    shell.resize(1080, 1920)
    qtbot.waitUntil(lambda: theme.scale.portrait)
    assert shell.current is not before
    assert WorkScreen.entered[-1] == {"execution": "x-1"}


def test_a_size_that_changes_nothing_keeps_the_screens(qtbot: QtBot, shell: Shell) -> None:
    before = shell.current
    shell.fit()
    assert shell.current is before


def test_a_station_that_cannot_open_says_why_in_both_languages_and_can_try_again(
    qtbot: QtBot, folder: Path
) -> None:
    def refuse() -> None:
        raise StoreInUse(folder)

    shell = make_shell(folder, refuse)
    qtbot.addWidget(shell)
    shell.go("badge")
    shell.context.desk.open()
    qtbot.waitUntil(lambda: isinstance(shell.current, TroubleScreen))
    error = StoreInUse(folder)
    assert error.zh in words_on(shell.current)
    assert error.en in words_on(shell.current)
    with qtbot.waitSignal(shell.context.desk.unopened):
        shell.current._again.click()
    shell.close()


def test_a_bug_at_opening_is_told_as_well(qtbot: QtBot, folder: Path) -> None:
    def break_down() -> None:
        raise ZeroDivisionError("nobody expected this")

    shell = make_shell(folder, break_down)
    qtbot.addWidget(shell)
    shell.go("badge")
    shell.context.desk.open()
    qtbot.waitUntil(lambda: isinstance(shell.current, TroubleScreen))
    assert "nobody expected this" in words_on(shell.current)
    shell.close()


def test_notices_of_opening_stay_until_a_hand_puts_them_away(qtbot: QtBot, shell: Shell) -> None:
    station = shell.context.desk.station
    station.store.notices.append(Notice("disk_low", "磁盘快满", "The disk is almost full"))
    shell.context.desk.opened.emit(station)
    sheet = shell.sheet
    assert isinstance(sheet, NoticeSheet)
    assert "The disk is almost full" in words_on(sheet)
    sheet._done.click()
    assert shell.sheet is None


def test_a_sheet_that_takes_codes_gets_them_before_the_screen_under_it(
    qtbot: QtBot, shell: Shell
) -> None:
    class BadgeSheet(Sheet):
        seen: list[str] = []  # noqa: RUF012

        def scanned(self, scan: object) -> bool:
            self.seen.append(scan.text)  # type: ignore[attr-defined]
            return True

    sign_in(qtbot, shell, "anna")
    assert shell.context.eyes._expectation is None
    sheet = BadgeSheet("")
    shell.show_sheet(sheet)
    assert shell.context.eyes._expectation is not None
    shell.context.eyes.scanned.emit(badge("BADGE-ben"))
    assert sheet.seen == ["BADGE-ben"]
    shell.close_sheet()
    assert shell.context.eyes._expectation is None


@pytest.mark.parametrize(("language", "words"), [("zh", "工位无法启动"), ("en", "cannot start")])
def test_the_language_of_the_screen_comes_first_in_trouble(
    qtbot: QtBot, folder: Path, language: str, words: str
) -> None:
    shell = make_shell(folder, lambda: None)
    qtbot.addWidget(shell)
    shell.context.preferences["language"] = language
    shell.go("trouble", error=StoreInUse(folder))
    assert isinstance(shell.current, TroubleScreen)
    assert words in shell.current._titles[0].text()
    shell.close()
