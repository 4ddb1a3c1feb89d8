"""What every check's input is to the run screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from kiosk.ui.run.words import say
from kiosk.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class Primary(NamedTuple):
    """What the big button says while this check is in hand; ready when it would do it."""

    text: str
    ready: bool
    icon: str = "tick"


class CheckInput(QWidget):
    """How one check is answered. It keeps what was entered until that has been recorded.

    `changed` when its `primary` is another one.
    """

    changed = Signal()

    #: Is better with more width than the other inputs: a photograph is judged by eye.
    needs_width = False
    #: Takes all the height there is: the lines of the other checks shrink to their marks.
    tall = False
    #: Says the check's title itself.
    titled = False
    #: Says little and needs little: the picture may have the rest.
    low = False
    #: Says no more than a sentence.
    brief = False
    #: The same as `tall`, on an upright screen only.
    tall_in_portrait = False

    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__()
        self.run, self.context, self.view = run, context, view
        self.column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(14))

    @property
    def check_id(self) -> str:
        return self.view.check.id

    def say(self, key: str, **details: object) -> str:
        return say(key, self.context.language, **details)

    def primary(self) -> Primary:
        raise NotImplementedError

    def how(self) -> str:
        """What to do, in a few words, where the input itself does not say it."""
        return ""

    def press(self) -> None:
        """The big button, or Enter."""

    def show_check(self, view: CheckView) -> None:
        """The check as it stands now, in the language of the screen."""
        self.view = view

    def key(self, event: QKeyEvent) -> bool:
        """A key nobody else wanted. True when it was taken."""
        return False

    def enter(self) -> None:
        """In view from now on."""

    def leave(self) -> None:
        """Out of view: let go of camera and timers."""
