"""A real station in a temporary folder, with people, an order, and the small job installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from kiosk.operations.opening import open_station
from kiosk.operations.running import start_execution
from kiosk.operations.signing import sign_in
from kiosk.store import Person
from kiosk.store import Release as Installed
from kiosk.ui.desk import Desk
from kiosk.ui.preferences import Preferences
from kiosk.ui.shell.eyes import Eyes
from kiosk.ui.shell.window import Shell
from sop.events import WorkOrder
from sop.procedure import Procedure
from sop.release import MediaEntry, Release
from tests.ui.run.hands import Hands
from tests.ui.run.procedures import PROCEDURE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.operations.station import Station

ORDER = WorkOrder(number="WO-7", product="P-1", quantity=3)


def furnish(
    station: Station,
    procedure: Procedure = PROCEDURE,
    media: dict[str, MediaEntry] | None = None,
) -> str:
    """People and the procedure; the release's digest."""
    for name, badge, roles in (
        ("li", "B-1", ("operator",)),
        ("wang", "B-2", ("operator",)),
        ("zhao", "B-3", ("team_lead", "operator")),
    ):
        station.store.people.put(
            Person(id=name, badge=badge, names={"en": name.title()}, roles=roles)
        )
        station.store.people.set_pin(name, "284917")
    # As read from a package: numbers are what the language says they are.
    read = msgspec.json.decode(msgspec.json.encode(procedure), type=Procedure)
    release = Release(read, media or {})
    now = station.clock.now()
    station.store.releases.install(
        Installed(
            digest=release.digest,
            code=release.procedure.code,
            revision=release.procedure.revision,
            effective_at=now,
            installed_at=now,
            body=release.canonical,
        )
    )
    return release.digest


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return open_station(tmp_path / "station")


@pytest.fixture
def desk(station: Station, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(lambda: station)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    yield desk
    desk.close()


@pytest.fixture
def execution(desk: Desk) -> str:
    """A run of the small job, just started by Li."""
    station = desk.station
    digest = furnish(station)
    station.submit(sign_in, "B-1").result()
    return station.submit(start_execution, digest, ORDER, "WO-7-001").result().state.execution


@pytest.fixture
def hands(desk: Desk, execution: str, tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    preferences = Preferences(tmp_path / "preferences.json")
    preferences["language"] = "en"
    preferences["volume"] = 0.0
    eyes = Eyes()
    shell = Shell(desk, eyes, preferences)
    shell.resize(1920, 1080)
    qtbot.addWidget(shell)
    shell.show()
    shell.go("run", execution=execution)
    hands = Hands(shell, qtbot)
    run = hands.screen.run
    qtbot.waitUntil(lambda: run.view is not None)
    yield hands
    shell.close()
