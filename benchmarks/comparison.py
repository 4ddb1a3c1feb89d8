"""What changed, opened before the first run under a revision: against loading the procedure.

    python -m benchmarks.comparison [--rounds 15] [--steps 200] [--json]

Two revisions of a procedure of that many steps, every step of which has changed its words, its
limits and its picture, at a station with both installed and the earlier one run. Opened is from
the tap that asks for it until the first change is painted, with nothing of either release in
memory; loading is reading and decoding the two documents from the station's database, the least
that comparing them needs. Goals: opened below 300 ms, the first time too, when the screen itself
is made, and at most 6 × loading; the next change below 100 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication

from kiosk.operations.installing import install_release
from kiosk.operations.opening import open_station
from kiosk.operations.running import start_execution
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from kiosk.store import Person
from kiosk.ui.desk import Desk
from kiosk.ui.preferences import Preferences
from kiosk.ui.shell.eyes import Eyes
from kiosk.ui.shell.window import Shell
from kiosk.ui.theme import theme
from sop import procedure as p
from sop.release import MediaEntry, Release

if TYPE_CHECKING:
    from collections.abc import Callable

_PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640">
<rect width="960" height="640" fill="#eef"/><text x="80" y="300" font-size="90">{words}</text></svg>
"""


def revision(station: Station, name: str, steps: int) -> Release:
    """Every step, its limits and its picture are this revision's own."""
    media: dict[str, MediaEntry] = {}
    made = []
    for number in range(steps):
        picture = _PICTURE.format(words=f"{number} {name}").encode()
        media[f"media/{number}.svg"] = MediaEntry(
            station.store.blobs.put(picture), len(picture), "image/svg+xml"
        )
        made.append(_step(number, name))
    sections = [
        p.Section(f"s{at}", _both(f"工序 {at}", f"Section {at}"), made[at : at + 20])
        for at in range(0, steps, 20)
    ]
    document = p.Procedure(
        format=1,
        code="LONG-1",
        revision=name,
        languages=["zh", "en"],
        title=_both("二百步", "Two hundred steps"),
        owner="ENG",
        effective="2020-01-01",
        sections=sections,
    )
    return Release(document, media)


def _step(number: int, name: str) -> p.Step:
    return p.Step(
        id=f"step_{number}",
        title=_both(f"第 {number} 步：拧紧螺栓", f"Step {number}: tighten the bolts"),
        control="critical",
        text=_both(
            f"按编号顺序交叉拧紧到 {30 + ord(name)} N·m。永远先拧对面的一颗。" * 3,
            f"Tighten to {30 + ord(name)} N·m crosswise in order; the opposite one is next. " * 3,
        ),
        pictures=[p.Picture(f"media/{number}.svg", _both("顺序", "The order"))],
        checks=[
            p.Measurement(
                id="torque",
                title=_both("扭矩", "Torque"),
                unit="N·m",
                lower=ord(name) + 0.5,
                upper=ord(name) + 5.5,
            ),
            p.Acknowledge(id="done", title=_both("已完成", "Done")),
        ],
    )


def _both(zh: str, en: str) -> p.Text:
    return {"zh": zh, "en": en}


class Painted(QObject):
    """Hears when the page of the screen has been painted."""

    def __init__(self, page: QObject) -> None:
        super().__init__()
        self.times = 0
        page.installEventFilter(self)

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


class Bench:
    def __init__(self, folder: Path, steps: int) -> None:
        self.station = open_station(folder)
        self.station.store.people.put(Person(id="p-1", badge="B-1", names={"zh": "李娜"}))
        self.old, self.new = (
            install_release(self.station, revision(self.station, name, steps), "2020-01-01").digest
            for name in "AB"
        )
        self.station.submit(sign_in, "B-1").result()
        assert self.station.submit(start_execution, self.old).result().refusal is None
        self.desk = Desk(lambda: self.station)
        self.shell = Shell(self.desk, Eyes(), Preferences(folder / "preferences.json"))
        self.shell.resize(QSize(1920, 1080))
        self.desk.open()
        self.shell.show()
        self.shell.fit()
        self._until(lambda: self.desk.is_open)
        self.shell.go("home")
        self._until(lambda: self.desk.quiet)

    def load(self) -> None:
        """Both documents from the database, decoded."""
        self.station._releases.clear()
        for digest in (self.old, self.new):
            self.station.submit(Station.release, digest).result()

    def open(self) -> None:
        """From the tap to the first change painted."""
        self.station._releases.clear()
        screen: Any = self.shell._screen("change")
        painted = Painted(screen.page)
        self.shell.go("change", release=self.new, begin=("procedure", self.new))
        self._until(lambda: screen.page.isVisible() and painted.times > 0)

    def next_one(self) -> None:
        screen: Any = self.shell.current
        painted = Painted(screen.page)
        screen.press()
        self._until(lambda: painted.times > 0)

    def home(self) -> None:
        self.shell.go("home")
        self._until(lambda: self.desk.quiet)

    def close(self) -> None:
        self.shell.close()

    def _until(self, so: Callable[[], bool]) -> None:
        while not so():
            QCoreApplication.processEvents()


def measure(rounds: int, steps: int) -> dict[str, float]:
    """Medians and the worst, in milliseconds; the ratio of pairs taken in turn."""
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    theme.fit(1920, 1080)
    theme.motion = False
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "station", steps)
        first = _timed(bench.open)  # the screen itself is made, and its module read
        bench.home()
        pairs = []
        turned = []
        for _ in range(rounds):
            loaded = _timed(bench.load)
            pairs.append((_timed(bench.open), loaded))
            turned.append(_timed(bench.next_one))
            bench.home()
        bench.close()
    del app
    opened = [it for it, _ in pairs]
    return {
        "steps": steps,
        "opened first_ms": round(first, 1),
        "opened_ms": round(statistics.median(opened), 1),
        "opened worst_ms": round(max(opened), 1),
        "loading_ms": round(statistics.median([it for _, it in pairs]), 1),
        "opened over loading": round(statistics.median([o / it for o, it in pairs]), 2),
        "next_ms": round(statistics.median(turned), 1),
    }


def _timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparison")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    found = measure(asked.rounds, asked.steps)
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    for name, figure in found.items():
        print(f"{name:22} {figure}")


if __name__ == "__main__":
    main()
