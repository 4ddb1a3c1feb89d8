"""A PIN was locked: told at once, by sound and in words that stay until a hand puts them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet

if TYPE_CHECKING:
    from kiosk.ui.shell.context import Context


def alarm(context: Context) -> None:
    """Once for every lock. What lay over the screen goes: nothing can be signed with that PIN."""
    context.sounds.play("attention")
    context.shell.show_sheet(LockedSheet(context))


class LockedSheet(Sheet):
    """Who was locked, for everybody near to see."""

    def __init__(self, context: Context) -> None:
        names = "、".join(dict.fromkeys(context.desk.station.locked_pins))
        super().__init__(lambda: say("pin_alarm_title", context.language))
        words = Label("", "body", "on_failed_soft")
        self.says(words.setText, lambda: say("pin_alarm", context.language, names=names))
        card = Card(tone="failed", raised=False)
        card.content.addWidget(words)
        self.content.addWidget(card)
        done = PrimaryButton("", "tick")
        self.says(done.setText, lambda: say("pin_alarm_seen", context.language))
        done.clicked.connect(self.dismissed.emit)
        done.setMinimumWidth(theme.px(320))
        self.dismissed.connect(context.shell.close_sheet)
        self.buttons.addStretch(1)
        self.buttons.addWidget(done)
