"""Photographs taken beside the words, where there is time for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.run.preview import Preview
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from kiosk.ui.shell.context import Context

MOST_PHOTOS = 3


class Shooting(QWidget):
    """The first tap brings up the camera, the next ones take what it sees; three at most."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.pictures: list[Any] = []
        self.button = Button("", "secondary", "photo")
        self.button.clicked.connect(self._shoot)
        self._preview: Preview | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.button)
        self._column.addStretch(1)

    def speak(self, language: str) -> None:
        count = len(self.pictures)
        if count:
            self.button.setText(say("exception_photos", language, count=count))
            self.button.set_icon("tick" if count == MOST_PHOTOS else "photo")
        else:
            word = "exception_photo" if self._preview is None else "do_shoot"
            self.button.setText(say(word, language))

    def hideEvent(self, event: object) -> None:
        if self._preview is not None:
            self._preview.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def _shoot(self) -> None:
        if self._preview is None:
            self._preview = Preview(self._context, "photo")
            self._preview.setFixedSize(theme.px(420), theme.px(236))
            self._column.insertWidget(0, self._preview)
            self._preview.start()
        else:
            self._take()
        self.speak(self._context.language)

    def _take(self) -> None:
        assert self._preview is not None
        picture = self._preview.newest()
        if picture is not None and len(self.pictures) < MOST_PHOTOS:
            self._preview.view.flash()
            self.pictures.append(picture)
