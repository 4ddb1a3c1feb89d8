"""The run between the screen and the operations: asks, hears, and says what is to be shown."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.operations import running
from kiosk.operations.station import Change, Outcome
from kiosk.operations.superseding import come_to
from kiosk.ui.run.happening import happening_in
from kiosk.ui.run.looking import looks_for, meaning_of
from kiosk.ui.run.reading import ReadStep, read_step
from kiosk.ui.run.rendering import render, render_takt
from sop import commands as c
from sop.execution import checks_of, explain
from sop.procedure import Timer
from sop.state import CheckState

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.errors import KnownError
    from kiosk.operations.browsing import Media, OpenRun
    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.desk import Desk
    from kiosk.ui.run.view import CheckView, RunView
    from sop.state import ExecutionState

_TICK_MS = 200
_AFTER_FAILURE_MS = 5000
_STANDS_STILL = ("take_over", "release", "lift", "anew")


class RunModel(QObject):
    """One execution at a time. Nothing is shown as done before the operation has answered.

    `rendered` carries a `RunView`; `ticked` a `Takt`; `happened` a `Happening`; `refused` a
    sentence; `working` whether an answer is awaited; `badge_shown` a badge scanned to sign.
    """

    rendered = Signal(object)
    ticked = Signal(object)
    happened = Signal(object)
    refused = Signal(str)
    working = Signal(bool)
    badge_shown = Signal(str)

    def __init__(self, desk: Desk, language: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.execution = ""
        self.state: ExecutionState | None = None
        self.view: RunView | None = None
        self.media: dict[str, Media] = {}
        self._active: str | None = None
        self._waiting = False
        self._visit = 0
        self._scans: deque[Scan] = deque()
        self._next: Callable[[], object] | None = None
        self._second = -1
        self._not_before = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        desk.changed.connect(self._changed_elsewhere)
        desk.broken.connect(self._broke)

    # --- coming and going ---

    def open(self, execution: str) -> None:
        """Show this execution from now on; `rendered` follows when it was read."""
        self.close()
        self.execution = execution
        self._read()

    def close(self) -> None:
        """Answers still on their way are no longer ours."""
        self._visit += 1
        self._clock.stop()
        self._scans.clear()
        self._next = None
        self.state, self.view, self._active = None, None, None
        self._set_waiting(False)

    def refresh(self) -> None:
        """Say everything again: another language, another check in hand."""
        state = self.state
        if state is not None:
            ruling = self._desk.station.ruling
            self.view = render(
                state, self.language, self.now(), self._person(), self._active, ruling
            )
            self.rendered.emit(self.view)

    # --- what the hand did ---

    @property
    def is_open(self) -> bool:
        return self.state is not None

    @property
    def waiting(self) -> bool:
        return self._waiting

    @property
    def language(self) -> str:
        return self._language()

    def now(self) -> int:
        return self._desk.station.now_ms()

    def activate(self, check: str) -> None:
        """Take this check of the step in hand; it stays in hand until it has passed."""
        self._active = check
        self.refresh()

    def press(self) -> bool:
        """Do what the big button says, where no input is needed for it. True when it was asked."""
        view = self.view
        if view is None:
            return False
        action, step = view.action, view.step.step if view.step else ""
        match action.kind:
            case "warnings":
                return self.do(c.AcknowledgeWarnings, step=step)
            case "acknowledge":
                return self.do(c.AcknowledgeCheck, step=step, check=action.acknowledge[0])
            case "complete":
                return self.do(c.CompleteStep, step=step, acknowledge=action.acknowledge)
            case "finish":
                return self.do(c.Finish)
            case "leave_contingency":
                return self.do(c.LeaveContingency)
            case "resume":
                return self.do(c.Resume)
            case "take_over":
                return self.ask(running.take_over)
            case _:
                return False

    def do(self, command: type[c.BaseCommand], **fields: Any) -> bool:
        """Ask the execution for a command. False when an answer is still awaited."""
        return self.ask(running.do, command, **fields)

    def answer(self, command: type[c.BaseCommand], check: str, **fields: Any) -> bool:
        """As `do`, for a check of the step in hand."""
        step = self.state.current if self.state else None
        return step is not None and self.do(command, step=step, check=check, **fields)

    def ask(
        self,
        operation: Callable[..., Outcome],
        *args: Any,
        done: Callable[[], None] | None = None,
        refused: Callable[[str], None] | None = None,
        **kwargs: Any,
    ) -> bool:
        """Run `operation(station, execution, …)`. One at a time: a second tap asks nothing.

        `done` is called when it is recorded, before the screen shows it; `refused` gets the
        sentence that the signal would carry: a sheet tells it where it was asked.
        """
        if self._waiting or self.state is None:
            return False
        self._set_waiting(True)
        self._desk.ask(
            operation,
            self.execution,
            *args,
            then=partial(self._came, self._visit, done, refused),
            failed=partial(self._failed, self._visit, refused),
            **kwargs,
        )
        return True

    def ask_next(self, operation: Callable[..., Outcome], *args: Any) -> None:
        """As `ask`, after the answer still awaited: the end of what has just begun."""
        if self._waiting:
            self._next = partial(self.ask, operation, *args)
        else:
            self.ask(operation, *args)

    # --- codes ---

    def looks_for(self) -> Expectation | None:
        return looks_for(self.state) if self.state is not None else None

    def scanned(self, scan: Scan) -> bool:
        """A code was read. While an answer is awaited it waits its turn: a showing comes once."""
        if self.state is None or self.view is None:
            return False
        if self._waiting:
            self._scans.append(scan)
            return True
        step = self.view.step
        active = step.active.check if step and step.active else None
        meaning = meaning_of(self.state, active, scan, self.language)
        match meaning.kind:
            case "scan":
                self._active = meaning.check
                return self.ask(running.record_scan, self.state.current, meaning.check, scan)
            case "sample":
                fields = {"value": meaning.value, "source": "gauge"}
                return self.answer(c.RecordSample, meaning.check, **fields)
            case "badge":
                self.badge_shown.emit(scan.text)
                return True
        self.refused.emit(meaning.why)
        return False

    # --- reading back ---

    def read_step(self, step: str) -> ReadStep | None:
        """What was recorded at a step."""
        return read_step(self.state, step, self.language) if self.state is not None else None

    def read_check(self, step: str, check: str) -> CheckView | None:
        """One check of it."""
        read = self.read_step(step)
        checks = read.checks if read is not None else ()
        return next((view for view in checks if view.check.id == check), None)

    # --- answers and notices ---

    def _read(self) -> None:
        self._desk.ask(come_to, self.execution, then=partial(self._opened, self._visit))

    def _opened(self, visit: int, run: OpenRun) -> None:
        if visit != self._visit:
            return
        self.state, self.media = run.state, run.media
        self._clock.start()
        self.refresh()

    def _came(
        self,
        visit: int,
        done: Callable[[], None] | None,
        refused: Callable[[str], None] | None,
        outcome: Outcome,
    ) -> None:
        if visit != self._visit:
            return
        self.state = outcome.state
        self._set_waiting(False)
        if outcome.refusal is not None:
            if outcome.refusal.code == "timer_running":
                self._let_timers_rest()
            sentence = explain(outcome.state, outcome.refusal, self.language)
            (refused or self.refused.emit)(sentence)
        elif done is not None:
            done()
        self._let_go_of_passed()
        self.refresh()
        told = happening_in(outcome.state.procedure, outcome.events, self.language)
        if told is not None:
            self.happened.emit(told)
        self._go_on()

    def _failed(self, visit: int, refused: Callable[[str], None] | None, error: KnownError) -> None:
        """Nothing was recorded, and nothing that was entered is lost."""
        if visit != self._visit:
            return
        self._set_waiting(False)
        self._let_timers_rest()
        self._scans.clear()
        self._next = None
        (refused or self.refused.emit)(error.text(self.language))

    def _broke(self, _error: BaseException) -> None:
        self._set_waiting(False)

    def _changed_elsewhere(self, change: Change) -> None:
        """Our own changes come with their answer; anybody else's are read anew."""
        if self.state is None or self._waiting:
            return
        if change.topic == "execution" and change.execution == self.execution:
            self._read()
        elif change.topic == "exceptions":
            self._read()  # one elsewhere may have stopped the station, or let it go on
        elif change.topic == "releases":
            self._read()  # a revision or a withdrawal may ask something of this run
        elif change.topic == "person":
            self.refresh()

    # --- within ---

    def _tick(self) -> None:
        state = self.state
        if state is None or state.ended_at is not None:
            return
        now = self.now()
        takt = render_takt(state, now)
        if takt.elapsed_ms // 1000 != self._second:
            self._second = takt.elapsed_ms // 1000
            self.ticked.emit(takt)
        self._finish_timers(state, now)

    def _let_timers_rest(self) -> None:
        """A full disk, or a wall clock that was set forward under a running timer, would otherwise
        be told five times a second. By the machine's own clock: the wall's may be set back."""
        self._not_before = self._machine_ms() + _AFTER_FAILURE_MS

    def _machine_ms(self) -> int:
        return self._desk.station.clock.monotonic_ns() // 1_000_000

    def _finish_timers(self, state: ExecutionState, now: int) -> None:
        step = state.current_step
        if step is None or state.status != "running" or self._waiting:
            return
        if self._machine_ms() < self._not_before:
            return
        if self.view is None or self.view.action.kind in _STANDS_STILL:
            return
        for check in step.checks:
            at = state.step_state(step.id).checks.get(check.id, CheckState())
            if not isinstance(check, Timer) or check.mode != "wait" or at.passed:
                continue
            if at.timer_started_at is not None and now - at.timer_started_at >= (
                check.seconds * 1000
            ):
                self.ask(running.finish_timer, step.id, check.id)
                return

    def _let_go_of_passed(self) -> None:
        """What has passed is no longer in hand: the next open check is."""
        state = self.state
        if state is None or state.current is None or self._active is None:
            self._active = None
            return
        at = state.step_state(state.current).checks.get(self._active, CheckState())
        step = state.current_step
        if at.passed or step is None or self._active not in checks_of(state, step.id):
            self._active = None

    def _go_on(self) -> None:
        """What came while the answer was awaited."""
        if self._next is not None:
            ask, self._next = self._next, None
            ask()
        elif self._scans and not self._waiting:
            self.scanned(self._scans.popleft())

    def _set_waiting(self, waiting: bool) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            self.working.emit(waiting)

    def _person(self) -> str | None:
        person = self._desk.station.person
        return person.id if person is not None else None
