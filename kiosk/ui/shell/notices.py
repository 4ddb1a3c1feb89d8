"""What opening the station had to tell: something was damaged, set aside, or is running out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent

    from kiosk.store import Notice
    from kiosk.ui.shell.context import Context


class NoticeSheet(Sheet):
    """One sheet for all of them; it stays until a hand puts it away."""

    def __init__(self, notices: Sequence[Notice], context: Context) -> None:
        super().__init__("", wide=True)
        self._notices, self._context = notices, context
        self._words = [Label("", "body", "on_attention_soft") for _ in notices]
        for words in self._words:
            card = Card(tone="attention", raised=False)
            card.content.addWidget(words)
            self.content.addWidget(card)
        self.content.setSpacing(theme.px(12))
        self._done = PrimaryButton("", "tick")
        self._done.clicked.connect(self.dismissed.emit)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._done)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == event.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.title.setText(self.tr("Before you begin"))
        self._done.setText(self.tr("Understood"))
        for words, notice in zip(self._words, self._notices, strict=True):
            words.setText(notice.text(self._context.language))
