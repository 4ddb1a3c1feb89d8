"""A blocked step: what failed, and who can let it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from kiosk.ui.run.failing import short
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.verdict import VerdictPanel

if TYPE_CHECKING:
    from kiosk.ui.run.view import Failed


class BlockedPanel(Card):
    """Releasing is the big button's; a deviation and an exception are here."""

    deviation_wanted = Signal()
    exception_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(size="heading", colour="failed", bold=True)
        self._text = Label(size="body")
        self.verdict = VerdictPanel()
        self.deviation = Button("", "secondary", "signature")
        self.exception = Button("", "attention", "exception")
        self.deviation.clicked.connect(self.deviation_wanted)
        self.exception.clicked.connect(self.exception_wanted)
        self.content.setSpacing(theme.px(18))
        for widget in (self._title, self.verdict, self._text):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(theme.px(12))
        ways.addWidget(self.exception, 1)
        ways.addWidget(self.deviation, 1)
        self.content.addLayout(ways)

    def show_blocked(self, failed: Failed, language: str) -> None:
        self._title.setText(say("blocked_title", language))
        self._text.setText(say("blocked_text", language))
        self.verdict.setVisible(bool(failed.sentence))
        if failed.sentence:
            paired = bool(failed.expected and failed.seen)
            title = short(failed.sentence) if paired else failed.sentence
            expected, seen = (failed.expected, failed.seen) if paired else ("", "")
            tries = say("tries", language, count=failed.tries) if failed.tries else ""
            self.verdict.show_fail(title, expected, seen, tries)
        self.deviation.setText(say("lead_deviates", language))
        self.exception.setText(say("exception", language))
