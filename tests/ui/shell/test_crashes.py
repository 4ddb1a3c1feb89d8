"""Errors of ours while the station runs."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.app import _hear_bugs
from kiosk.ui.shell.crashes import CrashLog

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot


def broken(text: str) -> BaseException:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_a_report_holds_the_traceback(tmp_path: Path) -> None:
    file = CrashLog(tmp_path / "crashes").write(broken("spindle"))
    assert file is not None
    told = file.read_text(encoding="utf-8")
    assert "ValueError: spindle" in told
    assert "test_crashes.py" in told


def test_the_same_error_at_the_same_place_is_written_once(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    for _ in range(5):
        log.write(broken("again"))
    assert len(list(tmp_path.iterdir())) == 1


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"crash-2020{number:04d}.txt").write_text("old", encoding="utf-8")
    CrashLog(tmp_path).write(broken("new"))
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 50
    assert "new" in kept[-1].read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_costs_the_report_only(tmp_path: Path) -> None:
    file = tmp_path / "crashes"
    file.write_text("a file where the folder should be", encoding="utf-8")
    assert CrashLog(file).write(broken("nowhere")) is None


class BadPicture(QWidget):
    """Fails once when told to, with the painter in hand."""

    fails = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.fails:
            self.fails = False
            raise ValueError("no such picture")
        painter.end()

    def fail(self) -> None:
        self.fails = True
        self.update()


def test_a_failed_painting_leaves_no_painter_behind(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt warns of one that is, and the warning would fail this test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    heard: list[str] = []
    _hear_bugs(lambda error: heard.append(str(error)))
    picture, loop = BadPicture(), QEventLoop()
    qtbot.addWidget(picture)
    picture.show()
    QTimer.singleShot(0, picture.fail)
    QTimer.singleShot(50, picture.update)
    QTimer.singleShot(100, loop.quit)
    loop.exec()
    assert heard == ["no such picture"]
