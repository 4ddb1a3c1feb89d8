"""Whether the wall clock can be believed: that it was set, and how far it is from the hub's, are
facts like any other (EU Annex 11, 9; FDA data integrity guidance, 2018, on system clocks).

The wall clock is only ever shown and recorded; order goes by number, and durations by the
machine's own clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from sop.station_events import ClockChanged, ClockDrifted

if TYPE_CHECKING:
    from kiosk.clock import Clock
    from kiosk.operations.station import Station
    from kiosk.store import Stored

STEP = timedelta(seconds=2)
"""Time services slew smaller differences away; larger ones they set."""
DRIFT_MS = 60_000
_DRIFT = "clock_drift_ms"
_MS = timedelta(milliseconds=1)


class Seen(Struct, frozen=True):
    """What the clocks showed at one moment."""

    at: datetime
    monotonic_ns: int
    boot: str


def seen_on(clock: Clock) -> Seen:
    return Seen(clock.now(), clock.monotonic_ns(), clock.boot_id())


def seen_at(stored: Stored) -> Seen:
    """What they showed when that event was recorded."""
    told = stored.envelope
    return Seen(datetime.fromisoformat(told.at), told.mono, told.boot)


def changed(before: Seen, now: Seen) -> ClockChanged | None:
    """What must be recorded between the two; None where the wall clock just went on.

    Over a restart of the machine only a clock that went back is known to have been set.
    """
    by = now.at - before.at
    same_boot = now.boot == before.boot
    if same_boot:
        by -= timedelta(microseconds=(now.monotonic_ns - before.monotonic_ns) // 1000)
    was_set = abs(by) >= STEP if same_boot else by <= -STEP
    zone = same_boot and now.at.utcoffset() != before.at.utcoffset()
    if not (was_set or zone):
        return None
    return ClockChanged(
        by_ms=by // _MS if was_set else 0,
        before=before.at.isoformat(timespec="milliseconds"),
        after=now.at.isoformat(timespec="milliseconds"),
        while_off=not same_boot,
    )


def look_at_clock(station: Station) -> None:
    """Record it when the wall clock was set since it was looked at last; at first, since the last
    event. On the writer's thread."""
    before, now = station.clock_seen or _last_recorded(station), seen_on(station.clock)
    station.clock_seen = now
    fact = changed(before, now) if before is not None else None
    if fact is not None:
        station.record(fact)


def _last_recorded(station: Station) -> Seen | None:
    last = station.store.event_at(station.store.head().seq)
    return None if last is None else seen_at(last)


# --- against the hub --------------------------------------------------------------------------


def hear_hub_time(station: Station, hub: str, here: datetime, within_ms: int) -> None:
    """The hub said `hub` (ISO 8601) while it was `here` at this station, give or take `within_ms`.

    Recorded when the two are further apart than a minute, once; again when that has changed by
    more than a minute, and when they agree again. On the writer's thread.
    """
    apart = _apart(hub, here)
    if apart is None:
        return
    told = clock_drift(station)
    drifted = apart if abs(apart) - within_ms > DRIFT_MS else 0
    if bool(drifted) == bool(told) and abs(drifted - told) <= DRIFT_MS:
        return
    station.record(
        ClockDrifted(
            by_ms=apart,
            within_ms=within_ms,
            here=here.isoformat(timespec="milliseconds"),
            hub=hub,
        )
    )
    station.store.settings.put(_DRIFT, drifted)


def _apart(hub: str, here: datetime) -> int | None:
    """In ms; None where what the hub said is no time."""
    try:
        return (here - datetime.fromisoformat(hub)) // _MS
    except (ValueError, TypeError):
        return None


def clock_drift(station: Station) -> int:
    """How far ahead of the hub's the wall clock was last found, in ms; 0 within a minute."""
    return int(station.store.settings.get(_DRIFT, 0))
