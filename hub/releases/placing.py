"""Which releases are in force at a station. Pure: the same decisions give the same assignment."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from sop.effective import effective_from
from sop.wire.documents import Assigned

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo


class Place(Struct, frozen=True, kw_only=True):
    """A decision that a release shall be in force: there, for so many, from then on.

    `stations`, `operations`: where the release applies at all; empty for everywhere.
    """

    assigned: Assigned
    station: str = ""
    percent: int = 100
    halted: bool = False
    withdrawn: bool = False
    stations: list[str] = []
    operations: list[str] = []


class Site(Struct, frozen=True, kw_only=True):
    """A station as far as it matters here. `told`: releases it was assigned before."""

    station: str
    operation: str | None = None
    told: frozenset[str] = frozenset()


def in_force(places: Iterable[Place], site: Site, now: datetime) -> list[Assigned]:
    """What runs at the site now and what will take over there, by code and time.

    `places` from the newest to the oldest. Of a code the newest counts; one whose time has not
    come leaves the one before it in force until then. A withdrawn release does not bring back the
    one it replaced: somebody must decide that. `now` has a zone: the one bare dates are meant in.
    """
    found: dict[str, list[Assigned]] = {}
    settled = set[str]()
    for place in places:
        told = place.assigned
        if told.code in settled or not reaches(place, site):
            continue
        earlier = found.setdefault(told.code, [])
        if starts(told, now) <= now:
            settled.add(told.code)
        if not place.withdrawn and _comes_before(told, earlier, now):
            earlier.append(told)
    chosen = [it for several in found.values() for it in several]
    return sorted(chosen, key=lambda it: (it.code, starts(it, now)))


def reaches(place: Place, site: Site) -> bool:
    """Does that decision concern this station? One that was told before a halt keeps it."""
    if place.station:
        return place.station == site.station
    if not applies(place.stations, place.operations, site):
        return False
    if place.halted:
        return place.assigned.release in site.told
    return share(site.station, place.assigned.release) < place.percent


def applies(stations: list[str], operations: list[str], site: Site) -> bool:
    """As the station itself will judge it when a run is begun."""
    return (not stations or site.station in stations) and (
        not operations or site.operation in operations
    )


def share(station: str, release: str) -> int:
    """Where a station stands in that release's roll-out, 0–99: the same every time, and growing
    the percentage takes nobody out again."""
    return int.from_bytes(sha256(f"{station}\n{release}".encode()).digest()[:8]) % 100


def _comes_before(told: Assigned, later: list[Assigned], now: datetime) -> bool:
    return not later or starts(told, now) < starts(later[-1], now)


def starts(told: Assigned, now: datetime) -> datetime:
    """From when it is in force, where the hub is."""
    zone = now.tzinfo
    assert zone is not None, "the hub's time always has a zone"
    return _moment(told.effective, zone)


@lru_cache(1024)
def _moment(effective: str, zone: tzinfo) -> datetime:
    """The same few dates, asked about for every station."""
    return effective_from(effective, zone)
