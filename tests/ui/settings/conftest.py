"""The settings screen in a shell on a real station."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.operations.opening import open_station
from kiosk.ui.desk import Desk
from kiosk.ui.preferences import Preferences
from kiosk.ui.shell.eyes import Eyes
from kiosk.ui.shell.window import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    preferences = Preferences(tmp_path / "preferences.json")
    preferences["language"] = "en"
    preferences["camera"] = None
    made = Shell(Desk(lambda: open_station(tmp_path / "data")), Eyes(), preferences)
    made.resize(1920, 1080)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.context.desk.opened):
        made.context.desk.open()
    yield made
    made.close()
