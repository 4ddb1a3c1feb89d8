"""A proposal on a step: a phrase or a few words, a photograph where it helps, and it is sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from kiosk.operations.suggesting import suggest
from kiosk.ui.exception.shooting import Shooting
from kiosk.ui.i18n import pick
from kiosk.ui.run.photographs import jpeg_of
from kiosk.ui.run.words import phrases, say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.text_pad import TextPad

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.operations.station import Station
    from kiosk.ui.shell.context import Context
    from sop.state import ExecutionState


def suggest_with_pictures(
    station: Station, execution: str, step: str | None, text: str, pictures: tuple[Any, ...]
) -> str:
    """Pack the pictures and keep the suggestion; packing takes longer than a frame."""
    return suggest(station, execution, step, text, tuple(jpeg_of(it) for it in pictures))


class SuggestionSheet(Sheet):
    """`given` carries the words and the pictures."""

    given = Signal(str, tuple)

    def __init__(self, context: Context, state: ExecutionState, step: str | None) -> None:
        super().__init__(lambda: say("suggestion_title", context.language), wide=True)
        self._context, self._state = context, state
        self._step = state.procedure.step(step) if step is not None else None
        self._about = Label(size="body", colour="soft")
        self._problem = Label(size="label", colour="failed", bold=True)
        self._problem.hide()
        self.words = TextPad(maximum=500)
        self.shooting = Shooting(context)
        self.send = PrimaryButton("", "tick")
        self.send.setMinimumWidth(theme.px(360))
        self.send.clicked.connect(self._give)
        self.words.changed.connect(self._allow)
        self._lay_out()
        self.says(self._speak, lambda: context.language)
        self._allow()

    def refuse(self, sentence: str) -> None:
        """It was not kept; what was written and shot stays."""
        self.send.set_busy(False)
        self._problem.setText(sentence)
        self._problem.show()

    def _speak(self, language: str) -> None:
        hours = f"{self._state.procedure.answer_hours:g}"
        title = pick(self._step.title, language) if self._step is not None else ""
        about = say("quiz_step", language, title=title) if title else ""
        answered = say("suggestion_answered", language, hours=hours)
        self._about.setText("\n".join(filter(None, (about, answered))))
        own = [pick(it, language) for it in self._step.phrases] if self._step is not None else []
        self.words.set_phrases([*own, *phrases("phrase_suggestion_", language)])
        self.send.setText(say("suggestion_send", language))
        self.shooting.speak(language)

    def _allow(self, *_: object) -> None:
        self.send.setEnabled(bool(self.words.text))

    def _give(self) -> None:
        if not self.send.busy and self.words.text:
            self._problem.hide()
            self.send.set_busy(True)
            self.given.emit(self.words.text, tuple(self.shooting.pictures))

    def _lay_out(self) -> None:
        """Words and photographs side by side; one above the other where it is narrow."""
        way = QBoxLayout.Direction
        row = QBoxLayout(way.TopToBottom if theme.scale.portrait else way.LeftToRight)
        row.setSpacing(theme.px(20))
        row.addWidget(self.words, 1)
        row.addWidget(self.shooting)
        self.content.addWidget(self._about)
        self.content.addWidget(self._problem)
        self.content.addLayout(row)
        self.content.addStretch(1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.send)


def make_suggestion(context: Context, state: ExecutionState, step: str | None) -> SuggestionSheet:
    """Show the sheet, and keep what it says."""
    shell = context.shell
    sheet = SuggestionSheet(context, state, step)

    def kept(_suggestion: str) -> None:
        if shell.sheet is sheet:
            shell.close_sheet()
        shell.say(say("suggestion_kept", context.language), "pass")

    def failed(error: KnownError) -> None:
        if shell.sheet is sheet:
            sheet.refuse(error.text(context.language))
        else:
            shell.say(error.text(context.language), "fail")

    def given(words: str, pictures: tuple[Any, ...]) -> None:
        ask = partial(context.desk.ask, suggest_with_pictures, then=kept, failed=failed)
        ask(state.execution, step, words, pictures)

    sheet.given.connect(given)
    sheet.dismissed.connect(shell.close_sheet)
    shell.show_sheet(sheet)
    return sheet
