"""The first usable screen against an empty window of the same kind.

Each is a process of its own, in turn, and tells the CPU time it had used and its resident memory
when its first frame was painted: for the station, the badge screen, ready to take a badge. Goals:
at most 2.0 × the CPU time, at most 1.7 × the memory.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

_REPORT = """
import json, os, sys, time
def report():
    with open("/proc/self/status", encoding="ascii") as status:
        rss = next(line for line in status if line.startswith("VmRSS")).split()[1]
    print(json.dumps({"cpu_ms": time.process_time() * 1000, "rss_mb": int(rss) / 1024}), flush=True)
    os._exit(0)
"""

EMPTY = (
    _REPORT
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, report)
window = Window()
window.showFullScreen()
app.exec()
"""
)

STATION = (
    _REPORT
    + """
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from kiosk.app import App
app = App(Path(sys.argv[1]))
class FirstPaint(QObject):
    def eventFilter(self, receiver, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, report)
        return False
watch = FirstPaint()
app.wake = lambda: None  # what comes after the first frame is not part of it
app.show()
app.shell.current.installEventFilter(watch)
app.run()
"""
)


def measure(program: str, data: str) -> dict[str, float]:
    environment = dict(os.environ, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    done = subprocess.run(
        [sys.executable, "-c", program, data],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        timeout=60,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(rounds: int) -> dict[str, float]:
    """Medians of the ratios, pair by pair."""
    with tempfile.TemporaryDirectory() as data:
        measure(EMPTY, data), measure(STATION, data)  # bytecode and page cache warm
        pairs = [(measure(STATION, data), measure(EMPTY, data)) for _ in range(rounds)]
    result = {}
    for figure in ("cpu_ms", "rss_mb"):
        result[f"{figure} ratio"] = statistics.median(s[figure] / e[figure] for s, e in pairs)
        result[f"{figure} station"] = statistics.median(s[figure] for s, _ in pairs)
        result[f"{figure} empty window"] = statistics.median(e[figure] for _, e in pairs)
    return result


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    result = compare(options.rounds)
    if options.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:24} {value:8.2f}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
