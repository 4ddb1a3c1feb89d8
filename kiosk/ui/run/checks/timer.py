"""Time that must pass, or a button that must be held for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QSizePolicy

from kiosk.operations import running
from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import HoldButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.timer_dial import TimerDial
from sop import commands as c
from sop.execution.numbers import shown
from sop.procedure import Timer

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context

_FRAME_MS = 50
#: Shorter than this a touch was a slip, and nothing of it is recorded.
_SLIP_MS = 400


class TimerInput(CheckInput):
    """A waiting time runs on the record's clock: leaving, a restart, a power cut do not stop it."""

    tall_in_portrait = True

    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._how = Label(size="label", colour="soft")
        self._dial = TimerDial()
        self._hold = HoldButton("", "primary", "timer", hold_ms=self._total_ms, big=True)
        self._hold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hold.setVisible(self._check.mode == "hold")
        self._hold.pressed.connect(self._pressed)
        self._hold.held.connect(self._held)
        self._hold.released_early.connect(self._let_go)
        self._since = QElapsedTimer()
        self._started = False
        self._broken = False
        self._beat = QTimer(self)
        self._beat.setInterval(_FRAME_MS)
        self._beat.timeout.connect(self._show_time)
        self.column.addWidget(self._how)
        self.column.addWidget(self._dial, 1)
        self.column.addWidget(self._hold)
        self._dial.setMinimumHeight(theme.px(200))

    @property
    def _check(self) -> Timer:
        assert isinstance(self.view.check, Timer)
        return self.view.check

    @property
    def _total_ms(self) -> int:
        return int(self._check.seconds * 1000)

    @property
    def _running(self) -> bool:
        return self._check.mode == "wait" and self.view.state.timer_started_at is not None

    def show_check(self, view: CheckView) -> None:
        super().show_check(view)
        if self._check.mode == "hold":
            self._how.setText(self.say("timer_hold"))
        else:
            self._how.setText(self.say("timer_running" if self._running else "timer_ready"))
        self._hold.setText(self.say("do_hold", seconds=shown(self._check.seconds, 0)))
        self._show_time()

    def primary(self) -> Primary:
        if self._check.mode == "hold":
            return Primary(self.say("do_hold_above"), False, "up")
        if self._running:
            return Primary(self.say("timer_running_short"), False, "timer")
        return Primary(self.say("do_start_timer"), True, "play")

    def press(self) -> None:
        if self._check.mode == "wait" and not self._running:
            self.run.answer(c.StartTimer, self.check_id)
        else:
            self.run.refused.emit(self._how.text())

    def enter(self) -> None:
        self._beat.start()

    def leave(self) -> None:
        self._beat.stop()

    # --- holding ---

    def _pressed(self) -> None:
        self._since.start()
        self._started, self._broken = False, False

    def _held(self, held_ms: int) -> None:
        self._begin()
        self._end(held_ms)

    def _let_go(self, held_ms: int) -> None:
        self._broken = True
        if self._started:
            self._end(held_ms)
        self._show_time()

    def _begin(self) -> None:
        if not self._started:
            self._started = True
            self.run.answer(c.StartTimer, self.check_id)

    def _end(self, held_ms: int) -> None:
        """The start may still be on its way to the disk: the end follows it."""
        self._started = False
        step = self.run.state.current if self.run.state else None
        if step is not None:
            self.run.ask_next(running.finish_hold, step, self.check_id, held_ms)

    # --- what it shows ---

    def _show_time(self) -> None:
        if self._check.mode == "hold":
            self._show_hold()
            return
        if not self._running or not self.run.is_open:
            self._dial.show_time(0, self._total_ms, "ready")
            return
        elapsed = self.run.now() - (self.view.state.timer_started_at or 0)
        self._dial.show_time(max(0, elapsed), self._total_ms, "running")

    def _show_hold(self) -> None:
        if self._hold.isDown():
            held = int(self._since.elapsed())
            if held >= _SLIP_MS:
                self._begin()
            self._dial.show_time(held, self._total_ms, "running")
        else:
            self._dial.show_time(0, self._total_ms, "broken" if self._broken else "ready")
