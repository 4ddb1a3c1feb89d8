"""What the chip has no room for: network, what is unsent, how old what is in force is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.ui.hub.words import Line, lines
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet

if TYPE_CHECKING:
    from kiosk.operations.reconciling import SyncStatus
    from kiosk.ui.shell.context import Context


class HubSheet(Sheet):
    """Follows what happens while it is open."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: self.tr("Hub"), wide=True)
        self._context = context
        self._try = Button("", "secondary", "rework")
        self.says(self._try.setText, lambda: self.tr("Try now"))
        self._try.clicked.connect(context.presence.wanted.emit)
        self._done = PrimaryButton("", "tick")
        self.says(self._done.setText, lambda: self.tr("Close"))
        self._done.clicked.connect(self.dismissed.emit)
        self.content.setSpacing(theme.px(12))
        self.buttons.addWidget(self._try)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._done)
        context.presence.changed.connect(self._show)
        self.retranslated.connect(lambda: self._show(context.presence.status))
        self._show(context.presence.status)

    def _show(self, status: SyncStatus) -> None:
        self._try.setVisible(status.state != "alone")
        while (item := self.content.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines(status, self._context.language, datetime.now().astimezone()):
            self.content.addWidget(_card(line))


def _card(line: Line) -> Card:
    card = Card(tone=None if line.good else "attention", raised=False)
    ink = "text" if line.good else "on_attention_soft"
    card.content.setSpacing(theme.px(2))
    card.content.addWidget(Label(line.title, "small", "soft" if line.good else ink))
    card.content.addWidget(Label(line.text, "body", ink))
    return card
