"""A shell around small screens of its own, on a real station in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.operations.opening import open_station
from kiosk.scanner import Scan
from kiosk.store import Person
from kiosk.ui.desk import Desk
from kiosk.ui.preferences import Preferences
from kiosk.ui.shell import window
from kiosk.ui.shell.eyes import Eyes
from kiosk.ui.shell.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.operations.station import Station


class WorkScreen(Screen):
    """Remembers what it was entered with."""

    entered: list[dict[str, Any]] = []  # noqa: RUF012 - shared by those made anew

    def enter(self, **what: Any) -> None:
        self.entered.append(what)
        self.work = what.get("work", "")

    def in_hand(self) -> str:
        return self.work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def shell(qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[window.Shell]:
    """Opened, with two people on the roster, nobody signed in, 1920×1080."""
    monkeypatch.setitem(window.SCREENS, "home", f"{__name__}:WorkScreen")
    monkeypatch.setitem(window.SCREENS, "run", f"{__name__}:WorkScreen")
    WorkScreen.entered.clear()
    made = make_shell(folder, lambda: _with_people(open_station(folder)))
    qtbot.addWidget(made)
    made.show()
    made.go("badge")
    with qtbot.waitSignal(made.context.desk.opened):
        made.context.desk.open()
    yield made
    made.close()


def make_shell(folder: Path, opening: Any) -> window.Shell:
    preferences = Preferences(folder / "preferences.json")
    preferences["language"] = "en"
    shell = window.Shell(Desk(opening), Eyes(), preferences)
    shell.resize(1920, 1080)
    return shell


def badge(text: str) -> Scan:
    return Scan(text, None, "wedge", "wedge", None, 0.0)


def _with_people(station: Station) -> Station:
    for name in ("anna", "ben"):
        station.store.people.put(
            Person(id=name, badge=f"BADGE-{name}", names={"en": name}, roles=("operator",))
        )
    return station
