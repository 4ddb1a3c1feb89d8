"""Coming back to the hub after long: what it costs, whatever happens on the way.

    python -m benchmarks.sync [--only wire,cuts,herd,drain,taps] [--events 10000]
        [--photographs 100] [--stations 1000] [--full] [--json]

Real stations with the virtual operator's own events, a real `sop-hub serve`, a real proxy between.

wire    bytes sent for the events against gzip of them (goal ≤ 1.05); requests per 10,000 events
cuts    the line breaks at places spread over the journal and the photographs: bytes sent
        afterwards against the bytes that were still to go (goal ≤ 1.05)
herd    so many stations come back at one moment after 8 hours: all drained, none refused for good,
        the hub's memory, the longest wait against the mean
drain   30 days: `sop-kiosk sync` uninterrupted against the same killed and begun again ten times;
        nothing lost, nothing twice. `--full`: 100,000 events and 1 GB of photographs
taps    a confirmed tap while a long journal is sent, against one while nothing is; at p99 within a
        frame of the screen (16.7 ms)
"""

import argparse
import contextlib
import gzip
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from benchmarks.herd import herd
from benchmarks.journals import install_checklist
from benchmarks.stations import PHOTOGRAPH_BYTES, Hub, Past, running_hub
from kiosk.operations.opening import open_station
from kiosk.operations.running import do, start_execution
from kiosk.operations.station import Station
from kiosk.reconciling import TURN_S
from kiosk.sync.errors import SyncError
from kiosk.sync.health import health_of
from kiosk.sync.link import link_of
from kiosk.sync.status import status_of
from kiosk.sync.transport import Hub as Conversation
from kiosk.sync.uplink import Uplink
from sop.commands import TickItem
from sop.events import Person
from sop.signing import SigningKey
from tests.sync.proxy import Fault, FaultProxy

PARTS = ("wire", "cuts", "herd", "drain", "taps")
KILLS = 10
PLACES = 8
"""Where the line is cut, evenly spread."""
DAY_EVENTS = 60
"""Of a station in 8 hours."""


class Counted(httpx.HTTPTransport):
    """The product's own way to the hub, counted."""

    requests = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        return super().handle_request(request)


def session(station: Station, told: Callable[[int], None] = lambda _have: None) -> int:
    """One session upwards; how many requests it took. Raises a `SyncError`."""
    link, counted = link_of(station.store), Counted()
    assert link is not None
    hub = Conversation(link.url, link.device, SigningKey.of(link.key), counted)
    try:
        Uplink(station, hub, told).run(health_of(station))
    finally:
        hub.close()
    return counted.requests


class Bench:
    """One hub for all that is measured, and the folder of all that is made."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self.hub, self.folder = hub, folder
        self.past = Past.of_the_virtual_operator(folder / "past")
        self._stations = 0

    @contextlib.contextmanager
    def network(self) -> Iterator[FaultProxy]:
        proxy = FaultProxy(self.hub.port)
        try:
            yield proxy
        finally:
            proxy.close()

    def station(self, url: str, events: int, photographs: int = 0) -> Path:
        """The folder of a new one with its past, enrolled."""
        self._stations += 1
        folder = self.folder / f"station-{self._stations}"
        self.past.fill(folder, events, photographs)
        self.hub.invite(folder, url)
        return folder

    # --- wire ---

    def wire(self, events: int) -> dict[str, Any]:
        with self.network() as network:
            folder = self.station(network.url, events)
            with contextlib.closing(open_station(folder)) as station:
                bodies = [it.body for it in station.store.tail(0, 1 << 40)]
                network.up_bytes = 0
                requests = session(station)
        packed = len(gzip.compress(b"".join(it + b"\n" for it in bodies), 6))
        return {
            "events": len(bodies),
            "raw_kb": _kb(sum(map(len, bodies))),
            "gzip_kb": _kb(packed),
            "wire_kb": _kb(network.up_bytes),
            "wire_over_gzip": round(network.up_bytes / packed, 3),
            "requests_per_10000": round(requests * 10_000 / len(bodies), 1),
        }

    # --- cuts ---

    def cuts(self, events: int, photographs: int) -> dict[str, Any]:
        """Every cut is another station's, of the same size."""
        whole = self._cut(events, photographs, None)[1]
        told = []
        for place in range(PLACES):
            at = int(whole * (place + 0.5) / PLACES)
            arrived, resent = self._cut(events, photographs, at)
            told.append((resent, whole - arrived))
        return {
            "whole_kb": _kb(whole),
            "cuts": [round(resent / left, 3) for resent, left in told],
            "resent_over_remaining": round(sum(a for a, _ in told) / sum(b for _, b in told), 3),
        }

    def _cut(self, events: int, photographs: int, at: int | None) -> tuple[int, int]:
        """Bytes that arrived until the cut, and bytes sent after it."""
        with self.network() as network:
            folder = self.station(network.url, events, photographs)
            with contextlib.closing(open_station(folder)) as station:
                network.up_bytes = 0
                if at is not None:
                    network.faults.append(Fault("cut_up", at))
                    with contextlib.suppress(SyncError):
                        session(station)
                arrived, network.up_bytes = network.up_bytes, 0
                session(station)
        return arrived, network.up_bytes

    # --- drain ---

    def drain(self, events: int, photographs: int) -> dict[str, Any]:
        with self.network() as network:
            whole, cut = (self.station(network.url, events, photographs) for _ in range(2))
            network.up_bytes = 0
            straight = _timed(lambda: _sync(whole).wait())
            sent = network.up_bytes
            starting = _timed(lambda: _sync(whole).wait())
            network.up_bytes = 0
            killed = _timed(lambda: self._kill_and_resume(cut, network, sent))
            resent = network.up_bytes
        self._prove(whole, cut)
        return {
            "events": events,
            "photographs_mb": photographs * PHOTOGRAPH_BYTES / 1e6,
            "straight_s": round(straight, 2),
            "events_s": round(events / straight),
            "mb_s": round(sent / straight / 1e6, 1),
            "killed_s": round(killed, 2),
            "a_start_s": round(starting, 2),
            "killed_over_straight": round(killed / straight, 2),
            "killed_over_straight_and_starts": round(killed / (straight + KILLS * starting), 2),
            "bytes_killed_over_straight": round(resent / sent, 3),
            "lost_or_doubled": 0,
        }

    def _kill_and_resume(self, folder: Path, network: FaultProxy, whole: int) -> None:
        """Killed each time another eleventh has gone; then let through."""
        for kill in range(1, KILLS + 1):
            process = _sync(folder)
            while network.up_bytes < whole * kill / (KILLS + 1) and process.poll() is None:
                time.sleep(0.001)
            assert process.poll() is None, "it ended before it was killed"
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert _sync(folder).wait() == 0

    def _prove(self, *folders: Path) -> None:
        """The hub holds the very bytes of those journals, and every photograph. Raises."""
        held, photographs = self.hub.held(), 0
        for folder in folders:
            with contextlib.closing(open_station(folder)) as station:
                bodies, whole = station.store.tail(0, 1 << 40), sha256()
                for event in bodies:
                    whole.update(event.body)
                log = station.store.log
                assert held[log] == (len(bodies), whole.hexdigest()), f"{folder}: {held[log]}"
                photographs += len(list(station.store.blobs.digests()))
        assert self.hub.photographs() >= photographs

    # --- taps ---

    def taps(self, events: int, pairs: int) -> dict[str, Any]:
        """Rounds of both in turn: the sync rests, the sync sends."""
        folder = self.station(self.hub.url, events)
        sys.setswitchinterval(TURN_S)
        with contextlib.closing(open_station(folder)) as station:
            tap = _tapping(station)
            _seconds(tap, 100)
            resting, sending = list[float](), list[float]()
            for _ in range(pairs):
                resting += _seconds(tap, 200)
                with Draining(station) as draining:
                    sending += _seconds(tap, 200, draining.goes_on)
        return {
            "rounds": pairs,
            "taps_while_sending": len(sending),
            "resting_ms": _told(resting),
            "sending_ms": _told(sending),
            "sending_over_resting": {
                "median": round(statistics.median(sending) / statistics.median(resting), 2),
                "p99": round(_p99(sending) / _p99(resting), 2),
            },
        }


