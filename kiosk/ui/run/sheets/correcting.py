"""Putting an answer right: the old one stays in the record, the new one is judged anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.run.checking import options_of
from kiosk.ui.run.words import phrases, say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.choices import ChoiceTiles, Tile
from kiosk.ui.widgets.controls import SegmentedControl
from kiosk.ui.widgets.keypad import NumberPad, Readout
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.text_pad import TextPad
from sop.answers import Answer, Chosen, Measured, Written
from sop.execution.numbers import shown
from sop.procedure import Choice, Measurement, TextEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.ui.run.view import CheckView
    from sop.procedure import Check


class CorrectSheet(Sheet):
    """`given` carries the new answer and the reason."""

    given = Signal(object, str)

    def __init__(self, language: Callable[[], str], read: Callable[[], CheckView]) -> None:
        """`read` tells the check as it stands, in the language of the moment."""
        super().__init__(lambda: f"{say('correct', language())}: {read().title}", wide=True)
        view, old = read(), Label("", "body", "soft")
        self.says(old.setText, lambda: f"{say('old_answer', language())}  {read().recorded}")
        self.content.addWidget(old)
        self._problem = Label(size="label", colour="failed", bold=True)
        self._problem.hide()
        self.content.addWidget(self._problem)
        self.answer = _input_for(view)
        self.says(self.answer.say, language)
        self.reason = TextPad(maximum=300)
        self.says(self.reason.set_phrases, lambda: phrases("phrase_correct_", language()))
        both = QVBoxLayout() if theme.scale.portrait else QHBoxLayout()
        both.setSpacing(theme.px(36))
        for key, part in (("new_answer", self.answer), ("reason_correct", self.reason)):
            name = Label("", "label", "soft", bold=True)
            self.says(name.setText, partial(_said, key, language))
            both.addLayout(_under(name, part), 1)
        self.content.addLayout(both, 1)
        self.done = PrimaryButton("", "tick")
        self.says(self.done.setText, lambda: say("correct", language()))
        self.done.clicked.connect(self._give)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.done)
        self.answer.changed.connect(self._show_button)
        self.reason.changed.connect(self._show_button)
        self._show_button()

    def refuse(self, sentence: str) -> None:
        """It was not accepted; what was entered stays."""
        self.done.set_busy(False)
        self._problem.setText(sentence)
        self._problem.show()

    def _show_button(self, *_: object) -> None:
        self.done.setEnabled(self.answer.value is not None and bool(self.reason.text))

    def _give(self) -> None:
        self.done.set_busy(True)
        self.given.emit(self.answer.value, self.reason.text)


class _New(QWidget):
    """The new answer so far; None while it is none."""

    changed = Signal()

    @property
    def value(self) -> Answer | None:
        raise NotImplementedError

    def say(self, language: str) -> None:
        """Its words in that language, where it has any."""


class _NewReading(_New):
    """Every sample as it was, each to be typed anew."""

    def __init__(self, check: Measurement, old: Measured) -> None:
        super().__init__()
        self._check, self._old = check, old
        self._texts = [shown(value, check.decimals) for value in old.samples]
        self._at = 0
        self._fresh = True
        self._which = SegmentedControl(
            [(str(i), str(i + 1), None) for i in range(len(self._texts))]
        )
        self._which.setVisible(len(self._texts) > 1)
        self._which.changed.connect(self._turn)
        self._readout = Readout(check.unit)
        signed = check.lower is None or check.lower < 0
        self._pad = NumberPad(decimals=check.decimals, signed=signed)
        self._pad.changed.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._which, self._readout):
            column.addWidget(widget)
        column.addWidget(self._pad, 1)
        self._readout.show_value(self._texts[0])

    @property
    def value(self) -> Answer | None:
        try:
            samples = tuple(float(text) for text in self._texts)
        except ValueError:
            return None
        return Measured(samples, 0.0, self._check.unit, "typed")

    def _turn(self, which: str) -> None:
        self._at = int(which)
        self._pad.text = ""
        self._readout.show_value(self._texts[self._at])

    def _typed(self, text: str) -> None:
        self._texts[self._at] = text
        self._readout.show_value(text)
        self.changed.emit()


class _NewChoice(_New):
    def __init__(self, check: Choice, old: Chosen) -> None:
        super().__init__()
        self._check = check
        options = [Tile(option.id, option.id) for option in check.options]
        self._tiles = ChoiceTiles(options, multiple=check.multiple, columns=1)
        self._tiles.choose(old.options)
        self._tiles.changed.connect(lambda _: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tiles)
        column.addStretch(1)

    def say(self, language: str) -> None:
        for name, text in options_of(self._check, language):
            self._tiles.tile(name).setText(text)

    @property
    def value(self) -> Answer | None:
        return Chosen(self._tiles.chosen) if self._tiles.chosen else None


class _NewText(_New):
    def __init__(self, check: TextEntry, old: Written) -> None:
        super().__init__()
        self._pad = TextPad(minimum=check.minimum, maximum=check.maximum)
        self._pad.set_text(old.text)
        self._pad.changed.connect(lambda _: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pad)
        column.addStretch(1)

    @property
    def value(self) -> Answer | None:
        return Written(self._pad.text) if self._pad.enough else None


def _input_for(view: CheckView) -> _New:
    check: Check = view.check
    match check, view.state.answer:
        case Measurement(), Measured() as old:
            return _NewReading(check, old)
        case Choice(), Chosen() as old:
            return _NewChoice(check, old)
        case TextEntry(), Written() as old:
            return _NewText(check, old)
        case _:
            raise ValueError(view.kind)


def _said(key: str, language: Callable[[], str]) -> str:
    return say(key, language())


def _under(name: Label, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(10))
    column.addWidget(name)
    column.addWidget(widget, 1)
    return column
