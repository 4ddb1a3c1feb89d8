"""A check that did not pass: expected and seen side by side, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.verdict import VerdictPanel

if TYPE_CHECKING:
    from kiosk.ui.run.view import Failed


class FailPanel(QWidget):
    """Trying again is the big button's; the other ways on are here."""

    exception_wanted = Signal()
    lead_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.verdict = VerdictPanel()
        self.exception = Button("", "attention", "exception")
        self.lead = Button("", "secondary", "people")
        self.exception.clicked.connect(self.exception_wanted)
        self.lead.clicked.connect(self.lead_wanted)
        ways = QHBoxLayout()
        ways.setSpacing(theme.px(12))
        ways.addWidget(self.exception, 1)
        ways.addWidget(self.lead, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.verdict)
        column.addLayout(ways)
        column.addStretch(1)

    def show_failed(self, failed: Failed, language: str) -> None:
        """Where both stand side by side the sentence only says what is wrong."""
        paired = bool(failed.expected and failed.seen)
        title = short(failed.sentence) if paired else failed.sentence
        tries = say("tries", language, count=failed.tries) if failed.tries else ""
        expected, seen = (failed.expected, failed.seen) if paired else ("", "")
        self.verdict.show_fail(title, expected, seen, tries)
        self.exception.setText(say("exception", language))
        self.lead.setText(say("call_lead", language))


def short(sentence: str) -> str:
    """The sentence up to where it begins to repeat what stands beside it."""
    ends = [at for mark in ("。", ". ", ":", ": ") if (at := sentence.find(mark)) > 0]
    return sentence[: min(ends)] if ends else sentence
