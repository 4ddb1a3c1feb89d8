"""The lines a record is made of on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.record.view_model import photo_file
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage

    from kiosk.operations.station import Station
    from kiosk.record.page import Happening, Try
    from kiosk.record.wording import Both
    from kiosk.ui.desk import Desk


class TryLine(QWidget):
    """One answer: passed or not, the value, who and when; a corrected one keeps what it was."""

    def __init__(self, one: Try, say: Callable[[Both], str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        mark = Chip("", "passed" if one.passed else "failed", "tick" if one.passed else "cross")
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(say(one.value), "label"))
        for said in (say(one.why), say(one.was), one.reason):
            if said:
                words.addWidget(Label(said, "small", "soft"))
        row.addLayout(words, 1)
        row.addWidget(Label(f"{one.who}\n{one.at}", "small", "soft", wrap=False))


def happening_line(thing: Happening, words: str) -> Label:
    """Something that is no answer: a skip, a deviation, an exception, a handover."""
    colours = {"good": "passed", "attention": "attention", "bad": "failed", "plain": "soft"}
    parts = [thing.at, thing.who, words, thing.reason]
    text = " · ".join(part for part in parts if part)
    return Label(text, "label", colours[thing.level])


class PhotoStrip(QWidget):
    """The photographs of a check, small; read from disk off the screen's thread."""

    def __init__(self, digests: list[str], desk: Desk) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(12))
        for digest in digests:
            frame = QLabel()
            frame.setFixedHeight(theme.px(220))
            self._row.addWidget(frame)
            desk.ask(_read_small, digest, theme.px(220), then=_Setter(frame))
        self._row.addStretch(1)


class _Setter:
    """Puts an image where it belongs, if that place still exists when it arrives."""

    def __init__(self, frame: QLabel) -> None:
        self._frame = frame

    def __call__(self, image: QImage) -> None:
        from shiboken6 import isValid

        if isValid(self._frame) and not image.isNull():
            self._frame.setPixmap(QPixmap.fromImage(image))


def _read_small(station: Station, digest: str, height: int) -> QImage:
    file: Path = photo_file(station, digest)
    reader = QImageReader(str(file))
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.height() > 0:
        reader.setScaledSize(
            size.scaled(size.width() * 4, height, Qt.AspectRatioMode.KeepAspectRatio)
        )
    return reader.read()
