"""Photographs to go with some words: the camera on a tap, a few pictures, nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.run.preview import Preview
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from kiosk.ui.shell.context import Context

MOST = 3


class Shooting(QWidget):
    """`pictures` are the frames taken, at most `MOST`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.pictures: list[Any] = []
        self._preview: Preview | None = None
        self.button = Button("", "secondary", "photo")
        self.button.clicked.connect(self._shoot)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.button)
        self._column.addStretch(1)
        self.speak()

    def speak(self) -> None:
        """How many there are, or what a tap does, in the language of the moment."""
        count, language = len(self.pictures), self._context.language
        if count:
            self.button.setText(say("exception_photos", language, count=count))
            self.button.set_icon("tick" if count == MOST else "photo")
        else:
            word = "exception_photo" if self._preview is None else "do_shoot"
            self.button.setText(say(word, language))

    def hideEvent(self, event: QHideEvent) -> None:
        if self._preview is not None:
            self._preview.stop()
        super().hideEvent(event)

    def _shoot(self) -> None:
        """The first tap brings up the camera, the next ones take what it sees."""
        if self._preview is None:
            self._preview = Preview(self._context, "photo")
            self._preview.setFixedSize(theme.px(420), theme.px(236))
            self._column.insertWidget(0, self._preview)
            self._preview.start()
        elif len(self.pictures) < MOST and (picture := self._preview.newest()) is not None:
            self._preview.view.flash()
            self.pictures.append(picture)
        self.speak()
