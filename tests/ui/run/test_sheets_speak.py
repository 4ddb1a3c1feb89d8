"""A sheet that lies open when the language is switched speaks the other one at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk.ui.exception.sheet import report_exception
from kiosk.ui.i18n import Translator
from kiosk.ui.signing.sheet import hand_over, sign_check
from kiosk.ui.widgets.label import Label
from tests.ui.run.hands import through_parts, through_torque

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ui.run.hands import Hands

#: Part numbers and units have fewer letters in a row, and are the same in every language.
ENGLISH = re.compile("[A-Za-z]{4}")
OPENERS: dict[str, Callable[[Hands], object]] = {
    "more": lambda hands: hands.screen.ways.more(),
    "needed": lambda hands: hands.screen.ways.needed(),
    "pause": lambda hands: hands.screen.ways.pause(),
    "abort": lambda hands: hands.screen.ways.abort(),
    "read": lambda hands: hands.screen.ways.step("torque"),
    "choose": lambda hands: hands.screen.ways.choose_step(),
    "correct a reading": lambda hands: hands.screen.ways.correct("torque", "value"),
    "correct a choice": lambda hands: hands.screen.ways.correct("torque", "look"),
    "deviation": lambda hands: hands.screen.ways.deviate(),
    "exception": lambda hands: report_exception(hands.screen.run, hands.shell.context),
    "hand over": lambda hands: hand_over(hands.screen.run, hands.shell.context),
    "sign": lambda hands: sign_check(
        hands.screen.run, hands.shell.context, "words", lambda: hands.screen.head.title.text()
    ),
}


@pytest.fixture
def switch(hands: Hands, qapp: QApplication) -> Iterator[Callable[[str], None]]:
    translator = Translator(qapp)

    def to(language: str) -> None:
        hands.shell.context.preferences["language"] = language
        translator.use(language)
        for _ in range(5):  # posted, then said, then lists made anew
            qapp.processEvents()

    yield to
    translator.use("en")


def test_every_sheet_of_a_run_is_said_again_in_the_other_language(
    hands: Hands, switch: Callable[[str], None]
) -> None:
    through_parts(hands)
    through_torque(hands)
    for name, opened in OPENERS.items():
        switch("en")
        opened(hands)
        before = words(hands)
        assert before, name
        switch("zh")
        stayed = [text for text in words(hands) if text in before and ENGLISH.search(text)]
        assert stayed == [], name
        hands.shell.close_sheet()


def test_what_was_entered_stays(hands: Hands, switch: Callable[[str], None]) -> None:
    through_parts(hands)
    through_torque(hands)
    hands.screen.ways.pause()
    sheet = hands.sheet
    hands.button("Break")
    switch("zh")
    assert hands.sheet is sheet
    assert sheet.pad.text == "Break"  # type: ignore[attr-defined]


def words(hands: Hands) -> list[str]:
    """Everything to be read on the sheet."""
    parts = [*hands.sheet.findChildren(Label), *hands.sheet.findChildren(QAbstractButton)]
    return [part.text() for part in parts if part.isVisible() and part.text()]
