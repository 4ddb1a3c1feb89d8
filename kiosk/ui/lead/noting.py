"""A note with photographs, to an exception or a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from kiosk.operations import exceptions
from kiosk.ui.exception.shooting import Shooting
from kiosk.ui.run.photographs import jpeg_of
from kiosk.ui.run.words import phrases, say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.text_pad import TextPad

if TYPE_CHECKING:
    from kiosk.operations.exceptions import Handled
    from kiosk.operations.station import Station
    from kiosk.ui.shell.context import Context
    from kiosk.ui.widgets.overlays import Words


def note_with_pictures(
    station: Station,
    note: str,
    pictures: tuple[Any, ...],
    execution: str | None,
    exception: str | None,
) -> Handled:
    """Pack the pictures and add the note; a team lead who is signed in here is named as one."""
    photos = tuple(jpeg_of(picture) for picture in pictures)
    person = station.person
    lead = person if person is not None and exceptions.LEAD in person.roles else None
    return exceptions.add_note(
        station, note, photos, execution=execution, exception=exception, lead=lead
    )


class NoteSheet(Sheet):
    """`given` carries the words and the pictures; one of the two will do."""

    given = Signal(str, tuple)

    def __init__(self, context: Context, title: Words) -> None:
        super().__init__(title, wide=True)
        self._problem = Label(size="label", colour="failed", bold=True)
        self._problem.hide()
        self.pad = TextPad(minimum=0, maximum=500)
        self.shooting = Shooting(context)
        self.done = PrimaryButton("", "tick")
        self.done.setMinimumWidth(theme.px(320))
        self.done.clicked.connect(self._give)
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        row.addWidget(self.pad, 1)
        row.addWidget(self.shooting)
        self.content.addWidget(self._problem)
        self.content.addLayout(row, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.done)
        self.says(self._speak, lambda: context.language)

    def refuse(self, sentence: str) -> None:
        self.done.set_busy(False)
        self._problem.setText(sentence)
        self._problem.show()

    def _give(self) -> None:
        self.done.set_busy(True)
        self.given.emit(self.pad.text, tuple(self.shooting.pictures))

    def _speak(self, language: str) -> None:
        self.pad.set_phrases(phrases("phrase_note_", language))
        self.done.setText(say("confirm", language))
        self.shooting.speak(language)
