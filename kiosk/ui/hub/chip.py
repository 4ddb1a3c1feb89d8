"""The status chip: always there, always true, never in the way. One tap says more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.hub.words import chip
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from kiosk.operations.reconciling import SyncStatus
    from kiosk.ui.shell.context import Context


class HubChip(Button):
    """Where room is short it says with its icon alone that all is well."""

    def __init__(self, context: Context) -> None:
        super().__init__("", "quiet", "offline")
        self._context = context
        context.presence.changed.connect(self._show)
        self.clicked.connect(self._open)
        self.refresh()

    def refresh(self) -> None:
        self._show(self._context.presence.status)

    def _show(self, status: SyncStatus) -> None:
        words, good = chip(status, self._context.language)
        short = theme.scale.compact or theme.scale.portrait
        count = str(status.unsent) if status.unsent and not good else ""
        self.set_kind("quiet" if good else "attention")
        self.set_icon("online" if good and status.state != "alone" else "offline")
        self.setText("" if short and good else count if short else words)
        self.setAccessibleName(words)
        # A station that belongs to no hub has nothing to tell.
        self.setVisible(status.state != "alone")

    def _open(self) -> None:
        from kiosk.ui.hub.sheet import HubSheet

        sheet = HubSheet(self._context)
        sheet.dismissed.connect(self._context.shell.close_sheet)
        self._context.shell.show_sheet(sheet)
