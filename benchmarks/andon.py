"""How soon a call for help stands on the other station's screen, hub or no hub.

    python -m benchmarks.andon [--calls 20] [--json]

Two processes on this machine, CURVE between them. From before the exception is recorded at the
one (commit included) to when the other has painted it over everything, on one monotonic clock.
Goal: each below 1 s.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from kiosk.operations.opening import open_station
from kiosk.operations.roster import accept_roster
from kiosk.store import Person
from kiosk.sync.link import Link, keep_link
from sop.signing import SigningKey
from sop.wire.documents import Peer, Roster

LEAD, PIN = "B-LEAD", "284917"
NAMES = ("A-01", "A-02")

CALLING = """
import sys, time
from pathlib import Path
from kiosk.andon.andon import Andon
from kiosk.andon.settings import Settings
from kiosk.calling import here
from kiosk.operations.exceptions import dispose_exception, raise_exception
from kiosk.operations.opening import open_station
from kiosk.operations.signing import sign_in
folder, port, other, badge, pin = sys.argv[1:]
station = open_station(Path(folder))
station.submit(sign_in, badge).result()
settings = Settings(port=int(port), addresses=(other,))
heard = []
andon = Andon(station, lambda: here(station), settings, heard.append)
andon.start()
while not (heard and any(one.heard for one in heard[-1].neighbours)):
    time.sleep(0.02)
print("ready", flush=True)
for line in sys.stdin:
    began = time.monotonic()
    raised = station.submit(raise_exception, None, "machine").result()
    print(began, flush=True)
    sys.stdin.readline()
    station.submit(
        dispose_exception, raised.exception, "continue", badge, pin, "measured"
    ).result()
    print("over", flush=True)
"""

HEARING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from kiosk.app import App
from kiosk.ui.andon.over import CallsOver
app = App(Path(sys.argv[1]))
class Watch(QObject):
    shown = False
    def eventFilter(self, receiver, event):
        if isinstance(receiver, CallsOver):
            if event.type() == QEvent.Type.Paint and not self.shown:
                self.shown = True
                QTimer.singleShot(0, lambda: print(time.monotonic(), flush=True))
            elif event.type() == QEvent.Type.Hide:
                self.shown = False
        return False
watch = Watch()
app.qt.installEventFilter(watch)
app.show()
app.run()
"""


def prepare(folders: Sequence[Path], ports: Sequence[int]) -> None:
    """Two stations of one line, as a hub would have made them."""
    keys = [SigningKey.make() for _ in folders]
    peers = [
        Peer(device=f"device-{name}", station=name, key=key.public, line="L1")
        for name, key in zip(NAMES, keys, strict=True)
    ]
    for index, (folder, peer, key) in enumerate(zip(folders, peers, keys, strict=True)):
        with contextlib.closing(open_station(folder, name=peer.station)) as station:
            link = Link(url="http://127.0.0.1:9", device=peer.device, hub="none", key=key.text)
            keep_link(station.store, link)
            lead = Person(id="lead", badge=LEAD, names={"en": "Lead"}, roles=("team_lead",))
            station.store.people.put(lead)
            station.store.people.set_pin("lead", PIN)
            roster = Roster(device=peer.device, count=1, issued="2026-11-23", peers=peers)
            station.submit(accept_roster, roster, "0" * 64).result()
        told = {"station": peer.station, "andon_port": ports[index], "motion": False,
                "andon_addresses": [f"127.0.0.1:{ports[1 - index]}"]}  # fmt: skip
        (folder / "preferences.json").write_text(json.dumps(told), encoding="utf-8")


def measure(folders: Sequence[Path], ports: Sequence[int], calls: int) -> list[float]:
    """Seconds of each call."""
    hearing = _python(HEARING, folders[1])
    calling = _python(CALLING, folders[0], ports[0], f"127.0.0.1:{ports[1]}", LEAD, PIN)
    try:
        assert _said(calling) == "ready"
        return [_once(calling, hearing) for _ in range(calls)]
    finally:
        for process in (calling, hearing):
            process.kill()
            process.wait()


def _once(calling: subprocess.Popen[str], hearing: subprocess.Popen[str]) -> float:
    _tell(calling)
    began = float(_said(calling))
    painted = float(_said(hearing))
    _tell(calling)
    assert _said(calling) == "over"
    time.sleep(0.7)  # until it is gone from the screen
    return painted - began


def _python(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def _said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folders = [Path(made) / name for name in NAMES]
        ports = [_free_port(), _free_port()]
        prepare(folders, ports)
        taken = sorted(measure(folders, ports, asked.calls))
    told = {"calls": len(taken), "median_s": statistics.median(taken), "longest_s": taken[-1]}
    if asked.json:
        print(json.dumps(told))
    else:
        print(f"{told['calls']} calls: median {told['median_s'] * 1000:.0f} ms, "
              f"longest {told['longest_s'] * 1000:.0f} ms (goal: each below 1000 ms)")  # fmt: skip


if __name__ == "__main__":
    main()
