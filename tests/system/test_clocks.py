"""I12: a real station whose wall clock is wrong, or is set while it works, and its real hub."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.hub.served import ROOT
from tests.system.plant import Plant, plant

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow
WITHIN_S = 90


def faked(offset_in: Path) -> dict[str, str]:
    """For a process whose wall clock, and no other, is off by what that file says, read anew every
    time it is asked. Skips, by name, without libfaketime."""
    program = shutil.which("faketime")
    if program is None:
        pytest.skip("libfaketime is not installed: apt-get install faketime")
    found = subprocess.run(
        [program, "-m", "-f", "+0", "printenv", "LD_PRELOAD"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {
        **os.environ,
        "LD_PRELOAD": found.stdout.strip(),
        "FAKETIME_TIMESTAMP_FILE": str(offset_in),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


@contextlib.contextmanager
def syncing(folder: Path, environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """`sop-kiosk sync` under that clock."""
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "sync", "--data", str(folder)],
        cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def hear(process: subprocess.Popen[str], state: str) -> None:
    """Until it says that it is so; online: with nothing left to send. Never that it is refused."""
    assert process.stdout is not None
    for line in process.stdout:
        told = json.loads(line)
        assert told["state"] != "refused", told
        if told["state"] == state and not (state == "online" and told["unsent"]):
            return
    raise AssertionError("the process has ended")


def wait_until_sent(works: Plant, folder: Path) -> None:
    """Until the hub gives away what the journal holds; by the clock of this process."""
    until = time.monotonic() + WITHIN_S
    file = works.folder / "exported.jsonl"
    while time.monotonic() < until:
        works.hub.command("export", "-o", file)
        if file.read_bytes().splitlines() == bodies(works, folder):
            return
        time.sleep(0.5)
    raise AssertionError("it never arrived")


def bodies(works: Plant, folder: Path) -> list[bytes]:
    """As they are: a station opened by the right time would record that its clock was set."""
    return works.typed("journal", "--jsonl", "--data", folder).splitlines()


def year_there(environ: dict[str, str]) -> int:
    said = subprocess.run(
        [sys.executable, "-c", "import time; print(time.gmtime().tm_year)"],
        env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(said.stdout)


@pytest.mark.parametrize("offset", ["-10y", "-1h", "+1h", "+10y"])
def test_I12_a_station_whose_clock_is_wrong_sends_everything(tmp_path: Path, offset: str) -> None:
    (tmp_path / "offset").write_text(offset, encoding="ascii")
    environ = faked(tmp_path / "offset")
    if offset.endswith("y"):
        assert abs(year_there(environ) - time.gmtime().tm_year) >= 9
    with plant(tmp_path) as works, works.served():
        folder = works.enrolled("A-07")
        works.work(folder, 1)
        with syncing(folder, environ) as process:
            hear(process, "online")
            wait_until_sent(works, folder)  # what it then notes about its clock, too


def test_I12_a_clock_that_is_set_back_and_on_while_it_syncs_stalls_nothing(
    tmp_path: Path,
) -> None:
    """One process all the time. Its clock jumps while it waits for the network to return, and
    while it waits for something to do."""
    offset = tmp_path / "offset"
    offset.write_text("+0", encoding="ascii")
    environ = faked(offset)
    with plant(tmp_path) as works, works.served():
        folder = works.enrolled("A-07")
        works.work(folder, 1)
        works.network.off()
        with syncing(folder, environ) as process:
            for jump in ("-2y", "+3y", "-1h"):
                hear(process, "offline")
                offset.write_text(jump, encoding="ascii")
                works.network.on()
                hear(process, "online")
                offset.write_text("-5y", encoding="ascii")
                works.network.off()
            works.network.on()
            wait_until_sent(works, folder)
