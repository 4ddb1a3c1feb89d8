"""Schedules of a bad network, restored hubs and cloned stations against the real hub and the real
sync over real TCP: what was recorded must arrive exactly once.

    python -m tests.campaigns.sync_faults --schedules 10000 --seed 1
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sync.proxy import Fault, FaultProxy, Kind

if TYPE_CHECKING:
    from tests.sync.live import LiveHub, LiveStation

FAULTS: tuple[Kind, ...] = (
    "cut_up", "cut_up", "cut_down", "cut_down", "refused", "doubled", "doubled", "captive",
    "garbage", "busy", "status", "delay",
)  # fmt: skip
A_STATION_LASTS = 40
"""Schedules; then another one is opened, so that journals stay small."""
MOST_TRIES = 60


@dataclass
class Tally:
    schedules: int = 0
    events: int = 0
    faults: int = 0
    restores: int = 0
    branches: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    seconds: float = 0.0
    bad: list[int] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.stuck)

    def __str__(self) -> str:
        return (
            f"{self.schedules} schedules, {self.faults} faults, {self.restores} restored hubs, "
            f"{self.branches} branches, {self.events} events: {self.lost} lost, {self.doubled} "
            f"doubled, {self.stuck} stuck ({self.seconds:.0f} s)"
            + (f"; see schedules {self.bad[:10]}" if self.bad else "")
        )


class Campaign:
    """Everything in one process but the network, which is real."""

    def __init__(self, live: LiveHub, folder: Path, seed: int) -> None:
        self._live, self._folder, self._seed = live, folder, seed
        self._network = FaultProxy(live.port)
        self._station: LiveStation | None = None
        self.tally = Tally()
        self._settled = 0

    def run(self, schedules: int) -> Tally:
        began = time.monotonic()
        for number in range(schedules):
            self._schedule(number)
        self.close()
        self.tally.seconds = time.monotonic() - began
        return self.tally

    def close(self) -> None:
        if self._station is not None:
            self._station.close()
            self._station = None
        self._network.close()

    def _schedule(self, number: int) -> None:
        """Some work and some trouble; then the trouble ends, and everything must be there."""
        rng = random.Random(f"{self._seed}/{number}")
        if number % A_STATION_LASTS == 0:
            self._open(number)
        for _ in range(rng.randint(1, 4)):
            self._turn(rng)
        self._network.faults.clear()
        self._settle(number)
        self.tally.schedules += 1

    def _turn(self, rng: random.Random) -> None:
        station = self._at_work()
        photograph = rng.randbytes(rng.choice((10, 3000, 70_000))) if rng.random() < 0.2 else None
        station.work(rng.randint(0, 6), photograph)
        if rng.random() < 0.15:
            station.call(ended=rng.random() < 0.8)
        dice = rng.random()
        if dice < 0.06:
            self._restore_hub(rng)
        elif dice < 0.10:
            self._restore_station(rng)
        for _ in range(rng.randint(0, 3)):
            self._network.faults += [Fault()] * rng.randint(0, 4) + [_fault(rng)]
            self.tally.faults += 1
        self._at_work().try_to_sync()

    def _settle(self, number: int) -> None:
        station = self._at_work()
        try:
            station.until_sent(MOST_TRIES)
        except AssertionError:
            self.tally.stuck += 1
            self.tally.bad.append(number)
            self._open(number)
            return
        here, there = station.bodies(), self._live.bodies(station.store.log)
        self.tally.events += len(here) - self._settled
        self._settled = len(here)
        lost, doubled = len(set(here) - set(there)), len(there) - len(set(there))
        self.tally.lost += lost
        self.tally.doubled += doubled
        if here != there:
            self.tally.bad.append(number)
            self.tally.lost += not lost and not doubled  # in another order, or too many

    # --- trouble ---

    def _restore_hub(self, rng: random.Random) -> None:
        from django.core.exceptions import ObjectDoesNotExist

        log = self._at_work().store.log
        try:
            self._live.forget_after(log, rng.randint(1, len(self._live.bodies(log))))
        except (ObjectDoesNotExist, ValueError):
            return  # nothing of this log is there yet, or it is its parent's
        self.tally.restores += 1

    def _restore_station(self, rng: random.Random) -> None:
        """Back to a copy of its folder from a moment ago, as from a backup."""
        station = self._at_work()
        folder, copy = station.folder, self._folder / "copy"
        station.close()
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        self._begin(folder)
        self._at_work().work(rng.randint(1, 4))
        self._at_work().try_to_sync()
        self._at_work().close()
        shutil.rmtree(folder)
        copy.rename(folder)
        self._begin(folder)
        self.tally.branches += 1

    # --- stations ---

    def _open(self, number: int) -> None:
        if self._station is not None:
            self._station.close()
            shutil.rmtree(self._station.folder, ignore_errors=True)
        self._settled = 0
        self._begin(self._folder / f"station-{number}")

    def _begin(self, folder: Path) -> None:
        from tests.sync.live import LiveStation

        self._station = LiveStation(folder, self._network.url)

    def _at_work(self) -> LiveStation:
        assert self._station is not None
        return self._station


def _fault(rng: random.Random) -> Fault:
    kind = rng.choice(FAULTS)
    if kind == "status":
        return Fault(kind, rng.choice((401, 403, 407, 429, 500, 502)))
    if kind == "delay":
        return Fault(kind, seconds=0.01)
    return Fault(kind, int(rng.expovariate(1 / 400)))


def campaign(schedules: int, seed: int) -> Tally:
    """Set a hub up in this process and run. Needs Django to be set up."""
    from tests.sync.live import LiveHub

    folder = Path(tempfile.mkdtemp(prefix="sync-faults-", dir=_quick_disk()))
    live = LiveHub()
    try:
        return Campaign(live, folder, seed).run(schedules)
    finally:
        live.close()
        shutil.rmtree(folder, ignore_errors=True)


def _quick_disk() -> str | None:
    """Memory where there is some: power cuts have a campaign of their own."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    _set_up()
    tally = campaign(args.schedules, args.seed)
    print(tally)
    return 0 if tally.clean else 1


def _set_up() -> None:
    """A hub of this process alone, as the tests have it."""
    import atexit

    folder = tempfile.mkdtemp(prefix="hub-faults-", dir=_quick_disk())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "SOP_HUB_FOLDER": folder,
        "SOP_HUB_OBJECTS": "memory:",
        "SOP_HUB_SECRET": "only for tests " * 4,
        "SOP_HUB_TIMEZONE": "UTC",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    from django.db.backends.signals import connection_created

    from tests.hub.conftest import _without_waiting_for_the_disk

    connection_created.connect(_without_waiting_for_the_disk)
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
