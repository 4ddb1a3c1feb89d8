"""A shift: go on with what was interrupted, then one run after another."""

from __future__ import annotations

import sys
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from kiosk.errors import KnownError
from kiosk.operations import running
from kiosk.operations.changing import acknowledge_if_new
from kiosk.operations.governing import in_force
from kiosk.operations.opening import station_on, store_in
from kiosk.simulation.clock import PacedClock, ShiftClock
from kiosk.simulation.operator import VirtualOperator, event_line
from kiosk.simulation.people import Crew, is_virtual
from sop.events import WorkOrder
from sop.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.operations.station import Station
    from kiosk.store import Run, Stored
    from kiosk.sync.loop import Sync
    from sop.execution import Refusal
    from sop.procedure import Procedure

UNFINISHED = ("running", "paused")


class NothingToWork(KnownError):
    def __init__(self) -> None:
        super().__init__(
            "nothing_to_work",
            "本工位没有可以开始的作业指导书。请先用 sop-kiosk install 安装。",
            "No procedure here can be started. Install one first: sop-kiosk install PATH",
        )


class RunRefused(KnownError):
    def __init__(self, code: str, refusal: Refusal) -> None:
        super().__init__(
            "run_refused",
            "作业指导书 {code} 不能开始：{why_zh}",
            "Procedure {code} cannot be started: {why_en}",
            code=code,
            why_zh=text(refusal.code, "zh", **refusal.details),
            why_en=text(refusal.code, "en", **refusal.details),
        )


def work(
    data: Path,
    seed: int,
    executions: int | None,
    pace: float = 0.0,
    flawless: bool = False,
    called: tuple[str, str | None] = ("A-01", None),
    opened: Callable[[Station], None] = lambda _station: None,
) -> int:
    """Work through `executions` runs (None: until stopped) on the folder `data`.

    `called`: the station's name and operation. Demo content is installed when the folder has no
    procedure yet. `opened` hears of the station before the work begins. An enrolled station talks
    with its hub meanwhile, as it would.
    """
    clock = PacedClock() if pace else ShiftClock(datetime.now().astimezone())
    store = store_in(data, called[0], clock)
    if (last := store.event_at(store.head().seq)) is not None:
        clock.catch_up(last.at)  # before the station looks at it: set back, it is a fact
    station = station_on(store, clock, *called)
    sync: Sync | None = None
    try:
        opened(station)
        _prepare(station)
        sync = _talk_with_hub(station)
        shift = Shift(station, clock, seed, pace, flawless)
        shift.finish_interrupted()
        done = 0
        while executions is None or done < executions:
            shift.run_once()
            done += 1
        shift.end()
    finally:
        if sync is not None:
            sync.stop()
        station.close()
    return 0


def _talk_with_hub(station: Station) -> Sync | None:
    from kiosk.sync.assembly import sync_of
    from kiosk.sync.link import link_of

    if link_of(station.store) is None:
        return None
    sync = sync_of(station)
    sync.start()
    return sync


class Shift:
    """Runs are numbered through, over restarts too: the number stands in the unit's serial."""

    def __init__(
        self,
        station: Station,
        clock: ShiftClock | PacedClock,
        seed: int,
        pace: float,
        flawless: bool,
    ) -> None:
        self._station = station
        self._clock = clock
        self._seed = seed
        releases = in_force(station)
        self._releases = sorted(releases, key=lambda release: release.code)
        self._interrupted = self._unfinished()
        if not self._releases:
            raise NothingToWork()
        digests = {it.digest for it in self._releases} | {it.release for it in self._interrupted}
        procedures = [station.release(digest).procedure for digest in sorted(digests)]
        self._crew = Crew(station, procedures)
        self._operator = VirtualOperator(station, self._crew, clock, _print, pace, flawless)

    def finish_interrupted(self) -> None:
        """Each run a virtual operator left unfinished, of whatever seed, in the order begun.
        What people have in hand is theirs."""
        for run in self._interrupted:
            self._go_to_station_of(self._station.release(run.release).procedure)
            self._operator.work_through(run.execution, _draw(run))

    def run_once(self) -> str:
        """The next run from its start to its end. Returns the execution's id."""
        number = self._latest() + 1
        release = self._releases[(number - 1) % len(self._releases)]
        procedure = self._station.release(release.digest).procedure
        self._go_to_station_of(procedure)
        rng = Random(f"{self._seed}/{number}")
        self._crew.sign_in(rng.choice(self._crew.ids[:-1]))
        self._station.submit(acknowledge_if_new, release.digest).result()
        outcome = self._operator.do(
            running.start_execution,
            release.digest,
            self._order(procedure, number, rng),
            f"V{self._seed}-{number:06d}",
        )
        if outcome.refusal is not None:
            raise RunRefused(procedure.code, outcome.refusal)
        self._operator.work_through(outcome.state.execution, f"{self._seed}/{number}")
        return outcome.state.execution

    def end(self) -> None:
        self._crew.dismiss()

    def _latest(self) -> int:
        """The number of the latest run of this seed; 0 before the first."""
        found = self._station.store.runs(search=f"V{self._seed}-", limit=10)
        numbers = [_number(run) for run in found if is_virtual(run.operator)]
        return numbers[0] if numbers else 0

    def _unfinished(self) -> list[Run]:
        """Of virtual operators, the earliest first; without those whose release is lost."""
        store = self._station.store
        found = [run for run in store.runs(UNFINISHED, limit=1000) if is_virtual(run.operator)]
        return [run for run in reversed(found) if store.releases.get(run.release)]

    def _go_to_station_of(self, procedure: Procedure) -> None:
        """A virtual operator walks to the station the procedure is for."""
        places, operations = procedure.applies_to.stations, procedure.applies_to.operations
        if places and self._station.name not in places:
            self._station.name = places[0]
        self._station.operation = operations[0] if operations else self._station.operation

    def _order(self, procedure: Procedure, number: int, rng: Random) -> WorkOrder:
        """An open order of the station that fits, else one of the virtual shift's own."""
        from kiosk.operations.browsing import work_order

        where = procedure.applies_to
        fitting = [
            order.number
            for order in self._station.store.work_orders.all("open")
            if (not where.products or order.product in where.products)
            and (not where.variants or order.variant in where.variants)
        ]
        found = work_order(self._station, rng.choice(fitting)) if fitting else None
        return found or WorkOrder(
            number=f"VWO-{number:06d}",
            product=where.products[0] if where.products else "VIRTUAL",
            variant=where.variants[0] if where.variants else None,
            lot=f"VL{number:05d}",
            quantity=10,
        )


def _prepare(station: Station) -> None:
    if not station.store.releases.all():
        from kiosk.operations.demo import install_demo

        install_demo(station)


def _number(run: Run) -> int:
    return int((run.unit or "-0").rpartition("-")[2])


def _draw(run: Run) -> str:
    """Of the shift that began it: so it goes on as it would have gone."""
    seed, _, number = (run.unit or "").removeprefix("V").rpartition("-")
    return f"{seed}/{int(number)}" if number.isdigit() else run.execution


def _print(stored: Stored) -> None:
    """Durable already; said at once, so that whoever listens may rely on it."""
    sys.stdout.buffer.write(event_line(stored))
    sys.stdout.buffer.flush()
