"""What a confirmation costs: one tap against one raw durable commit of the same bytes.

    python -m benchmarks.confirmation [--pairs 2000] [--events 1000000] [--folder DIR] [--json]

Raw is a bare pysqlite3 connection (WAL, synchronous=FULL) and one INSERT. Each round takes one raw
commit, one tap in an empty journal and one in a full one, in an order that changes, all on the
same file system. Then the kiosk is reopened over the full journal with a run unfinished.
Goals: tap/raw at most 1.3, at the median and at p99; full/empty at most 1.1; resume below 1 s.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from benchmarks.journals import begin_run, fill, install_checklist, station
from kiosk.clock import SystemClock
from kiosk.operations.running import do, start_execution
from kiosk.operations.station import Station
from kiosk.store import Store
from sop.commands import TickItem
from sop.events import Person

Tap = Callable[[], bytes]
"""Confirms one check durably and returns the bytes that were stored for it."""


def tap(store: Store) -> Tap:
    """Everything below the screen when an item is tapped: decide, record, commit, apply."""
    desk = Station(store, SystemClock(), "bench")
    desk.person = Person(id="p-0017", name="王晓燕 Wang Xiaoyan")
    execution = start_execution(desk, install_checklist(store)).state.execution
    ticked = False

    def once() -> bytes:
        nonlocal ticked
        ticked = not ticked
        tick = {"step": "step_0", "check": "list", "item": "first", "ticked": ticked}
        outcome = do(desk, execution, TickItem, **tick)
        return outcome.stored[0].body

    return once


class RawCommit:
    """The least that can be done to have these bytes on disk."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(str(path), isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def __call__(self, body: bytes) -> None:
        self._connection.execute("INSERT INTO raw (body) VALUES (?)", (body,))

    def close(self) -> None:
        self._connection.close()


def compare(raw: RawCommit, empty: Tap, full: Tap, rounds: int) -> dict[str, list[float]]:
    """Seconds of each, round by round. Everything is warmed up first."""
    bodies = [empty() for _ in range(50)]
    for body in bodies:
        full()
        raw(body)
    body = bodies[-1]
    actions: list[tuple[str, Callable[[], object]]] = [
        ("raw", lambda: raw(body)),
        ("empty", empty),
        ("full", full),
    ]
    times: dict[str, list[float]] = {name: [] for name, _ in actions}
    for number in range(rounds):
        for name, action in actions[number % 3 :] + actions[: number % 3]:
            times[name].append(_timed(action))
    return times


def resume(folder: Path, execution: str) -> float:
    """Seconds from nothing to the unfinished run's events in hand."""
    begun = time.perf_counter()
    with station(folder) as store:
        (run,) = [it for it in store.runs("running") if it.execution == execution]
        events = list(store.events(run.execution))
        taken = time.perf_counter() - begun
    assert events[0].seq == run.first_seq
    return taken


def report(times: dict[str, list[float]], resumed: float, events: int) -> dict[str, Any]:
    middle = {name: statistics.median(it) for name, it in times.items()}
    p99 = {name: statistics.quantiles(it, n=100)[98] for name, it in times.items()}
    return {
        "rounds": len(times["raw"]),
        "events": events,
        "raw_ms": {"median": _ms(middle["raw"]), "p99": _ms(p99["raw"])},
        "tap_ms": {"median": _ms(middle["empty"]), "p99": _ms(p99["empty"])},
        # The kiosk's own share is the same on every disk, so the ratio falls as the disk slows.
        "added_ms": _ms(middle["empty"] - middle["raw"]),
        "tap_over_raw": _ratios(middle, p99, "empty", "raw"),
        "tap_over_raw_when_full": _ratios(middle, p99, "full", "raw"),
        "full_over_empty": _ratios(middle, p99, "full", "empty"),
        "resume_s": round(resumed, 3),
    }


def run(folder: Path, rounds: int, events: int) -> dict[str, Any]:
    fill(folder / "full", events)
    raw = RawCommit(folder / "raw.db")
    with station(folder / "empty") as empty, station(folder / "full") as full:
        times = compare(raw, tap(empty), tap(full), rounds)
        execution = begin_run(full)
        stored = full.head().seq
    raw.close()
    return report(times, resume(folder / "full", execution), stored)


def _timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def _ratios(middle: dict[str, float], p99: dict[str, float], a: str, b: str) -> dict[str, float]:
    return {"median": round(middle[a] / middle[b], 3), "p99": round(p99[a] / p99[b], 3)}


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(dir=given, prefix="confirmation-"))
    try:
        yield made
    finally:
        shutil.rmtree(made)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=2000, help="rounds (default 2000)")
    parser.add_argument("--events", type=int, default=1_000_000, help="in the full journal")
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    options = parser.parse_args(arguments)
    with _folder(options.folder) as folder:
        found = run(folder, options.pairs, options.events)
    print(json.dumps(found) if options.json else "\n".join(f"{k}: {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()
