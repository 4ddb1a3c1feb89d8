"""One short text by finger or keyboard: a name, an address, what a scanner puts before a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.keyboard import TouchKeyboard
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.line_field import LineField
from kiosk.ui.widgets.overlays import Sheet, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.ui.shell.context import Context


class EntrySheet(Sheet):
    """`entered` carries the text, which may be empty unless `required`."""

    entered = Signal(str)

    def __init__(
        self, title: Words, text: str, hint: Words = "", *, required: bool = False
    ) -> None:
        super().__init__(title, wide=True)
        self._field = LineField(text, large=True)
        self._field.returnPressed.connect(self._done)
        self._done_button = PrimaryButton("", "tick")
        self.says(self._done_button.setText, lambda: self.tr("Save"))
        self._done_button.clicked.connect(self._done)
        self._clear = Button("", "secondary", "backspace")
        self.says(self._clear.setText, lambda: self.tr("Clear"))
        self._clear.clicked.connect(self._field.clear)
        keyboard = TouchKeyboard()
        keyboard.set_target(self._field)
        keyboard.entered.connect(self._done)
        if hint:
            explained = Label("", "label", "soft")
            self.says(explained.setText, hint)
            self.content.addWidget(explained)
        self.content.addWidget(self._field)
        self.content.addWidget(keyboard)
        self.buttons.addWidget(self._clear)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._done_button)
        self.setFocusProxy(self._field)
        if required:
            self._field.textChanged.connect(self._allow)
            self._allow(text)

    def _allow(self, text: str) -> None:
        self._done_button.setEnabled(bool(text.strip()))

    def _done(self) -> None:
        if self._done_button.isEnabled():
            self.entered.emit(self._field.text())


def ask_text(
    context: Context,
    title: Words,
    text: str,
    then: Callable[[str], None],
    *,
    hint: Words = "",
    required: bool = False,
) -> None:
    """Lay the sheet over the screen; `then(text)` when it was saved, nothing when it was not."""
    sheet = EntrySheet(title, text, hint, required=required)

    def take(entered: str) -> None:
        context.shell.close_sheet()
        then(entered)

    sheet.entered.connect(take)
    sheet.dismissed.connect(context.shell.close_sheet)
    context.shell.show_sheet(sheet)
