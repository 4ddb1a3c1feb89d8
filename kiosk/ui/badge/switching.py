"""Somebody else shows a badge where none is awaited: another person at the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.signing import sign_in, sign_out, wearer
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from sop.execution import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.station import Outcome, Station
    from kiosk.ui.shell.context import Context
    from sop.events import Person


def switch_to(station: Station, badge: str) -> Person:
    """Whoever was here goes, whoever wears this badge comes; the record has both."""
    sign_out(station, "switch")
    return sign_in(station, badge)


class SwitchSheet(Sheet):
    """In the middle of a run: go on with it, or only sign in. A badge hands nothing over by
    itself."""

    def __init__(self, context: Context, name: str, operator: str) -> None:
        super().__init__(lambda: say("switch_title", context.language, name=name))
        text = Label("", "body", "soft")
        self.says(text.setText, lambda: say("switch_text", context.language, operator=operator))
        self.content.addWidget(text)
        self.take = PrimaryButton("", "person")
        self.look = Button("", "secondary", "badge")
        self.says(self.take.setText, lambda: say("switch_hand_over", context.language))
        self.says(
            self.look.setText, lambda: say("switch_look", context.language, operator=operator)
        )
        for button in (self.take, self.look):
            button.setMinimumHeight(theme.px(88))
            self.content.addWidget(button)
        self.dismissed.connect(context.shell.close_sheet)


def offer_switch(
    context: Context, badge: str, execution: str | None, otherwise: Callable[[], object]
) -> None:
    """What a code read at a screen means when it is a badge: a change of person, asked first where
    `execution` is in hand; never a failed try of a check. `otherwise` for every other code."""

    def found(person: Person | None) -> None:
        present = context.desk.station.person
        if person is None or present is None:
            otherwise()
        elif person.id == present.id:
            context.shell.say(say("switch_yourself", context.language), "attention")
        elif execution is None:
            _switch(context, badge)
        else:
            _ask(context, badge, person.name, present.name, execution)

    context.desk.ask(wearer, badge, then=found)


def _ask(context: Context, badge: str, name: str, operator: str, execution: str) -> None:
    from kiosk.operations.running import hand_over

    sheet = SwitchSheet(context, name, operator)

    def take() -> None:
        context.shell.close_sheet()
        context.desk.ask(hand_over, execution, badge, then=taken)

    def taken(outcome: Outcome) -> None:
        if outcome.refusal is not None:
            words = explain(outcome.state, outcome.refusal, context.language)
            context.shell.say(words, "fail")

    def look() -> None:
        context.shell.close_sheet()
        _switch(context, badge)

    sheet.take.clicked.connect(take)
    sheet.look.clicked.connect(look)
    context.shell.show_sheet(sheet)


def _switch(context: Context, badge: str) -> None:
    context.desk.ask(switch_to, badge, then=lambda _: context.go("home"))
