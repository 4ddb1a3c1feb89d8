"""The lines a record is made of on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.record.wording import said
from kiosk.ui.record.summary import LEVELS, SIGNS
from kiosk.ui.record.view_model import photo_file
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import TONES
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage, QPaintEvent

    from kiosk.operations.station import Station
    from kiosk.record.page import Happening, Signature, Try
    from kiosk.ui.desk import Desk
    from kiosk.ui.record.summary import Say


class _Line(QWidget):
    """A sign, words under one another, and at the right who and when."""

    def __init__(self, level: str, words: list[Label], who: str, at: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(14))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(_Sign(level), 0, top)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        for label in words:
            column.addWidget(label)
        column.addStretch(1)
        row.addLayout(column, 1)
        wide = not (theme.scale.portrait or theme.scale.compact)
        aside = Label(f"{who} · {at}" if wide else f"{who}\n{at}", "small", "soft", wrap=False)
        aside.setAlignment(Qt.AlignmentFlag.AlignRight | top)
        row.addWidget(aside, 0, top)


class TryLine(_Line):
    """One answer: passed or not, the value, who and when; a corrected one keeps what it was."""

    def __init__(self, one: Try, say: Say) -> None:
        words = [Label(say(one.value), "label")]
        number, why = say(one.number), say(one.why)
        if why:
            words.append(Label(why, "label", "failed"))
        was = f"{say(said('was'))} {say(one.was)}" if say(one.was) else ""
        around = " · ".join(part for part in (number, was, one.reason) if part)
        if around:
            words.append(Label(around, "small", "soft"))
        super().__init__("good" if one.passed else "bad", words, one.who, one.at)


class HappeningLine(_Line):
    """Something that is no answer: a skip, a deviation, an exception, a handover."""

    def __init__(self, thing: Happening, say: Say) -> None:
        words = [Label(say(thing.text), "label")]
        if thing.reason:
            words.append(Label(thing.reason, "label", "soft"))
        super().__init__(thing.level, words, thing.who, thing.at)


class SignatureLine(_Line):
    """Printed name, meaning, and what was signed when."""

    def __init__(self, one: Signature, say: Say) -> None:
        signed = f"{say(one.meaning)} · {say(one.where)}"
        words = [Label(one.name, "label", bold=True), Label(signed, "label", "soft")]
        super().__init__("signed", words, one.person, one.at)


class _Sign(Painted):
    """As large as a line of text is high; its shape says as much as its colour."""

    def __init__(self, level: str) -> None:
        super().__init__()
        self._level = level
        self.setFixedSize(theme.px(40), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        ground, ink = TONES[LEVELS.get(self._level, "plain")]
        fill(painter, self.rect(), ground, self.width() / 2)
        name = SIGNS.get(self._level) or ("signature" if self._level == "signed" else "info")
        size = theme.px(24)
        inset = (self.width() - size) // 2
        painter.drawPixmap(inset, inset, icon(name, size, theme.colour(ink)))


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
