"""A real work instruction, imported, checked, installed, and worked to its end on the screen."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.app import App
from kiosk.commands.arguments import parse
from kiosk.operations.installing import install_procedure
from kiosk.operations.opening import open_station
from kiosk.record.verification import verify
from kiosk.store import Person
from kiosk.tour.hands import Hands
from kiosk.tour.operator import Operator
from kiosk.tour.operator import Person as Hand
from kiosk.ui.home.tiles import ProcedureTile
from tests.support.window import without_display

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.operations.station import Station

DOCUMENT = Path(__file__).parent.parent / "data" / "instructions" / "actuator-assembly"

without_display()


@pytest.fixture
def procedure(tmp_path: Path) -> Path:
    """The document as `sop-kiosk import` makes a procedure of it."""
    source = tmp_path / "document"
    shutil.copytree(DOCUMENT, source)
    out = tmp_path / "procedure"
    args = parse(["import", str(next(source.glob("*.md"))), str(out), "--language", "en"])
    assert args.run(args) == 0
    checked = parse(["check", str(out), "--language", "en"])
    assert checked.run(checked) == 0
    return out


@pytest.fixture
def app(qapp: object, tmp_path: Path, procedure: Path) -> Iterator[App]:
    def opened() -> Station:
        station = open_station(tmp_path / "station")
        station.store.people.put(
            Person(id="anna", badge="BADGE-A", names={"en": "Anna"}, roles=("operator",))
        )
        station.store.people.set_pin("anna", "258046")
        install_procedure(station, procedure)
        return station

    quiet = {"motion": False, "volume": 0.0, "language": "en"}
    made = App(tmp_path / "station", opened, **quiet)
    made.preferences["camera"] = None
    made.show(full_screen=False)
    yield made
    made.close()


def test_the_real_document_is_worked_to_its_end_on_the_screen(app: App, tmp_path: Path) -> None:
    hands = Hands(app.shell)
    hands.until(lambda: app.desk.is_open, "the station to open")
    app.shell.current.sign_in("BADGE-A")  # type: ignore[union-attr]
    hands.until(lambda: hands.part(ProcedureTile), "the imported procedure at home")
    tile = hands.part(ProcedureTile)
    assert tile is not None
    hands.tap(tile)
    hands.until(lambda: app.shell.current_name == "run", "the run")
    worker = Operator(app, hands, Hand("anna", "BADGE-A", "258046"), lambda _step, check: check)
    view = worker.view
    assert view.due >= 5
    pictured = 0

    def look() -> bool:
        nonlocal pictured
        if worker.on_run and worker.view.step is not None:
            pictured = max(pictured, len(worker.view.step.pictures))
        return not worker.on_run

    worker.work_until(look, "the end of the run")
    hands.until(lambda: app.shell.current_name == "finish", "the finish screen")
    assert pictured >= 2
    runs = app.desk.station.store.runs()
    assert [run.status for run in runs] == ["completed"]
    app.shell.close()
    assert verify(tmp_path / "station").is_sound
