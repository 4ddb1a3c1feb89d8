"""The open steps of a run in another order: up and down by finger; critical ones keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import IconButton, PrimaryButton
from kiosk.ui.widgets.cards import Card, Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.scrolling import ScrollArea
from sop.execution import may_adjust, open_steps
from sop.execution.explaining import title

if TYPE_CHECKING:
    from collections.abc import Callable

    from sop.procedure import Step
    from sop.state import ExecutionState


class OrderSheet(Sheet):
    """`wanted` carries the steps in their new order. What may not be moved cannot be tapped."""

    wanted = Signal(tuple)

    def __init__(self, language: Callable[[], str], state: ExecutionState) -> None:
        super().__init__(lambda: say("order_title", language()), wide=True)
        self._language, self._state = language, state
        self.steps = list(open_steps(state))
        self._explained = Label(size="label", colour="soft")
        self._area = ScrollArea()
        self._area.setMinimumHeight(theme.px(560))
        self.rows: dict[str, _Row] = {}
        self.sign = PrimaryButton("", "signature")
        self.sign.setMinimumWidth(theme.px(360))
        self.sign.clicked.connect(lambda: self.wanted.emit(tuple(self.steps)))
        self.content.addWidget(self._explained)
        self.content.addWidget(self._area, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.sign)
        self.says(self._speak, language)

    def shift(self, step: str, by: int) -> None:
        """One place up (-1) or down (+1), where that is allowed."""
        if self._may_move(step, by):
            here = self.steps.index(step)
            self.steps[here], self.steps[here + by] = self.steps[here + by], self.steps[here]
            self._show(self._language())

    def _may_move(self, step: str, by: int) -> bool:
        here = self.steps.index(step)
        there = here + by
        if not 0 <= there < len(self.steps):
            return False
        return "flexible" in (self._step(step).control, self._step(self.steps[there]).control)

    def _step(self, step: str) -> Step:
        found = self._state.procedure.step(step)
        assert found is not None
        return found

    def _speak(self, language: str) -> None:
        self._explained.setText(say("lead_order_text", language))
        self.sign.setText(say("lead_order_sign", language))
        self._show(language)

    def _show(self, language: str) -> None:
        self._area.clear()
        self.rows = {}
        for number, each in enumerate(self.steps, 1):
            row = _Row(self._step(each), number, each == self._state.current, language)
            for button, by in ((row.up, -1), (row.down, 1)):
                button.setEnabled(self._may_move(each, by))
                button.clicked.connect(lambda _=False, each=each, by=by: self.shift(each, by))
            self.rows[each] = row
            self._area.add(row)
        self.sign.setEnabled(may_adjust(self._state, tuple(self.steps)) is None)


class _Row(Card):
    def __init__(self, step: Step, number: int, current: bool, language: str) -> None:
        super().__init__(raised=False)
        name = title(step.title, language)
        critical = step.control == "critical"
        self.set_critical(critical)
        self.up = IconButton("up", say("order_up", language, title=name))
        self.down = IconButton("down", say("order_down", language, title=name))
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(Label(f"{number}  {name}", "body", bold=True))
        marks = QHBoxLayout()
        marks.setSpacing(theme.px(10))
        if critical:
            marks.addWidget(Chip(say("critical", language), "critical", "shield"))
        else:
            marks.addWidget(Chip(say("flexible", language), "plain", "skip"))
        if current:
            marks.addWidget(Chip(say("line_current", language), "accent", "play"))
        marks.addStretch(1)
        words.addLayout(marks)
        line.addLayout(words, 1)
        line.addWidget(self.up)
        line.addWidget(self.down)
        holder = QWidget()
        holder.setLayout(line)
        self.content.addWidget(holder)
