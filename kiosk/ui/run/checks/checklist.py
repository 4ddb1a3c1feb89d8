"""Every item ticked. A tick counts once it is on disk, and can be taken back until the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.widgets.choices import Checklist as Items
from kiosk.ui.widgets.choices import Tile
from kiosk.ui.widgets.scrolling import ScrollArea
from sop import commands as c
from sop.execution.explaining import title
from sop.procedure import Checklist

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class ChecklistInput(CheckInput):
    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._scroll = ScrollArea()
        self._items: Items | None = None
        self._language = ""
        self.column.addWidget(self._scroll, 1)

    @property
    def _check(self) -> Checklist:
        assert isinstance(self.view.check, Checklist)
        return self.view.check

    def show_check(self, view: CheckView) -> None:
        self.view = view
        if self._language != self.context.language:
            self._say_items()
        assert self._items is not None
        self._items.tick(view.state.ticked)
        self.changed.emit()

    def primary(self) -> Primary:
        left = len(self._check.items) - len(self.view.state.ticked)
        return Primary(self.say("tick_left", count=left), False, "checklist")

    def press(self) -> None:
        self.run.refused.emit(self.say("do_tick"))

    def _say_items(self) -> None:
        self._language = self.context.language
        items = [Tile(item.id, title(item.text, self._language)) for item in self._check.items]
        self._scroll.clear()
        self._items = Items(items)
        self._items.changed.connect(self._tapped)
        self._scroll.add(self._items)

    def _tapped(self, ticked: tuple[str, ...]) -> None:
        """One tap changes one item; what is not asked for now is shown as it stands."""
        recorded = set(self.view.state.ticked)
        changed = next(iter(recorded.symmetric_difference(ticked)), None)
        asked = changed is not None and self.run.answer(
            c.TickItem, self.check_id, item=changed, ticked=changed not in recorded
        )
        if not asked and self._items is not None:
            self._items.tick(recorded)
