"""One question about the revision, its answers to tap; after a wrong one, what the step says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.change.step_pane import StepPane
from kiosk.ui.change.words import say
from kiosk.ui.i18n import pick
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.choices import ChoiceTiles, Tile
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner

if TYPE_CHECKING:
    from kiosk.operations.changing import Changes
    from kiosk.operations.quizzing import Asked
    from sop.procedure import Step


class QuizPage(Card):
    """`chosen` when an answer was tapped; it is given with the primary action of the screen."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._about = Label(size="body", colour="soft")
        self.question = Label(size="title", bold=True)
        self._noted = Label(size="label", colour="soft")
        self._wrong = Banner()
        self.step = StepPane("new", across=not theme.scale.portrait)
        self._answers: ChoiceTiles | None = None
        self._room = QVBoxLayout()
        for widget in (self._about, self.question, self._wrong):
            self.content.addWidget(widget)
        self.content.addLayout(self._room)
        self.content.addWidget(self.step, 1)
        self._rest = QWidget()
        self.content.addWidget(self._rest, 1)
        self.content.addWidget(self._noted)
        self.content.setSpacing(theme.px(20))

    def show_question(self, asked: Asked, changes: Changes, language: str) -> None:
        """Its answers, nothing chosen; the same question in another language keeps the choice."""
        kept = self.answer if self.is_asking else None
        self._show(asked, changes, language)
        self.step.hide()
        self._rest.show()
        self._wrong.hide()
        self._noted.setText(say("quiz_noted", language))
        self._noted.show()
        self._put(ChoiceTiles(_tiles(asked, language), columns=1))
        if kept is not None and self._answers is not None and self._number == asked.number:
            self._answers.choose([str(kept)])
        self._number = asked.number

    def show_step(self, asked: Asked, changes: Changes, language: str) -> None:
        """The answer was wrong: the step concerned, as it is now; or was, where it is gone."""
        self._show(asked, changes, language)
        self._put(None)
        self._rest.hide()
        self._noted.hide()
        self._wrong.show_text(say("quiz_wrong", language), "attention", "rework")
        step = changes.after.step(asked.question.step)
        if step is not None:
            name = say("after", language, revision=changes.after.revision)
            self.step.show_step(name, step, None, changes.media_after, (), language)
        elif changes.before is not None:
            name = say("before", language, revision=changes.before.revision)
            gone = changes.before.step(asked.question.step)
            self.step.show_step(name, gone, None, changes.media_before, (), language)
        self.step.show()

    @property
    def is_asking(self) -> bool:
        return self._answers is not None

    @property
    def answer(self) -> int | None:
        """The answer tapped, as it stands in the document."""
        chosen = self._answers.chosen if self._answers is not None else ()
        return int(chosen[0]) if chosen else None

    @property
    def answers(self) -> ChoiceTiles:
        assert self._answers is not None
        return self._answers

    def rest(self) -> None:
        self.step.rest()

    _number = -1

    def _show(self, asked: Asked, changes: Changes, language: str) -> None:
        self.question.setText(pick(asked.question.question, language))
        step = _step(asked, changes)
        title = pick(step.title, language) if step is not None else ""
        self._about.setText(say("quiz_about", language, title=title) if title else "")

    def _put(self, answers: ChoiceTiles | None) -> None:
        while (item := self._room.takeAt(0)) is not None:
            widget: QWidget | None = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._answers = answers
        if answers is not None:
            answers.changed.connect(lambda _: self.chosen.emit())
            self._room.addWidget(answers)
            answers.show()  # now, not when the layout has its turn: a finger may be faster


def _tiles(asked: Asked, language: str) -> list[Tile]:
    answers = asked.question.answers
    return [Tile(str(each), pick(answers[each].text, language)) for each in asked.order]


def _step(asked: Asked, changes: Changes) -> Step | None:
    name = asked.question.step
    return changes.after.step(name) or (changes.before.step(name) if changes.before else None)
