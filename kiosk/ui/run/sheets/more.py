"""What else can be done with a run, each with what it means in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.rows import ListRow
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from kiosk.ui.run.view import RunView


class Offer(NamedTuple):
    """Something to tap: its key (also that of its words), and its icon."""

    key: str
    icon: str
    tone: str = "plain"


def offers(view: RunView) -> list[Offer]:
    """Only what can be done now: a button that always refuses teaches to ignore buttons."""
    free = view.held is None and not view.standing.stopped
    running, step = view.status == "running" and free, view.step
    here = step is not None and running
    blocked = step is not None and step.blocked is not None
    read = any(line.may_read for line in view.lines)
    offered = (
        (True, Offer("documents", "document")),
        (view.status == "running", Offer("pause", "pause")),
        (view.status in ("running", "paused"), Offer("hand_over", "handover")),
        (running and read, Offer("go_back", "rework")),
        (here and not blocked and step is not None and step.skippable, Offer("skip", "skip")),
        (here and not view.contingency and bool(view.around.contingencies), _CONTINGENCY),
        (running and bool(view.contingency), Offer("leave_contingency", "back")),
        (here and not view.halted, Offer("deviation", "signature")),
        (view.halted and view.standing.successor is not None, Offer("anew", "rework")),
        (view.status in ("running", "paused"), Offer("lead", "people")),
        (
            view.held is None and view.status in ("running", "paused"),
            Offer("abort", "stop", "failed"),
        ),
    )
    return [offer for condition, offer in offered if condition]


_CONTINGENCY = Offer("contingency", "contingency", "attention")


class MoreSheet(Sheet):
    """`chosen` carries the key of what was tapped."""

    chosen = Signal(str)

    def __init__(self, language: str, view: RunView) -> None:
        super().__init__(say("more", language), wide=True)
        area = ScrollArea()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(14))
        columns = 1 if theme.scale.portrait else 2
        for index, offer in enumerate(offers(view)):
            row = ListRow(
                say(offer.key, language),
                say(f"more_{offer.key}", language),
                icon_name=offer.icon,
                tone=offer.tone,  # type: ignore[arg-type]
                opens=False,
            )
            row.setObjectName(f"more_{offer.key}")
            row.clicked.connect(lambda _=False, key=offer.key: self.chosen.emit(key))
            grid.addWidget(row, index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        area.add(holder)
        area.setMinimumHeight(
            min(
                holder.sizeHint().height() + theme.px(8),
                theme.px(1100 if theme.scale.portrait else 760),
            )
        )
        self.content.addWidget(area, 1)
