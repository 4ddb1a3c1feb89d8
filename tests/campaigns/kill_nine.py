"""Kill the working process at random moments, on one growing journal, and count what is missing.

    python -m tests.campaigns.kill_nine --runs 1000 --seed 1

A virtual operator works as a real process and prints the id of every event once it is durable. It
is killed without warning (SIGKILL; TerminateProcess on Windows), the journal is examined, and the
next process goes on. At the end a second operator with the same seed, whom nobody disturbs, does
the same shift: both must have recorded the same work, step for step.

A kill leaves the page cache alive: this proves recovery and resuming, not that writes reach the
disk. That is the business of `power_cut`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path
from random import Random

import msgspec

from kiosk.operations.opening import open_station
from kiosk.simulation.clock import ShiftClock
from kiosk.store import Head
from tests.campaigns.shift_log import ShiftLog, same_work
from tests.support.all_kinds import install_all_kinds


class Tally(msgspec.Struct):
    """What the campaign found. All but the first three must stay at nought."""

    kills: int = 0
    printed: int = 0
    events: int = 0
    lost: int = 0
    doubled: int = 0
    broken_links: int = 0
    wrong_steps: int = 0
    differing: int = 0
    slowest_reopening_s: float = 0.0

    @property
    def is_clean(self) -> bool:
        faults = (self.lost, self.doubled, self.broken_links, self.wrong_steps, self.differing)
        return self.kills > 0 and self.printed > 0 and not any(faults)


class Operator:
    """A virtual operator in a process of its own, and what it has printed."""

    def __init__(
        self, data: Path, seed: int, executions: int | None = None, pace: float = 0.0
    ) -> None:
        how_long = ["--keep-going"] if executions is None else ["--executions", str(executions)]
        self.printed: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "simulate", "--seed", str(seed), *how_long,
             "--pace", str(pace), "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def wait_for(self, lines: int, seconds: float = 30.0) -> None:
        """Until so many ids were printed, or the process ended."""
        until = time.monotonic() + seconds
        while len(self.printed) < lines and self._process.poll() is None:
            if time.monotonic() > until:
                raise TimeoutError(f"{len(self.printed)} of {lines} events in {seconds} s")
            time.sleep(0.001)

    def kill(self) -> list[str]:
        """SIGKILL; returns every id whose whole line was printed before."""
        self._process.kill()
        return self._end()

    def finish(self) -> list[str]:
        self._process.wait(600)
        return self._end()

    def _end(self) -> list[str]:
        self._listener.join()
        self._process.wait()
        assert self._process.stderr is not None
        said = self._process.stderr.read().decode("utf-8", "replace")
        self._process.stderr.close()
        if said.strip():
            raise RuntimeError(said)
        return self.printed

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stdout:
            for line in stdout:
                if line.endswith(b"\n"):  # the last one may have been cut off by the kill
                    self.printed.append(line.decode("ascii").strip())


def campaign(data: Path, runs: int, seed: int) -> Tally:
    """`runs` kills on the station's folder `data`, which is made."""
    _prepare(data)
    tally, rng, log = Tally(), Random(seed), ShiftLog(data / "journal.db")
    while tally.kills < runs:
        printed = _one_life(data, seed, rng)
        tally.kills += 1
        tally.printed += len(printed)
        _examine(log, printed, tally)
        _reopen(data, log, tally)
    _compare(log, seed, tally)
    return tally


def _prepare(data: Path) -> None:
    station = open_station(data)
    install_all_kinds(station)
    station.close()


def _one_life(data: Path, seed: int, rng: Random) -> list[str]:
    """Most die at work, some while they are starting up or opening the journal."""
    operator = Operator(data, seed)
    if rng.random() < 0.1:
        time.sleep(rng.uniform(0.0, 0.8))
    else:
        operator.wait_for(rng.randint(1, 60))
        time.sleep(rng.uniform(0.0, 0.015))
    return operator.kill()


def _examine(log: ShiftLog, printed: list[str], tally: Tally) -> None:
    news = log.read_on()
    tally.events = log.head.seq
    tally.broken_links += news.broken_links
    tally.doubled += news.doubled_ids + news.doubled_checks
    tally.lost += sum(event not in log.ids for event in printed)


def _reopen(data: Path, log: ShiftLog, tally: Tally) -> None:
    """Opening the station leads to the very state its events lead to, and adds nothing."""
    before: Head = log.head
    clock = ShiftClock(datetime.now().astimezone())
    clock.catch_up(log.at)  # the operator's day is ahead of ours, and a clock set back is a fact
    start = time.monotonic()
    station = open_station(data, clock=clock)
    states = {run.execution: station.state(run.execution) for run in station.store.runs(log.OPEN)}
    tally.slowest_reopening_s = max(tally.slowest_reopening_s, time.monotonic() - start)
    if station.store.head() != before or states != log.unfinished():
        tally.wrong_steps += 1
    station.close()


def _compare(log: ShiftLog, seed: int, tally: Tally) -> None:
    """The same shift without a single kill."""
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        Operator(Path(folder), seed, executions=len(log.runs)).finish()
        undisturbed = ShiftLog(Path(folder) / "journal.db")
        undisturbed.read_on()
        pairs = zip(log.runs.values(), undisturbed.runs.values(), strict=True)
        tally.differing = sum(not same_work(killed, calm) for killed, calm in pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        tally = campaign(Path(folder), args.runs, args.seed)
    for name in tally.__struct_fields__:
        print(f"{name:>20}  {getattr(tally, name):.3g}" if name.endswith("_s") else
              f"{name:>20}  {getattr(tally, name)}")  # fmt: skip
    print(f"{'seconds':>20}  {time.monotonic() - start:.0f}")
    print("clean" if tally.is_clean else "NOT CLEAN")
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
