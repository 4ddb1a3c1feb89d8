"""Of what Qt says on standard error, exactly the noise is dropped."""

import os
import subprocess
import sys

PROGRAM = """
from kiosk.app import _qt
qt = _qt()
from PySide6.QtCore import QLoggingCategory, qCInfo, qCWarning, qWarning
from PySide6.QtWidgets import QWidget
window = QWidget()
window.show()
window.setMinimumSize(200, 200)
optional = QLoggingCategory("qt.multimedia.symbolsresolver")
ffmpeg = QLoggingCategory("qt.multimedia.ffmpeg")
qCWarning(optional, "Couldn't load va library")
qCInfo(ffmpeg, "Using Qt multimedia with FFmpeg")
qCWarning(ffmpeg, "no decoder for this clip")
qWarning("a timer of another thread")
"""


def test_windows_in_memory_and_missing_options_are_not_talked_of_and_warnings_are() -> None:
    quiet = {name: value for name, value in os.environ.items() if name != "QT_LOGGING_RULES"}
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        timeout=60,
        env={**quiet, "QT_QPA_PLATFORM": "offscreen", "QT_MESSAGE_PATTERN": "%{message}"},
    )
    assert said.returncode == 0
    assert said.stderr.decode("utf-8").splitlines() == [
        "no decoder for this clip",
        "a timer of another thread",
    ]
