"""A shift of a virtual operator, worked once: real runs with mistakes, photographs, signatures."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.operations.opening import open_station
from kiosk.record.archive import Archive, archive_of
from kiosk.record.gathering import gather
from kiosk.record.model import Record
from kiosk.simulation.shift import work
from tests.support.all_kinds import install_all_kinds

NOW = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def shift(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a station where six units were made."""
    folder = tmp_path_factory.mktemp("station")
    station = open_station(folder)
    install_all_kinds(station)
    station.close()
    work(folder, seed=3, executions=6)
    return folder


@pytest.fixture
def archive(shift: Path) -> Iterator[Archive]:
    with archive_of(shift) as opened:
        yield opened


@pytest.fixture
def record(archive: Archive) -> Record:
    """Of the run with most events."""
    runs = archive.events.runs()
    eventful = max(runs, key=lambda run: len(archive.of_execution(run.execution)))
    return gather(archive, eventful.execution, NOW)
