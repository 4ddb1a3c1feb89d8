"""Cut the power at random moments and count what was confirmed and is gone.

    python -m tests.campaigns.power_cut --runs 5000 --seed 1 [--synchronous NORMAL]

Each run works through executions with the product's own writer, statements, schema and pragmas
(`JournalWriter` over apsw, on a disk that forgets what was not synced), loses power between two
disk operations, and is opened again by the product (`open_store`, pysqlite3). With FULL nothing
confirmed may be missing; NORMAL is the control that shows the disk does forget.
Exits with 1 when something was lost, doubled or damaged under FULL, or nothing under NORMAL.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from uuid import UUID

import apsw
import msgspec
from sqlite_utils import Database

from kiosk.clock import SystemClock
from kiosk.store import Capture, DiskGuard, Draft, NewRun, RunChange, Store, Stored, open_store
from kiosk.store.connection import PRAGMAS
from kiosk.store.writer import JournalWriter
from sop.journal.chain import EMPTY, verify_chain
from tests.campaigns.cut_disk import CutDisk, PowerCut

MOST_OPERATIONS = 800  # of the disk before the power fails: some 100 confirmations


class Tally(msgspec.Struct):
    """`lost` and `doubled` count events; `damaged` runs whose journal was not trusted or whose
    chain was not whole; `half` runs where an append was there in part."""

    runs: int = 0
    confirmed: int = 0
    lost: int = 0
    runs_with_loss: int = 0
    doubled: int = 0
    damaged: int = 0
    half: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.damaged or self.half)


class Shift:
    """An operator who never stops: one append after another, each remembered when it returned."""

    def __init__(self, writer: JournalWriter, chance: Random) -> None:
        self._writer = writer
        self._chance = chance
        self._execution = ""
        self.confirmed: list[Stored] = []
        self.under_way = 0

    def work(self) -> None:
        """Until the power fails."""
        while True:
            drafts, run, captures = self._next()
            self.under_way = len(drafts)
            self.confirmed += self._writer.append(drafts, run, captures)
            self.under_way = 0

    def _next(self) -> tuple[list[Draft], NewRun | RunChange | None, list[Capture]]:
        what = self._chance.random()
        if not self._execution or what < 0.05:
            self._execution = str(UUID(int=self._chance.getrandbits(128)))
            return self._drafts(2), _new_run(self._execution), []
        if what < 0.1:
            return self._drafts(1), RunChange(execution=self._execution, status="paused"), []
        if what < 0.3:
            code = Capture(value=f"LOT-{self._chance.getrandbits(32)}", kind="lot", check="s/c")
            return self._drafts(2), None, [code]
        return self._drafts(1), None, []

    def _drafts(self, count: int) -> list[Draft]:
        size = self._chance.choice((40, 300, 3000))
        return [
            Draft(
                kind="CheckPassed",
                data=msgspec.json.encode({"note": "x" * size}),
                execution=self._execution,
                actor="p-1",
            )
            for _ in range(count)
        ]


def cut_once(template: Path, folder: Path, chance: Random, synchronous: str, tally: Tally) -> None:
    """One shift, one power cut, one look at what is left."""
    shutil.copytree(template, folder / "before")
    disk = CutDisk("cut", chance.randrange(5, MOST_OPERATIONS))
    shift = _shift(disk, folder / "before" / "journal.db", chance, synchronous)
    shutil.copytree(template, folder / "after")
    for name, content in disk.images(chance).items():
        (folder / "after" / name).write_bytes(content)
    with _store(folder / "after") as store:
        _count(store, shift, tally)


def _shift(disk: CutDisk, journal: Path, chance: Random, synchronous: str) -> Shift:
    """A shift that was worked until the power failed."""
    connection = apsw.Connection(str(journal), vfs=disk.name)
    try:
        database = Database(connection, execute_plugins=False)  # type: ignore[arg-type]
        for pragma in (*PRAGMAS, f"PRAGMA synchronous={synchronous}"):
            database.execute(pragma)
        # Folding the log in often, so that many cuts fall into it.
        database.execute(f"PRAGMA wal_autocheckpoint={chance.choice((4, 30, 1000))}")
        shift = Shift(JournalWriter(database, SystemClock()), chance)
        try:
            shift.work()
        except (PowerCut, apsw.Error):
            if disk.left:
                raise
        return shift
    finally:
        with suppress(PowerCut, apsw.Error):  # there is no power to close it with
            connection.close(True)
        disk.unregister()


def _count(store: Store, shift: Shift, tally: Tally) -> None:
    found = store.tail(0, 1_000_000)
    bodies = [event.body for event in found]
    present = set(bodies)
    lost = sum(event.body not in present for event in shift.confirmed)
    beyond = len(found) - 1 - len(shift.confirmed) + lost  # 1: LogOpened
    tally.runs += 1
    tally.confirmed += len(shift.confirmed)
    tally.lost += lost
    tally.runs_with_loss += lost > 0
    tally.doubled += len(found) - len({event.id for event in found})
    tally.half += beyond not in (0, shift.under_way)
    tally.damaged += bool(store.notices) or any(verify_chain(bodies, EMPTY))


def _new_run(execution: str) -> NewRun:
    return NewRun(
        execution=execution,
        status="running",
        release="a" * 64,
        code="FLG-01",
        revision="B",
        title={"en": "Flange assembly", "zh": "法兰装配"},
        station="ST-07",
        operator="p-1",
    )


def _store(folder: Path) -> Store:
    guard = DiskGuard(folder, warn_below=0, refuse_below=0)
    return open_store(folder, device="campaign", clock=SystemClock(), guard=guard)


def campaign(runs: int, seed: int, synchronous: str = "FULL", note: bool = False) -> Tally:
    """`runs` power cuts; the same seed cuts at the same moments."""
    tally = Tally()
    with _scratch() as scratch:
        _store(scratch / "template").close()
        for number in range(runs):
            chance = Random(f"{seed}/{number}")
            cut_once(scratch / "template", scratch / "run", chance, synchronous, tally)
            shutil.rmtree(scratch / "run")
            if note and number % 500 == 499:
                print(tally, file=sys.stderr, flush=True)
    return tally


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="power-cut-") as folder:
        yield Path(folder)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--synchronous", choices=("FULL", "NORMAL"), default="FULL")
    options = parser.parse_args()
    tally = campaign(options.runs, options.seed, options.synchronous, note=True)
    print(f"synchronous={options.synchronous} {tally}")
    as_it_should = tally.is_clean if options.synchronous == "FULL" else tally.lost > 0
    return 0 if as_it_should else 1


if __name__ == "__main__":
    sys.exit(main())
