"""Statement 15: a clock set, or far from the hub's, is a recorded event; both times are kept."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from kiosk.operations.station import Station
from kiosk.operations.timekeeping import look_at_clock
from kiosk.store import DiskGuard, open_store
from kiosk.sync.status import status_of
from sop.station_events import ClockChanged, ClockDrifted
from tests.operations.rosters import TwoClocks
from tests.sync.conftest import hub, live, network, schema, station  # noqa: F401  (fixtures)

MINUTES_3 = 180_000


class ZonedClocks(TwoClocks):
    zone: timezone = UTC

    def now(self) -> datetime:
        return self.wall.astimezone(self.zone)


@pytest.fixture
def clocks() -> ZonedClocks:
    return ZonedClocks()


@pytest.fixture
def opened(tmp_path: Path, clocks: ZonedClocks) -> Iterator[Callable[[], Station]]:
    """Opens the station of that folder, as often as it is asked; the one before is closed."""
    known: list[Station] = []

    def open_it() -> Station:
        if known:
            known[-1].close()
        guard = DiskGuard(tmp_path, warn_below=0, refuse_below=0)
        store = open_store(tmp_path / "data", device="A01", clock=clocks, guard=guard)
        known.append(Station(store, clocks, "A01"))
        look_at_clock(known[-1])
        return known[-1]

    yield open_it
    known[-1].close()


def told(station: Station) -> list[ClockChanged]:  # noqa: F811
    facts = (it for it in station.store.tail(0, 1000) if it.kind == "ClockChanged")
    return [msgspec.json.decode(it.data, type=ClockChanged) for it in facts]


def test_15_a_clock_that_is_set_is_a_recorded_event(opened, clocks: ZonedClocks) -> None:
    one = opened()
    clocks.pass_by(hours=5)
    look_at_clock(one)
    assert told(one) == [], "time that passes is no change"
    clocks.set(minutes=-3)
    look_at_clock(one)
    look_at_clock(one)
    (fact,) = told(one)
    assert (fact.by_ms, fact.while_off) == (-MINUTES_3, False)
    assert (fact.before[11:19], fact.after[11:19]) == ("13:00:00", "12:57:00")
    clocks.set(minutes=3)
    look_at_clock(one)
    assert [it.by_ms for it in told(one)] == [-MINUTES_3, MINUTES_3], "and so is setting it back"


def test_15_what_a_time_service_slews_away_is_no_change(opened, clocks: ZonedClocks) -> None:
    one = opened()
    for _ in range(100):
        clocks.pass_by(seconds=20)
        clocks.set(seconds=0.5)
        look_at_clock(one)
    assert told(one) == []


def test_15_a_clock_set_while_the_program_was_closed_is_recorded_at_the_start(
    opened, clocks: ZonedClocks
) -> None:
    opened().note("Test")
    clocks.pass_by(minutes=10)
    clocks.set(hours=2)
    assert [it.by_ms for it in told(opened())] == [2 * 3_600_000]


def test_15_after_a_restart_of_the_machine_a_clock_that_went_back_is_recorded(
    opened, clocks: ZonedClocks
) -> None:
    opened().note("Test")
    clocks.boot_again()
    clocks.set(days=-30)
    (fact,) = told(opened())
    assert fact.by_ms < 0
    assert fact.while_off
    clocks.boot_again()
    clocks.set(days=2)
    assert len(told(opened())) == 1, "two days in the store room are no change"


def test_15_another_time_zone_is_a_recorded_event(opened, clocks: ZonedClocks) -> None:
    one = opened()
    one.note("Test")
    clocks.zone = timezone(timedelta(hours=8))
    look_at_clock(one)
    (fact,) = told(one)
    assert fact.by_ms == 0
    assert (fact.before[-6:], fact.after[-6:]) == ("+00:00", "+08:00")


class Ahead(TwoClocks):
    """This machine's own time, and how far the wall clock is from it."""

    def __init__(self, **by: float) -> None:
        super().__init__()
        self.by = timedelta(**by)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


def drifts(one) -> list[ClockDrifted]:
    facts = (it for it in one.store.tail(0, 1000) if it.kind == "ClockDrifted")
    return [msgspec.json.decode(it.data, type=ClockDrifted) for it in facts]


@pytest.mark.parametrize("minutes", [3, -3])
def test_15_drift_over_a_minute_is_a_recorded_event_and_told(station, minutes: int) -> None:  # noqa: F811
    clock = Ahead(minutes=minutes)
    one = station("A-07", clock)
    one.sync()
    one.sync()
    (fact,) = drifts(one)
    assert abs(fact.by_ms - minutes * 60_000) < 30_000
    assert abs(status_of(one.station, "online").clock_ms - fact.by_ms) == 0
    clock.by = timedelta()
    one.sync()
    assert abs(drifts(one)[-1].by_ms) < 30_000, "that they agree again is told too"
    assert status_of(one.station, "online").clock_ms == 0


def test_15_less_than_a_minute_is_none(station) -> None:  # noqa: F811
    one = station("A-07", Ahead(seconds=30))
    one.sync()
    assert drifts(one) == []


def test_15_local_time_and_the_time_of_receipt_are_both_kept(station) -> None:  # noqa: F811
    from hub.ingest.models import Event

    one = station("A-07", Ahead(days=-2))
    one.work(3)
    before = datetime.now(UTC)
    one.until_sent()
    rows = list(Event.objects.order_by("seq"))
    assert rows
    for row in rows:
        body = msgspec.json.decode(bytes(row.body))
        assert datetime.fromisoformat(body["at"]) < before - timedelta(days=1)
        assert before <= row.received_at <= datetime.now(UTC)
