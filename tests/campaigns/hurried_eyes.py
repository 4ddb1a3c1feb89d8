"""What must hold however hurried the hands are: looked at after every move, and at rest.

Each finding is a sentence. The journal is read from its file, past the program's own store.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kiosk.ui.run.screen import RunScreen
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.overlays import Sheet
from sop.execution import begin
from tests.campaigns.shift_log import ShiftLog

if TYPE_CHECKING:
    from kiosk.app import App
    from sop.events import ExecutionStarted
    from sop.state import ExecutionState

#: What Qt says of a screen it only imagines, and of sound and video hardware that is not there.
_KNOWN = (
    "This plugin does not support",
    "Couldn't load",
    "Couldn't resolve",
    "PulseAudioService",
    "Using Qt multimedia",
    "No RHI backend",
    "FFmpeg",
    "[swscaler",
    "MESA",
)
_GRAVE = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class Ears(logging.Handler):
    """Errors in the program's own log, exceptions nobody caught, and what Qt warns of."""

    def __init__(self, app: App) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []
        app.desk.broken.connect(self._bug)
        logging.getLogger("kiosk").addHandler(self)
        self._before = qInstallMessageHandler(self._qt)

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.CRITICAL:  # crash reports are heard as bugs already
            self.heard.append(f"logged: {self.format(record)}")

    def close(self) -> None:
        logging.getLogger("kiosk").removeHandler(self)
        qInstallMessageHandler(self._before)
        super().close()

    def _bug(self, error: BaseException) -> None:
        import traceback

        told = traceback.format_exception(error)
        self.heard.append("exception: " + "".join(told))

    def _qt(self, kind: QtMsgType, _where: Any, text: str | None) -> None:
        if kind in _GRAVE and not any(known in (text or "") for known in _KNOWN):
            self.heard.append(f"Qt warns: {text}")


class Eyes:
    """Compares the screen with itself after every move, and with the journal at rest."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.log = ShiftLog(app.desk.station.store.folder / "journal.db", self._beginning)
        self.found: list[str] = []
        self.doubled = 0

    # --- after every move ---

    def look(self) -> None:
        """One sheet at most, and it lies on top of the screen it belongs to."""
        shell = self._app.shell
        sheets = [s for s in shell.findChildren(Sheet) if s.isVisible()]
        if len(sheets) > 1:
            self._find(f"{len(sheets)} sheets in view: {sheets}")
        if sheets and sheets[0] is not shell.sheet:
            self._find(f"an orphaned sheet: {sheets[0]}")
        if shell.sheet is not None and not sheets:
            self._find(f"a sheet nobody can see: {shell.sheet}")
        if shell.current is not None and not shell.current.isVisible():
            self._find(f"the screen {shell.current_name} is not in view")

    # --- at rest ---

    def rested(self) -> list[str]:
        """What is wrong while nothing moves; it may be right a moment later."""
        wrong = [*self._at_the_door(), *self._hands_free()]
        if isinstance(self._app.shell.current, RunScreen):
            wrong += self._against_journal(self._app.shell.current)
        return wrong

    def read_journal(self) -> None:
        """Its chain, its ids, and no check passed twice in one visit."""
        news = self.log.read_on()
        self.doubled += news.doubled_checks
        for what in ("broken_links", "doubled_ids", "doubled_checks"):
            if count := getattr(news, what):
                self._find(f"{count} {what} in the journal")

    def _at_the_door(self) -> list[str]:
        """Whoever is not signed in sees the badge screen."""
        shell, person = self._app.shell, self._app.desk.station.person
        if person is None and shell.current is not None and shell.current.needs_person:
            return [f"nobody is signed in, and {shell.current_name} is shown"]
        return []

    def _hands_free(self) -> list[str]:
        """Nothing is still busy when nothing is asked any more, and there is something to tap."""
        shell = self._app.shell
        buttons = [b for b in shell.findChildren(Button) if b.isVisible()]
        busy = [b for b in buttons if b.busy]
        wrong = [f"{shell.current_name}: {b.accessibleName()!r} stays busy" for b in busy]
        if not any(b.isEnabled() for b in buttons):
            wrong.append(f"a dead end: nothing to tap on {shell.current_name}")
        return wrong

    def _against_journal(self, screen: RunScreen) -> list[str]:
        """The step in hand is the one that is recorded, and so are the ticks."""
        run, stored = screen.run, self.log.states.get(screen.run.execution)
        if stored is None or run.state is None or run.view is None:
            return [f"the run {run.execution} is shown, but its state is not known"]
        wrong = []
        primary = screen.bar.primary
        corner = primary.mapTo(self._app.shell, primary.rect().bottomRight())
        if not self._app.shell.rect().contains(corner):
            size = self._app.shell.size().toTuple()
            wrong.append(f"the big button ends at {corner.toTuple()} of {size}")
        if run.state != stored:
            wrong.append(f"{run.execution}: the screen's state is not the recorded one")
        wrong += self._step_shown(screen, stored)
        return wrong

    def _step_shown(self, screen: RunScreen, stored: ExecutionState) -> list[str]:
        view = screen.run.view
        shown = view.step if view is not None else None
        if (shown.step if shown else None) != stored.current:
            return [f"step {shown and shown.step} is shown, {stored.current} is recorded"]
        if shown is None or not screen.checks.isVisible():
            return []
        language = self._app.preferences.language
        step = stored.procedure.step(shown.step)
        assert step is not None
        title = step.title.get(language, "")
        wrong = [] if title in screen.card._title.text() else [f"the card does not say {title!r}"]
        recorded = {k for k, at in stored.step_state(step.id).checks.items() if at.passed}
        rows = screen.checks._rows._rows
        ticked = {k for k, row in rows.items() if row._view.status == "passed"}
        if ticked != recorded & set(rows):
            wrong.append(f"{step.id}: ticked are {sorted(ticked)}, recorded {sorted(recorded)}")
        return wrong

    def _beginning(self, started: ExecutionStarted) -> ExecutionState:
        return begin(self._app.desk.station.release(started.release).procedure)

    def _find(self, what: str) -> None:
        self.found.append(what)


def widgets() -> int:
    """How many there are, shown or not: what is made anew must go again."""
    return len(QApplication.allWidgets())
