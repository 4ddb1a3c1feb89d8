"""Drawings one can show in any language, in the one format Qt draws; clip and page in order."""

import re
from pathlib import Path
from xml.etree import ElementTree

import cv2
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from tests.content.conftest import FOLDER, SHEETS

DRAWINGS = sorted(FOLDER.glob("*/*/media/*.svg"))
UNITS = {
    "N·m",
    "mm",
    "µm",
    "MΩ",
    "C",
    "s",
    "t",
    "h",
    "Rz",
    "M12",
    "U1",
    "U3",
    "C12",
    "LOT",
    "EXP",
    "SN",
}


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda p: f"{p.parts[-4]}-{p.parts[-3]}-{p.stem}")
def test_a_drawing_needs_nothing_that_qt_does_not_draw(drawing: Path, qtlog) -> None:
    text = drawing.read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.encode()))
    assert renderer.isValid()
    assert renderer.viewBox().size().toTuple() == (1600, 1000)
    assert not re.search(r"<(style|filter|foreignObject|use|clipPath|mask|script|image)\b", text)
    assert [record.message for record in qtlog.records] == []


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda p: f"{p.parts[-4]}-{p.parts[-3]}-{p.stem}")
def test_a_drawing_holds_numbers_and_units_but_no_words(drawing: Path) -> None:
    root = ElementTree.parse(drawing).getroot()
    written = [element.text or "" for element in root.iter() if element.tag.endswith("text")]
    words = {w for text in written for w in re.findall(r"[^\W\d_][\w·°]*", text)}
    assert words <= UNITS


def test_every_file_of_a_media_folder_is_shown() -> None:
    for sheet in SHEETS:
        named = set(re.findall(r"media/([\w.]+)", sheet.read_text(encoding="utf-8")))
        assert {path.name for path in (sheet.parent / "media").iterdir()} == named


def test_the_clip_is_short_small_and_moves() -> None:
    (clip, *_) = FOLDER.glob("FLG-M12-080/B/media/*.webm")
    video = cv2.VideoCapture(str(clip))
    frames = []
    while (read := video.read())[0]:
        frames.append(read[1])
    assert clip.stat().st_size <= 300_000
    assert 4 <= len(frames) / video.get(cv2.CAP_PROP_FPS) <= 15
    assert cv2.absdiff(frames[0], frames[-1]).max() > 50
