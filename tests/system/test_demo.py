"""`make demo` where there is no display: a station works, its network is pulled and comes back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil

from tests.hub.served import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_STANDS = re.compile(r"A-02: (\d+) events recorded, (\d+) at the hub")
OFF, BACK = "— the network is off", "— the network is back"


def test_the_station_works_on_without_a_network_and_catches_up_with_it(tmp_path: Path) -> None:
    before, without, after = told_of(tmp_path / "demo")

    assert before[-1][1] > 0  # something arrived while there was a network
    assert without[-1][0] > before[-1][0]  # without one the work went on,
    assert {arrived for _, arrived in without} == {without[0][1]}  # nothing arrived,
    assert after[-1][1] >= without[-1][0]  # and then all of that did
    assert processes_about(tmp_path) == []


def told_of(data: Path) -> list[list[tuple[int, int]]]:
    """Recorded and arrived, line by line: with a network, without one, and with one again."""
    out = demo(data)
    assert OFF in out, out
    before, _, rest = out.partition(OFF)
    without, _, after = rest.partition(BACK)
    parts = [
        [(int(a), int(b)) for a, b in _STANDS.findall(part)] for part in (before, without, after)
    ]
    assert all(parts), out
    return parts


def demo(data: Path) -> str:
    """What it printed. It ends by itself, and well."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "SOP_HUB_")
    environ = {name: it for name, it in os.environ.items() if not name.startswith(hidden)}
    environ |= {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    script = ROOT / "packaging" / "demo.py"
    done = subprocess.run(
        [sys.executable, str(script), "--no-tour", "--seconds", "5", "--data", str(data)],
        env=environ, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def processes_about(folder: Path) -> list[str]:
    """Still running after the demo."""
    found = (" ".join(it.info["cmdline"] or []) for it in psutil.process_iter(["cmdline"]))
    return [it for it in found if str(folder) in it]
