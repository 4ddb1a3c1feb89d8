"""The foot of the run: what else can be done on the left, the one thing to do next on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.label import Label

if TYPE_CHECKING:
    from kiosk.ui.run.checks import Primary

_TOLD_MS = 3500


class ActionBar(QWidget):
    back = Signal()
    exception = Signal()
    needed = Signal()
    more = Signal()
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back_button = Button("", "secondary", "back", big=True)
        self.exception_button = Button("", "attention", "exception", big=True)
        self.needed_button = Button("", "secondary", "info", big=True)
        self.more_button = Button("", "secondary", "more", big=True)
        self.primary = PrimaryButton()
        self._left = Label(size="label", colour="soft")
        # What is left to it, on two lines if need be: it must never push the big button off.
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._left.setFixedHeight(theme.scale.primary)
        self._told = Chip()
        self._told.hide()
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.timeout.connect(self._untell)
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for button, signal in (
            (self.back_button, self.back),
            (self.exception_button, self.exception),
            (self.needed_button, self.needed),
            (self.more_button, self.more),
        ):
            button.clicked.connect(signal)
            # Enter belongs to the big button, whatever was tapped last.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.primary.clicked.connect(self.pressed)
        self.primary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        for widget in (
            self.back_button,
            self.exception_button,
            self.needed_button,
            self.more_button,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._left, 100)
        row.addWidget(self._told, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.primary)
        self.primary.setMinimumWidth(theme.px(400 if theme.scale.portrait else 500))
        # Upright there is room for fewer; what is needed is also found under More.
        self.needed_button.setHidden(theme.scale.portrait)

    def retranslate(self, language: str) -> None:
        narrow = theme.scale.portrait or theme.scale.compact
        for button, key in (
            (self.back_button, "back"),
            (self.needed_button, "needed"),
            (self.more_button, "more"),
        ):
            button.setText("" if narrow else say(key, language))
            button.setAccessibleName(say(key, language))
        self.exception_button.setText(say("exception", language))

    def show_primary(self, primary: Primary, left: str = "") -> None:
        """Not ready, it steps back, but a tap on it still says what is missing."""
        self.primary.setText(primary.text)
        self.primary.set_icon(primary.icon)
        self.primary.set_kind("primary" if primary.ready else "soft")
        self._left.setText(left)

    def tell(self, sentence: str) -> None:
        """What has just been confirmed, beside the button that goes on; it passes by itself."""
        if theme.scale.portrait:
            return  # no room; the list of steps says it with its tick
        self._told.show_status(sentence, "passed", "tick")
        self._left.hide()
        self._forget.start(_TOLD_MS)

    def _untell(self) -> None:
        self._told.hide()
        self._left.show()

    def show_waiting(self, waiting: bool) -> None:
        """At the very tap: the control works, and takes no second one."""
        self.primary.set_busy(waiting)
