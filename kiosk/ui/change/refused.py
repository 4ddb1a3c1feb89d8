"""Why a withdrawn revision is not begun, said in full: a passing message would be missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from kiosk.ui.change.words import say
from kiosk.ui.i18n import pick
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet

if TYPE_CHECKING:
    from kiosk.operations.governing import ReleaseWithdrawn
    from kiosk.ui.shell.context import Context


class RefusedSheet(Sheet):
    """What was withdrawn, why, and what to do."""

    def __init__(self, context: Context, error: ReleaseWithdrawn) -> None:
        def words(key: str) -> str:
            return say(key, context.language)

        def reason() -> str:
            return pick(error.reason, context.language) or words("refused_no_reason")

        super().__init__(lambda: words("refused_title"))
        what = "{code} · {revision}".format(**error.details)
        self.content.addWidget(Label(what, "body", "soft", bold=True))
        card = Card(tone="failed", raised=False)
        why, text = Label(size="label", colour="on_failed_soft"), Label(size="heading", bold=True)
        text.set_colour("on_failed_soft")
        self.says(why.setText, lambda: words("refused_why"))
        self.says(text.setText, reason)
        card.content.addWidget(why)
        card.content.addWidget(text)
        self.content.addWidget(card)
        then = Label(size="body")
        self.says(then.setText, lambda: words("refused_next"))
        self.content.addWidget(then)
        close = PrimaryButton("", "tick")
        self.says(close.setText, lambda: words("close"))
        close.clicked.connect(self.dismissed.emit)
        foot: QHBoxLayout = self.buttons
        foot.addStretch(1)
        foot.addWidget(close)
        close.setMinimumWidth(theme.px(320))


def show_refused(context: Context, error: ReleaseWithdrawn) -> None:
    sheet = RefusedSheet(context, error)
    sheet.dismissed.connect(context.shell.close_sheet)
    context.shell.show_sheet(sheet)
