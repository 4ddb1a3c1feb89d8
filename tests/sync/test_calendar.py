"""What is due by the calendar. No test waits for a date: the job is asked for, and run."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.operations.governing import newest_of
from kiosk.operations.installing import install_procedure
from kiosk.operations.station import Change, Station
from kiosk.store import DiskGuard, open_store
from kiosk.sync.calendar import Calendar, look_after
from tests.operations.conftest import FLANGE, WallClock
from tests.operations.revisions import assign, assigned, revision, take


@pytest.fixture
def clock() -> WallClock:
    made = WallClock()
    made.at = datetime.now(UTC)
    return made


@pytest.fixture
def station(tmp_path: Path, clock: WallClock) -> Iterator[Station]:
    guard = DiskGuard(tmp_path, warn_below=0, refuse_below=0)
    made = Station(open_store(tmp_path / "s", device="A01", clock=clock, guard=guard), clock, "A01")
    yield made
    made.close()


@pytest.fixture
def calendar(station: Station) -> Iterator[Calendar]:
    made = Calendar(station)
    made.start()
    yield made
    made.stop()


def test_it_wakes_when_the_next_release_takes_over(station: Station, calendar: Calendar) -> None:
    first = install_procedure(station, FLANGE).digest
    assert calendar.next_take_over() is None
    newer = revision(station, first, "B")
    starts = (station.clock.now() + timedelta(hours=3)).isoformat(timespec="seconds")
    assign(station, assigned(newer, starts))
    assert calendar.next_take_over() == datetime.fromisoformat(starts)
    assign(station)
    assert calendar.next_take_over() is None


def test_at_its_date_a_release_is_in_force_and_the_screens_hear_of_it(
    station: Station, clock: WallClock, calendar: Calendar
) -> None:
    first = install_procedure(station, FLANGE).digest
    newer = revision(station, first, "B")
    starts = (clock.now() + timedelta(hours=3)).isoformat(timespec="seconds")
    assign(station, assigned(newer, starts))
    take(station, newer, starts)
    heard: list[Change] = []
    station.on_change(heard.append)
    clock.set_forward = timedelta(hours=3)
    calendar._take_over()
    assert heard == [Change("releases")]
    assert station.ruling.successors[newer.procedure.code].revision == "B"
    assert newest_of(station, newer.procedure.code).digest == newer.digest  # type: ignore[union-attr]
    assert calendar.next_take_over() is None


def test_the_nightly_look_renews_the_copy_and_says_what_it_found(station: Station) -> None:
    install_procedure(station, FLANGE)
    assert look_after(station) == []
    assert (station.store.folder / "station.copy.db").exists()
    last = station.store.event_at(station.store.head().seq)
    assert last is not None
    assert last.kind == "StationChecked"


def test_a_station_closed_meanwhile_is_left_in_peace(
    tmp_path: Path, clock: WallClock, station: Station
) -> None:
    made = Calendar(station)
    made.start()
    made.stop()
    station.close()
    made._take_over()
