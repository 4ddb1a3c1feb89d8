"""Before the first run under a new revision: what has changed, one step at a time, then the
questions about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kiosk.ui.change.frame import ChangeFrame
from kiosk.ui.change.view_model import ChangeModel
from kiosk.ui.change.words import say
from kiosk.ui.i18n import pick
from kiosk.ui.learning.short import refuse_start
from kiosk.ui.signing.coach import ask_coach
from kiosk.ui.sounds import Sounds

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kiosk.errors import KnownError
    from kiosk.operations.changing import Changes
    from kiosk.operations.quizzing import Asked, Quiz
    from kiosk.operations.station import Outcome
    from kiosk.ui.shell.context import Context


class ChangeScreen(ChangeFrame):
    """Every change is shown before it can be said that they were read, and every question is
    answered right before the work begins."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model = ChangeModel(context.desk, self)
        self.sounds = Sounds(context.preferences["volume"], self)
        self._what: dict[str, Any] = {}
        self._changes: Changes | None = None
        self._quiz: Quiz | None = None
        self._index, self._asks, self._wrong = 0, False, False
        self._connect()

    # --- Screen ---

    def enter(self, release: str = "", begin: tuple[Any, ...] = (), at: int = 0, **_: Any) -> None:
        """`begin`: what is begun once they were read; `at`: the change to show first."""
        self._what = {"release": release, "begin": begin}
        self._changes, self._quiz, self._index = None, None, at
        self._asks = self._wrong = False
        for widget in (self.page, self.quiz, self.coach_button, self.back_button):
            widget.hide()
        self.primary.set_busy(False)
        self.primary.setEnabled(False)
        self.head.refresh()
        self.setFocus()
        self.retranslate()
        self.model.open(release, begin)

    def again(self) -> dict[str, Any]:
        return {**self._what, "at": self._index}

    def leave(self) -> None:
        self.page.rest()
        self.quiz.rest()
        self.model.close()

    def retranslate(self) -> None:
        self.back_button.setText(say("back", self.context.language))
        self.coach_button.setText(say("with_coach", self.context.language))
        if self._changes is None:
            self.head.show_title(say("loading", self.context.language))
        else:
            self._render()

    # --- what others see of it ---

    @property
    def at_last(self) -> bool:
        """The last change is in view: with the next press all of them were read."""
        total = len(self._changes.steps) if self._changes is not None else 0
        return self._index >= total - 1

    @property
    def asked(self) -> Asked | None:
        """The question in view."""
        quiz = self._quiz if self._asks else None
        return quiz.open[0] if quiz is not None and quiz.open else None

    # --- what it shows ---

    def _show(self, changes: Changes) -> None:
        self._changes, self._quiz = changes, changes.quiz
        self._index = min(self._index, max(len(changes.steps) - 1, 0))
        self._asks = self._open and (changes.read or not changes.steps)
        self.coach_button.setVisible(changes.supervised)
        self.primary.setEnabled(True)
        self._render()

    @property
    def _open(self) -> bool:
        return self._quiz is not None and bool(self._quiz.open)

    def _render(self) -> None:
        changes, language = self._changes, self.context.language
        if changes is None:
            return
        procedure = changes.after
        title = say("quiz_title" if self._asks else "title", language, revision=procedure.revision)
        self.head.show_title(title, f"{procedure.code} · {pick(procedure.title, language)}")
        self.page.setVisible(not self._asks)
        self.quiz.setVisible(self._asks)
        if self._asks:
            self._render_question(changes, language)
        elif changes.steps:
            self._render_change(changes, language)
        self._allow()

    def _render_change(self, changes: Changes, language: str) -> None:
        total = len(changes.steps)
        self.tell_place("place", self._index + 1, total)
        self.page.show_change(changes.steps[self._index], changes, language)
        last = self._index == total - 1
        words = ("to_quiz" if self._open else "read") if last else "next"
        self.say_primary(words, "tick" if last else "next")
        self.back_button.setVisible(self._index > 0)

    def _render_question(self, changes: Changes, language: str) -> None:
        quiz = self._quiz
        if quiz is None or not quiz.open:
            return
        self.back_button.setVisible(bool(changes.steps))
        self.tell_place("quiz_place", quiz.place, len(quiz.asked))
        if self._wrong:
            self.quiz.show_step(quiz.open[0], changes, language)
            self.say_primary("quiz_again", "rework")
        else:
            self.quiz.show_question(quiz.open[0], changes, language)
            self.say_primary("quiz_answer", "tick")

    def _allow(self) -> None:
        """A question is answered once an answer was tapped."""
        asking = self._asks and not self._wrong
        self.primary.setEnabled(not asking or self.quiz.answer is not None)

    # --- what the hand did ---

    def press(self) -> None:
        """On to the next change, to the questions, and from the last one to work."""
        changes = self._changes
        if changes is None or self.primary.busy or not self.primary.isEnabled():
            return
        if self._asks:
            self._press_question()
        elif self._index < len(changes.steps) - 1:
            self._turn(1)
        else:
            self.primary.set_busy(True)
            self.model.acknowledge()

    def _press_question(self) -> None:
        answer = self.quiz.answer
        if self._wrong:
            self._wrong = False
            self._render()
        elif answer is not None and self._quiz is not None:
            self.primary.set_busy(True)
            self.model.answer(self._quiz.open[0].number, answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self._asks:
            self._turn(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        """From the questions to what they are about, and from there change by change."""
        if self._asks and not self.primary.busy:
            self._asks = self._wrong = False
            self._render()
        else:
            self._turn(-1)

    def _turn(self, by: int) -> None:
        total = len(self._changes.steps) if self._changes is not None else 0
        if 0 <= self._index + by < total and not self.primary.busy:
            self._index += by
            self._render()

    def _leave(self) -> None:
        kind, *arguments = self._what["begin"]
        if kind == "anew":
            self.context.go("run", execution=arguments[0])
        else:
            self.context.go("home")

    # --- what came of it ---

    def _acknowledged(self) -> None:
        if not self._open:
            self.model.begin()
            return
        self.primary.set_busy(False)
        self._asks = True
        self._render()

    def _answered(self, right: bool, quiz: Quiz) -> None:
        self._quiz, self._wrong = quiz, not right
        self.sounds.play("pass" if right else "fail")
        if right:
            words = "quiz_right" if quiz.open else "quiz_passed"
            self.context.shell.say(say(words, self.context.language), "pass")
        if quiz.open:
            self.primary.set_busy(False)
            self._render()
        else:
            self.model.begin()

    def _refused(self, outcome: Outcome) -> None:
        """Read and answered, and still not begun: said where it was asked for."""
        self._leave()
        refuse_start(self.context, self.model.what, outcome, self._begun_later)

    def _begun_later(self, outcome: Outcome) -> None:
        self.context.go("run", execution=outcome.state.execution)

    def _failed(self, error: KnownError) -> None:
        self.primary.set_busy(False)
        self.context.shell.say(error.text(self.context.language), "fail")

    # --- making ---

    def _connect(self) -> None:
        model, context = self.model, self.context
        model.shown.connect(self._show)
        model.acknowledged.connect(self._acknowledged)
        model.answered.connect(self._answered)
        model.begun.connect(lambda execution: context.go("run", execution=execution))
        model.refused.connect(self._refused)
        model.failed.connect(self._failed)
        self.head.back.connect(self._leave)
        self.quiz.chosen.connect(self._allow)
        self.back_button.clicked.connect(self._back)
        self.coach_button.clicked.connect(
            lambda: ask_coach(
                context, model.what, say("with_coach_text", context.language), model.begin_with
            )
        )
        self.primary.clicked.connect(self.press)
