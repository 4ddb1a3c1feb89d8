"""What is imported before it is needed. In a process of its own: here everything is."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys, threading
from kiosk.ui.shell import ahead
from kiosk.ui.shell.window import SCREENS
ahead._AFTER_S = 0
places = [place.split(":")[0] for place in SCREENS.values()]
assert "kiosk.ui.run.screen" not in sys.modules
ahead.import_ahead([*places, "kiosk.ui.nowhere", "kiosk.ui.run.checks"])
for thread in threading.enumerate():
    if thread.name == "import-ahead":
        thread.join()
wanted = [*places, "kiosk.ui.run.checks.measurement", "kiosk.ui.run.checks.photo"]
print([name for name in wanted if name not in sys.modules])
"""


def test_every_screen_and_input_is_read_ahead_and_one_that_is_missing_stops_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]", done.stderr
