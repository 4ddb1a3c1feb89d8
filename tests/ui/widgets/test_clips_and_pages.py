"""Clips and PDF pages, made here so that no licence comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest

from kiosk.ui.widgets.clip_view import ClipView
from kiosk.ui.widgets.picture_loading import LONGEST, read_picture
from kiosk.ui.widgets.picture_view import PictureView, Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    Show = Callable[..., QWidget]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A second of green."""
    file = tmp_path / "clip.mp4"
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter_fourcc(*"mp4v"), 10, (320, 180))
    for _ in range(10):
        writer.write(np.full((180, 320, 3), (0, 200, 0), np.uint8))
    writer.release()
    return file


@pytest.fixture
def document(tmp_path: Path, qapp: QApplication) -> Path:
    """Two pages, the first red, the second blue."""
    file = tmp_path / "pages.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for number, colour in enumerate(("#cc0000", "#0000cc")):
        if number:
            writer.newPage()
        painter.fillRect(0, 0, writer.width(), writer.height(), QColor(colour))
    painter.end()
    return file


def test_a_clip_plays_and_a_tap_pauses_it(shown: Show, qtbot: QtBot, clip: Path) -> None:
    view = ClipView()
    shown(view, 640, 360)
    view.play(clip)
    qtbot.waitUntil(lambda: not view._image.isNull() and view.playing, timeout=10_000)
    assert view._image.size() == QSize(320, 180)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert not view.playing
    view.stop()


@pytest.mark.qt_log_ignore("Could not open media", extend=True)
def test_a_clip_that_is_none_says_so(shown: Show, qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no clip at all")
    view = ClipView()
    shown(view, 640, 360)
    with qtbot.waitSignal(view.failed, timeout=10_000):
        view.play(broken)
    assert view._problem


def test_a_clip_stands_among_pictures(shown: Show, qtbot: QtBot, clip: Path) -> None:
    view = PictureView()
    shown(view, 800, 500)
    view.show_pictures([Shown(clip, "How it is done", clip=True)])
    qtbot.waitUntil(lambda: view._clip is not None and view._clip.playing, timeout=10_000)
    clip_view = view._clip
    assert clip_view is not None
    QTest.mouseClick(view._magnify, Qt.MouseButton.LeftButton)  # where a picture is zoomed
    assert not clip_view.playing
    QTest.mouseClick(view._magnify, Qt.MouseButton.LeftButton)
    assert clip_view.playing
    view.show_pictures([])
    assert not clip_view.playing


def test_a_page_of_a_document_is_shown_as_a_picture(document: Path) -> None:
    first, second = read_picture(document, 1), read_picture(document.read_bytes(), 2)
    assert first.height() == second.height() == LONGEST
    middle = (first.width() // 2, LONGEST // 2)
    assert first.pixelColor(*middle).red() > 190
    assert second.pixelColor(*middle).blue() > 190


def test_a_page_that_is_not_there_is_a_broken_picture(document: Path) -> None:
    assert read_picture(document, 3).isNull()
    assert read_picture(b"%PDF-1.7 nothing", 1).isNull()
