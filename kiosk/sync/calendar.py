"""What is due by the calendar: effective dates, and the nightly look at the station's own store.

By the wall clock, which may be set: nothing here is relied on for records or for the sync, which
go by the monotonic clock. A date that was missed is made up for at the next start.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from kiosk.errors import KnownError
from kiosk.operations.governing import tell_releases, upcoming
from kiosk.operations.station import Station
from sop.journal import Head, verify_chain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.operations.station import Change

log = logging.getLogger(__name__)

NIGHT_H = 3
"""When the shop is likeliest to rest."""
RECENT = 2_000
"""Events looked at each night; `sop-kiosk verify` looks at all of them."""
_LATE_S = 24 * 3600
_TAKE_OVER, _NIGHTLY = "take over", "nightly"


class Calendar:
    """`start` it when the station is open, `stop` it before it is closed."""

    def __init__(self, station: Station) -> None:
        self._station = station
        zone = station.clock.now().tzinfo
        self._scheduler = BackgroundScheduler(
            timezone=zone,
            job_defaults={"misfire_grace_time": _LATE_S, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        self._scheduler.start()
        self._scheduler.add_job(self._night, CronTrigger(hour=NIGHT_H), id=_NIGHTLY)
        self._station.on_change(self._changed)
        self.plan()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def plan(self) -> None:
        """Wake when the next release takes over."""
        coming = upcoming(self._station)
        if coming:
            trigger = DateTrigger(coming[0].starts)
            self._scheduler.add_job(self._take_over, trigger, id=_TAKE_OVER, replace_existing=True)
        elif self._scheduler.get_job(_TAKE_OVER) is not None:
            self._scheduler.remove_job(_TAKE_OVER)

    def next_take_over(self) -> datetime | None:
        """When it is going to wake for a release."""
        job = self._scheduler.get_job(_TAKE_OVER)
        return None if job is None else job.next_run_time

    def _take_over(self) -> None:
        """A release has come into force by its date: screens and runs hear of it."""
        self._guarded(lambda: self._station.submit(tell_releases).result())

    def _night(self) -> None:
        self._guarded(lambda: look_after(self._station))

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except KnownError:
            log.exception("what the calendar asked for could not be done")
        except RuntimeError:  # the station was closed meanwhile
            log.debug("the station is closed")

    def _changed(self, change: Change) -> None:
        if change.topic == "releases" and self._scheduler.running:
            self.plan()


def look_after(station: Station) -> list[str]:
    """The nightly look: the second copy renewed, the newest events held against their chain.
    What was found is an event of the station; returns it. Not on the writer's thread: a night
    shift works on meanwhile. Raises a `StoreError` when the copy cannot be renewed."""
    store = station.store
    store.keep_copy()
    head = store.head()
    first = max(0, head.seq - RECENT)
    start = Head(first, store.digest_at(first) or "")
    bodies = [it.body for it in store.tail(first, head.seq - first)]
    problems = [it.en for it in verify_chain(bodies, start, head)]
    for problem in problems:
        log.error("the nightly check found: %s", problem)
    station.submit(Station.note, "StationChecked", events=len(bodies), problems=problems).result()
    return problems
