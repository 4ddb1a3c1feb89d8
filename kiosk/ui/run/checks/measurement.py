"""A number within limits: typed on our own keypad, or sent by a gauge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.keypad import LimitsBar, NumberPad, Readout
from kiosk.ui.widgets.label import Label
from sop import commands as c
from sop.execution.judging import judge_sample
from sop.execution.numbers import shown
from sop.procedure import Measurement

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class MeasurementInput(CheckInput):
    """What is typed is judged as it stands, before it is recorded: colour and place on the bar."""

    tall = True
    titled = True

    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        check = self._check
        self._readout = Readout(check.unit)
        self._bar = LimitsBar(check.lower, check.upper, check.target, check.decimals)
        self._bar.setVisible(check.lower is not None or check.upper is not None)
        self._title = Label(size="heading", bold=True)
        self._sample = Chip(tone="accent")
        signed = check.lower is None or check.lower < 0
        self._pad = NumberPad(decimals=check.decimals, signed=signed)
        self._pad.changed.connect(self._typed)
        self._pad.entered.connect(self.press)
        self._pad.setVisible(check.source != "gauge")
        for key in self._pad.findChildren(Button):
            key.setMinimumHeight(theme.px(64))
        self._lay_out()

    @property
    def _check(self) -> Measurement:
        assert isinstance(self.view.check, Measurement)
        return self.view.check

    def show_check(self, view: CheckView) -> None:
        before, self.view = self.view, view
        if before.state != view.state:
            self._pad.set_text("")
        self._title.setText(view.title)
        taken, wanted = len(view.state.samples), self._check.samples
        number = min(taken + 1, wanted)
        text = self.say("sample_of", number=number, count=wanted) if wanted > 1 else ""
        self._sample.show_status(text, "accent")
        self._typed(self._pad.text)

    def how(self) -> str:
        source = self._check.source
        key = {"typed": "measure_type", "gauge": "measure_gauge"}.get(source, "measure_either")
        return self.say(key)

    def primary(self) -> Primary:
        if self._check.source == "gauge":
            return Primary(self.say("do_measure"), False, "gauge")
        return Primary(self.say("do_measure"), self._value is not None, "tick")

    def press(self) -> None:
        value = self._value
        if value is not None:
            self.run.answer(c.RecordSample, self.check_id, value=value, source="typed")
        else:
            self.run.refused.emit(self.how())

    def key(self, event: QKeyEvent) -> bool:
        if self._check.source == "gauge":
            return False
        self._pad.keyPressEvent(event)
        return event.isAccepted()

    @property
    def _value(self) -> float | None:
        try:
            return float(self._pad.text)
        except ValueError:
            return None

    def _typed(self, text: str) -> None:
        value = self._value
        tone = "plain"
        if value is not None:
            tone = "passed" if judge_sample(self._check, value) is None else "failed"
        last = self.view.state.samples[-1:] if not text else ()
        self._readout.show_value(
            text or "".join(shown(v, self._check.decimals) for v in last), tone
        )
        values = [*self.view.state.samples, *([value] if value is not None else [])]
        self._bar.show_values(values)
        self.changed.emit()

    def _lay_out(self) -> None:
        """Side by side where there is width: the number beside the keys, as on a calculator."""
        wide = theme.scale.portrait
        self.column.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self.column.setSpacing(theme.px(28 if wide else 14))
        above = QVBoxLayout()
        above.setSpacing(theme.px(10))
        told = QHBoxLayout()
        told.addWidget(self._title, 1)
        told.addWidget(self._sample)
        above.addLayout(told)
        above.addWidget(self._readout)
        above.addWidget(self._bar)
        if wide:
            above.addStretch(1)
        self.column.addLayout(above, 1 if wide else 0)
        self.column.addWidget(self._pad, 1)
        if self._check.source == "gauge":
            self.column.addStretch(1)
