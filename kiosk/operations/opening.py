"""Opening the station on its data folder."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from kiosk.clock import Clock, SystemClock
from kiosk.operations.governing import rule
from kiosk.operations.station import Station
from kiosk.operations.timekeeping import look_at_clock
from kiosk.store import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path


def open_station(
    data: Path, name: str = "A-01", operation: str | None = None, clock: Clock | None = None
) -> Station:
    """The station whose folder this is; made when it is not there yet.

    Raises a `StoreError` that says what is wrong: an old SQLite, another program, no room.
    """
    clock = clock or SystemClock()
    return station_on(store_in(data, name, clock), clock, name, operation)


def store_in(data: Path, name: str, clock: Clock) -> Store:
    return open_store(data, device=platform.node() or name, clock=clock)


def station_on(store: Store, clock: Clock, name: str, operation: str | None) -> Station:
    """At work from here on: what the clock shows is compared with what was recorded last."""
    station = Station(store, clock, name, operation)
    look_at_clock(station)
    rule(station)
    station.heed_exceptions()
    return station
