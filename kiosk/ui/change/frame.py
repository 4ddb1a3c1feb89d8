"""The parts of the screen on which changes are read and questions answered, and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from kiosk.ui.change.panes import ChangePage
from kiosk.ui.change.quiz_page import QuizPage
from kiosk.ui.change.words import say
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.cards import ProgressBar
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kiosk.ui.shell.context import Context


class ChangeFrame(Screen):
    """Head, how far one is, one change or one question, and the buttons at the foot."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.head = Head(context)
        self._place = Label(size="label", bold=True, wrap=False)
        self._bar = ProgressBar()
        self.page, self.quiz = ChangePage(), QuizPage()
        self.back_button = Button("", "secondary", "back", big=True)
        self.coach_button = Button("", "secondary", "people", big=True)
        self.primary = PrimaryButton("", "next")
        self._lay_out()

    def tell_place(self, key: str, number: int, total: int) -> None:
        self._place.setText(say(key, self.context.language, number=number, total=total))
        self._bar.show_progress(number / total)

    def say_primary(self, key: str, icon: str) -> None:
        self.primary.setText(say(key, self.context.language))
        self.primary.set_icon(icon)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        page.setContentsMargins(margin, theme.px(14), margin, theme.px(14))
        page.setSpacing(theme.px(12))
        progress = QHBoxLayout()
        progress.setSpacing(theme.px(18))
        progress.addWidget(self._place)
        progress.addWidget(self._bar, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(14))
        foot.addWidget(self.back_button)
        foot.addWidget(self.coach_button)
        foot.addStretch(1)
        foot.addWidget(self.primary)
        self.primary.setMinimumWidth(theme.px(400 if theme.scale.portrait else 500))
        page.addWidget(self.head)
        page.addLayout(progress)
        page.addWidget(self.page, 1)
        page.addWidget(self.quiz, 1)
        page.addLayout(foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
