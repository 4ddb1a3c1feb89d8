"""Words on a sheet: quick phrases, a field, the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kiosk.ui.run.words import phrases, say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import HoldButton, PrimaryButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.text_pad import TextPad

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.ui.widgets.overlays import Words


class WritingSheet(Sheet):
    """`written` carries the text."""

    written = Signal(str)

    def __init__(
        self,
        language: Callable[[], str],
        title: Words,
        quick: Callable[[], Sequence[str]] = tuple,
        text: str = "",
        *,
        minimum: int = 1,
        maximum: int = 500,
    ) -> None:
        super().__init__(title, wide=True)
        self.pad = TextPad(minimum=minimum, maximum=maximum)
        self.says(self.pad.set_phrases, quick)
        self.pad.set_text(text)
        self.done = PrimaryButton("", "tick")
        self.says(self.done.setText, lambda: say("confirm", language()))
        self.done.setEnabled(self.pad.enough)
        self.pad.changed.connect(lambda _: self.done.setEnabled(self.pad.enough))
        self.done.clicked.connect(lambda: self.written.emit(self.pad.text))
        self.content.addWidget(self.pad, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.done)
        self.pad.show_keyboard()


class ReasonSheet(Sheet):
    """A reason: a quick phrase tapped, or words. `given` carries it.

    `held` asks for the button to be held: what it does cannot be taken back.
    """

    given = Signal(str)

    def __init__(
        self,
        language: Callable[[], str],
        title: Words,
        quick: str,
        text: Words = "",
        action: str = "confirm",
        *,
        held: bool = False,
        optional: bool = False,
    ) -> None:
        super().__init__(title)
        self._optional = optional
        self.explained = Label("", "label", "soft")
        self.says(self._explain, text)
        self.pad = TextPad(minimum=0 if optional else 1, maximum=300)
        self.says(self.pad.set_phrases, lambda: phrases(quick, language()))
        if held:
            hold = HoldButton("", "danger", "stop", big=True)
            hold.held.connect(self._give)
            self.done: HoldButton | PrimaryButton = hold
        else:
            self.done = PrimaryButton("", "tick")
            self.done.clicked.connect(self._give)
        said = "hold_to_abort" if held else action
        self.says(self.done.setText, lambda: say(said, language()))
        self.done.setMinimumWidth(theme.px(320))
        self.pad.changed.connect(self._show_button)
        self.content.addWidget(self.explained)
        self.content.addWidget(self.pad, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.done)
        self._show_button()

    def refuse(self, sentence: str) -> None:
        """It was not accepted; what was written stays."""
        self.done.set_busy(False)
        self.explained.setText(sentence)
        self.explained.set_colour("failed")
        self.explained.setVisible(True)

    def _explain(self, text: str) -> None:
        self.explained.setText(text)
        self.explained.set_colour("soft")
        self.explained.setVisible(bool(text))

    def _show_button(self, *_: object) -> None:
        self.done.setEnabled(self._optional or bool(self.pad.text))

    def _give(self, *_: object) -> None:
        self.done.set_busy(True)
        self.given.emit(self.pad.text)
