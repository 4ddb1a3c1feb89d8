"""Kill station and hub at random moments, with a bad network between them; then compare.

    python -m tests.campaigns.kill_both --runs 200 --seed 1 [--postgresql]

A virtual operator works and sends as a real process, to a real hub in processes of its own, through
a proxy that cuts, doubles and swallows. In each run the station, the hub, one of its workers, or
all of them are killed without warning and started again. When it is over the hub must hold what
the station's journal holds: every byte, in its order, once, and every photograph.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import msgspec
import psutil

from kiosk.operations.opening import open_station
from sop.journal import evidence_named_in
from tests.campaigns.kill_nine import Operator
from tests.sync.proxy import Fault, Kind
from tests.system.plant import Plant, plant

if TYPE_CHECKING:
    from collections.abc import Iterator

PACE_S = 0.004
SETTLES_WITHIN_S = 120.0
FAULTS: tuple[Kind, ...] = ("cut_up", "cut_down", "refused", "doubled", "captive", "garbage")
_LACKING = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
import hub, django
django.setup()
from hub.evidence import lacking
print(len(lacking(sys.argv[1:])))
"""


class Tally(msgspec.Struct):
    """What the campaign found. From `lost` on all must stay at nought."""

    stations_killed: int = 0
    hubs_killed: int = 0
    workers_killed: int = 0
    faults: int = 0
    printed: int = 0
    events: int = 0
    photographs: int = 0
    lost: int = 0
    not_at_hub: int = 0
    differing: int = 0
    photographs_lacking: int = 0

    @property
    def is_clean(self) -> bool:
        found = (self.lost, self.not_at_hub, self.differing, self.photographs_lacking)
        return self.events > 0 and self.printed > 0 and not any(found)


class KillableHub:
    """`sop-hub serve`, which dies and comes back on another port."""

    def __init__(self, works: Plant) -> None:
        self._works = works
        self._server: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "hub", "serve", "--port", "0"],
            env=self._works.hub.environ, cwd=self._works.hub.folder,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._server.stdout is not None
        told = self._server.stdout.readline()
        assert "listening on " in told, told
        self._works.network.target = int(told.strip().rpartition(":")[2])

    def keep_up(self) -> None:
        """It gives up when its workers die one after the other; a service manager starts it again,
        and so does this."""
        assert self._server is not None
        if self._server.poll() is not None:
            self.start()

    def kill(self) -> None:
        """Everything of it at once, as when the machine is switched off and on."""
        assert self._server is not None
        if self._server.poll() is None:
            _kill([*self._family(), psutil.Process(self._server.pid)])
        self._server.wait()
        assert self._server.stdout is not None
        self._server.stdout.close()

    def kill_worker(self) -> None:
        """And the reader beside it. The hub starts others by itself."""
        _kill([it for it in self._family() if "spawn_main" in " ".join(_typed(it))])

    def _family(self) -> list[psutil.Process]:
        assert self._server is not None
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self._server.pid).children(recursive=True)
        return []


def _typed(process: psutil.Process) -> list[str]:
    with contextlib.suppress(psutil.Error):
        return process.cmdline()
    return []


def _kill(processes: list[psutil.Process]) -> None:
    for one in processes:
        with contextlib.suppress(psutil.Error):
            one.kill()
    psutil.wait_procs(processes, 10)


class Campaign:
    def __init__(self, works: Plant, seed: int) -> None:
        self._works, self._seed, self._rng = works, seed, Random(seed)
        self._hub = KillableHub(works)
        self._folder = works.enrolled("A-07")
        self._operator: Operator | None = None
        self._printed: list[str] = []
        self.tally = Tally()

    def run(self, runs: int) -> Tally:
        for _ in range(runs):
            self._run()
        self._stop_working()
        self._works.network.faults.clear()
        self._settle()
        self._compare()
        return self.tally

    def close(self) -> None:
        if self._operator is not None:
            self._operator.kill()
            self._operator = None
        self._hub.kill()

    def _run(self) -> None:
        """Some work under faults, and somebody is killed in the middle of it."""
        rng = self._rng
        self._hub.keep_up()
        if self._operator is None:
            self._operator = Operator(self._folder, self._seed, pace=PACE_S)
        faults = [Fault(rng.choice(FAULTS), int(rng.expovariate(1 / 2000))) for _ in range(3)]
        self._works.network.faults.extend(faults)
        self.tally.faults += len(faults)
        self._operator.wait_for(len(self._operator.printed) + rng.randint(1, 60))
        time.sleep(rng.uniform(0.0, 0.05))
        who = rng.choice(("station", "station", "hub", "worker", "both"))
        if who in ("station", "both"):
            self._stop_working()
            self.tally.stations_killed += 1
        if who in ("hub", "both"):
            self._hub.kill()
            self.tally.hubs_killed += 1
            self._hub.start()
        if who == "worker":
            self._hub.kill_worker()
            self.tally.workers_killed += 1

    def _stop_working(self) -> None:
        if self._operator is not None:
            self._printed += self._operator.kill()
            self._operator = None

    def _settle(self) -> None:
        """The line is good now. A worker may still be on its way back."""
        end = time.monotonic() + SETTLES_WITHIN_S
        while True:
            self._hub.keep_up()
            done = subprocess.run(
                [sys.executable, "-m", "kiosk", "sync", "--once", "--data", str(self._folder)],
                capture_output=True, check=False,
            )  # fmt: skip
            if done.returncode == 0 or time.monotonic() > end:
                return
            time.sleep(1)

    def _compare(self) -> None:
        tally = self.tally
        with contextlib.closing(open_station(self._folder)) as station:
            stored = list(station.store.tail(0, 10_000_000))
            here = [it.body for it in stored]
            known = {it.id for it in stored}
        there = self._exported()
        names = sorted({name for body in here for name in evidence_named_in(body)})
        tally.printed, tally.events = len(self._printed), len(here)
        tally.photographs = len(names)
        tally.lost = sum(it not in known for it in self._printed)
        tally.not_at_hub = max(len(here) - len(there), 0)
        tally.differing = sum(a != b for a, b in zip(here, there, strict=False))
        tally.differing += max(len(there) - len(here), 0)
        tally.photographs_lacking = int(self._works.hub.python("-c", _LACKING, *names))

    def _exported(self) -> list[bytes]:
        """As the hub would give it away; proved by its own check first."""
        self._works.hub.command("verify")
        file = self._works.folder / "exported.jsonl"
        self._works.hub.command("export", "-o", file)
        return file.read_bytes().splitlines()


@contextlib.contextmanager
def begun(folder: Path, seed: int, **variables: str) -> Iterator[Campaign]:
    """One in `folder`; `variables` configure its hub."""
    with plant(folder, **variables) as works, contextlib.closing(Campaign(works, seed)) as made:
        yield made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    args = parser.parse_args()
    variables = {}
    if args.postgresql:
        from tests.hub.databases import new_postgresql

        variables["SOP_HUB_DATABASE"] = new_postgresql()
    start = time.monotonic()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        begun(Path(folder), args.seed, **variables) as campaign,
    ):
        tally = campaign.run(args.runs)
    for name in tally.__struct_fields__:
        print(f"{name:>20}  {getattr(tally, name)}")
    print(f"{'seconds':>20}  {time.monotonic() - start:.0f}")
    print("clean" if tally.is_clean else "NOT CLEAN")
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