class Draining:
    """The journal goes up on a thread of its own, and the screen is told how far it is, until the
    end of the block."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._over = False
        self._thread = threading.Thread(target=self._send)

    def goes_on(self) -> bool:
        return self._thread.is_alive()

    def _send(self) -> None:
        with contextlib.suppress(InterruptedError):
            session(self._station, self._progressed)

    def _progressed(self, _have: int) -> None:
        if self._over:
            raise InterruptedError
        status_of(self._station, "online")

    def __enter__(self) -> "Draining":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._thread.join()


def _sync(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kiosk", "sync", "--once", "--data", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _tapping(station: Station) -> Callable[[], object]:
    """What happens below the screen when an item is tapped, on the thread it happens on."""
    station.person = Person(id="p-0017", name="王晓燕 Wang Xiaoyan")
    release = install_checklist(station.store)
    execution = station.submit(start_execution, release).result().state.execution
    ticked = False

    def tap() -> object:
        nonlocal ticked
        ticked = not ticked
        tick = {"step": "step_0", "check": "list", "item": "first", "ticked": ticked}
        return station.submit(do, execution, TickItem, **tick).result()

    return tap


def _seconds(
    tap: Callable[[], object], most: int, go_on: Callable[[], bool] = lambda: True
) -> list[float]:
    """Of each tap; so many at most. Nobody taps without a pause."""
    found = []
    while len(found) < most and go_on():
        found.append(_timed(tap))
        time.sleep(0.002)
    return found


def _timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def _told(seconds: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(seconds) * 1000, 3),
        "p99": round(_p99(seconds) * 1000, 3),
    }


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98]


def _kb(size: int) -> float:
    return round(size / 1000, 1)


def run(parts: Sequence[str], options: argparse.Namespace) -> dict[str, Any]:
    events, photographs = (
        (100_000, 2_000) if options.full else (options.events, options.photographs)
    )
    with (
        tempfile.TemporaryDirectory(dir=options.folder) as name,
        running_hub(Path(name) / "hub") as hub,
    ):
        bench = Bench(hub, Path(name))
        measured: dict[str, Callable[[], dict[str, Any]]] = {
            "wire": lambda: bench.wire(10_000),
            "cuts": lambda: bench.cuts(2_000, 10),
            "herd": lambda: herd(hub, options.stations, DAY_EVENTS),
            "drain": lambda: bench.drain(events, photographs),
            "taps": lambda: bench.taps(40_000, 6),
        }
        found = {}
        for part in parts:
            found[part] = measured[part]()
            if not options.json:
                print(part, *(f"  {k}: {v}" for k, v in found[part].items()), sep="\n", flush=True)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default=",".join(PARTS), help="some of them, with commas")
    parser.add_argument("--events", type=int, default=10_000, help="of the drain")
    parser.add_argument("--photographs", type=int, default=100, help="of the drain, 500 kB each")
    parser.add_argument("--full", action="store_true", help="a drain of 30 days in full")
    parser.add_argument("--stations", type=int, default=1_000, help="of the herd")
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    options = parser.parse_args(arguments)
    found = run(options.only.split(","), options)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
