"""A value computed from earlier answers: what it rests on, where it lies, confirmed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Divider
from kiosk.ui.widgets.keypad import LimitsBar, Readout
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner
from sop import commands as c
from sop.execution.judging import judge_value
from sop.execution.numbers import shown
from sop.procedure import Calculation

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView, Input
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class CalculationInput(CheckInput):
    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        check = self._check
        self._caption = Label(size="small", colour="soft")
        self._inputs = QVBoxLayout()
        self._inputs.setSpacing(theme.px(8))
        self._readout = Readout(check.unit)
        self._bar = LimitsBar(check.lower, check.upper, None, check.decimals)
        self._bar.setVisible(check.lower is not None or check.upper is not None)
        self._problem = Banner()
        self.column.addWidget(self._caption)
        self.column.addLayout(self._inputs)
        self.column.addWidget(Divider())
        self.column.addWidget(self._readout)
        self.column.addWidget(self._bar)
        self.column.addWidget(self._problem)
        self.column.addStretch(1)

    @property
    def _check(self) -> Calculation:
        assert isinstance(self.view.check, Calculation)
        return self.view.check

    def show_check(self, view: CheckView) -> None:
        super().show_check(view)
        self._caption.setText(self.say("calculated_from"))
        while (item := self._inputs.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for each in view.inputs:
            # Of "this variant or that" only one has an answer, and it was enough.
            if each.value is not None or view.value is None:
                self._inputs.addWidget(self._line(each))
        self._show_value(view.value)

    def primary(self) -> Primary:
        return Primary(self.say("do_calculate"), self.view.value is not None)

    def press(self) -> None:
        if self.view.value is not None:
            self.run.answer(c.ConfirmCalculation, self.check_id)
        else:
            self.run.refused.emit(self.say("calculation_waits"))

    def _show_value(self, value: float | None) -> None:
        self._problem.show_text("" if value is not None else self.say("calculation_waits"))
        if value is None:
            self._readout.show_value("")
            self._bar.show_values([])
            return
        limited = self._check.lower is not None or self._check.upper is not None
        passes = judge_value(self._check, value) is None
        tone = ("passed" if passes else "failed") if limited else "plain"
        self._readout.show_value(shown(value, self._check.decimals), tone)
        self._bar.show_values([value])

    def _line(self, each: Input) -> QWidget:
        missing = each.value is None
        value = self.say("missing_input") if missing else str(each.value)
        line = QWidget()
        sideways = len(value) <= 14
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if sideways else QBoxLayout.Direction.TopToBottom,
            line,
        )
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(Label(each.title, "label", "soft"), 1)
        row.addWidget(Label(value, "label", "attention" if missing else "text", bold=True))
        return line
