"""Done as described: the big button says it, in the tap that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.widgets.label import Label

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class AcknowledgeInput(CheckInput):
    low = True
    brief = True

    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._how = Label(size="body", colour="soft")
        self.column.addWidget(self._how)
        self.column.addStretch(1)

    def show_check(self, view: CheckView) -> None:
        super().show_check(view)
        self._how.setText(self.say("acknowledge_hint"))

    def primary(self) -> Primary:
        return Primary(self.say("do_acknowledge"), True)

    def press(self) -> None:
        self.run.press()
