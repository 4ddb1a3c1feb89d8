"""A badge number by hand, for the day the badge is forgotten or the scanner is broken."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.keyboard import TouchKeyboard
from kiosk.ui.widgets.line_field import LineField
from kiosk.ui.widgets.overlays import Sheet, Words


class BadgeSheet(Sheet):
    """`typed` carries the number. `done`: what its button says, where nobody signs in by it."""

    typed = Signal(str)

    def __init__(self, done: Words | None = None) -> None:
        super().__init__(lambda: self.tr("Badge number"), wide=True)
        self._field = LineField(large=True)
        self._field.returnPressed.connect(self._done)
        keyboard = TouchKeyboard()
        keyboard.set_target(self._field)
        self.content.addWidget(self._field)
        self.content.addWidget(keyboard)
        finish = PrimaryButton("", "tick")
        self.says(finish.setText, done or (lambda: self.tr("Sign in")))
        finish.clicked.connect(self._done)
        self.buttons.addStretch(1)
        self.buttons.addWidget(finish)
        self.setFocusProxy(self._field)

    def _done(self) -> None:
        if self._field.text().strip():
            self.typed.emit(self._field.text().strip())
