"""The station's clocks say what an event needs to know."""

import subprocess
import sys
from datetime import timedelta

from kiosk.clock import SystemClock


def test_the_wall_clock_has_an_offset() -> None:
    assert isinstance(SystemClock().now().utcoffset(), timedelta)


def test_monotonic_time_does_not_go_back() -> None:
    clock = SystemClock()
    times = [clock.monotonic_ns() for _ in range(1000)]
    assert times == sorted(times)


def test_processes_of_one_boot_agree_on_it() -> None:
    asked = "from kiosk.clock import SystemClock; print(SystemClock().boot_id())"
    other = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == SystemClock().boot_id()
