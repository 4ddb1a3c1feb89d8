"""What opening the station had to tell: something was damaged, set aside, or is running out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.store import Notice
    from kiosk.ui.shell.context import Context


class NoticeSheet(Sheet):
    """One sheet for all of them; it stays until a hand puts it away."""

    def __init__(self, notices: Sequence[Notice], context: Context) -> None:
        super().__init__(lambda: self.tr("Before you begin"), wide=True)
        for notice in notices:
            words = Label("", "body", "on_attention_soft")
            self.says(words.setText, partial(_told, notice, context))
            card = Card(tone="attention", raised=False)
            card.content.addWidget(words)
            self.content.addWidget(card)
        self.content.setSpacing(theme.px(12))
        self._done = PrimaryButton("", "tick")
        self.says(self._done.setText, lambda: self.tr("Understood"))
        self._done.clicked.connect(self.dismissed.emit)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._done)


def _told(notice: Notice, context: Context) -> str:
    return notice.text(context.language)
