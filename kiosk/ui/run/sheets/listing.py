"""Sheets that are lists: what the job needs, which step, which contingency procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.ui.run.notices import WarningCard
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.flow import FlowLayout
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.rows import ListRow
from kiosk.ui.widgets.scrolling import ScrollArea
from sop.execution.explaining import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.ui.run.view import RunView
    from sop.procedure import BomItem


class NeededSheet(Sheet):
    """The second layer: protection, hazards, tools, parts; and the step's warnings again."""

    def __init__(self, language: str, view: RunView) -> None:
        super().__init__(f"{view.title}  {view.code} · {view.revision}", wide=True)
        self._language = language
        self._area = ScrollArea()
        self.content.addWidget(self._area, 1)
        around = view.around
        for warning in view.step.warnings if view.step else ():
            word = say(f"level_{warning.level}", language)
            self._area.add(WarningCard(warning.level, word, title(warning.text, language)))
        self._chips("ppe", [(title(p.text, language), p.icon) for p in around.ppe])
        self._chips("hazards", [(hazard, "warning") for hazard in around.hazards])
        self._chips("tools", [(self._tool(*tool), "ruler") for tool in around.tools])
        self._parts(around.bom)
        if self._area.body.count() == 0:
            self._area.add(Label(say("nothing_needed", language), "body", "soft"))
        tall = self._area.body.sizeHint().height()
        self._area.setMinimumHeight(min(max(tall, theme.px(200)), theme.px(760)))

    def _tool(self, name: str, calibrated: bool) -> str:
        return f"{name} · {say('tool_calibrated', self._language)}" if calibrated else name

    def _chips(self, key: str, entries: list[tuple[str, str]]) -> None:
        if not entries:
            return
        self._area.add(Label(say(key, self._language), "label", "soft", bold=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        tone = "attention" if key == "hazards" else "plain"
        for text, icon in entries:
            flow.addWidget(Chip(text, tone, icon))  # type: ignore[arg-type]
        self._area.add(holder)

    def _parts(self, bom: Sequence[BomItem]) -> None:
        if not bom:
            return
        self._area.add(Label(say("bom", self._language), "label", "soft", bold=True))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(14))
        grid.setColumnStretch(1, 1)
        for line, item in enumerate(bom):
            grid.addWidget(Label(item.part, "label", bold=True, wrap=False), line, 0)
            grid.addWidget(Label(title(item.title, self._language), "label"), line, 1)
            if item.traced != "no":
                chip = Chip(say(f"traced_{item.traced}", self._language), "accent")
                grid.addWidget(chip, line, 2)
            quantity = Label(f"{item.quantity:g} {item.unit}", "label", "soft", wrap=False)
            grid.addWidget(quantity, line, 3)
        self._area.add(table)


class PickSheet(Sheet):
    """One of several lines. `picked` carries its id."""

    picked = Signal(str)

    def __init__(self, heading: str, entries: Sequence[tuple[str, str, str, str]]) -> None:
        """Entries are id, title, detail and icon."""
        super().__init__(heading)
        area = ScrollArea()
        for name, text, detail, icon in entries:
            row = ListRow(text, detail, icon_name=icon)
            row.setObjectName(f"pick_{name}")
            row.clicked.connect(lambda _=False, each=name: self.picked.emit(each))
            area.add(row)
        area.setMinimumHeight(min(theme.px(124) * len(entries), theme.px(680)))
        self.content.addWidget(area, 1)
