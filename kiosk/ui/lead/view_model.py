"""What the team lead sees: open exceptions, runs under way, and what is asked about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from kiosk.operations import browsing
from kiosk.operations.exceptions import Handled, OpenException, open_exceptions
from kiosk.operations.station import Outcome
from sop.execution import explain
from sop.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.errors import KnownError
    from kiosk.operations.browsing import UnfinishedRun
    from kiosk.operations.station import Change, Station
    from kiosk.ui.desk import Desk
    from sop.state import ExecutionState
    from sop.wire.messages import News


WORK = "work_order"
LATELY = 50
"""Of so many exceptions told of last a lead sees what came of them."""


class Desktop(Struct, frozen=True):
    """`states` of every run that is under way or has an open exception, by execution. `work`: by
    exception the latest word on the work order of each that is open; `past` of those that are not
    open here any more, the most recently told first."""

    exceptions: tuple[OpenException, ...] = ()
    runs: tuple[UnfinishedRun, ...] = ()
    states: dict[str, ExecutionState] = {}
    work: dict[str, News] = {}
    past: tuple[News, ...] = ()


def desktop(station: Station) -> Desktop:
    """Asked on the writer's thread."""
    found, runs = open_exceptions(station), tuple(browsing.unfinished_runs(station))
    named = {run.run.execution for run in runs} | {it.execution for it in found if it.execution}
    states = {each: station.state(each) for each in named}
    news, names = station.store.news, [it.exception for it in found]
    work = {name: it for name in names if (it := news.of(WORK, name)) is not None}
    past = tuple(it for it in news.latest_about(WORK, LATELY) if it.about not in names)
    return Desktop(found, runs, states, work, past)


class LeadModel(QObject):
    """`shown` whenever something changed; `refused` and `told` carry sentences."""

    shown = Signal(object)

    def __init__(self, desk: Desk, language: Callable[[], str]) -> None:
        super().__init__()
        self._desk, self._language = desk, language
        self.desktop = Desktop()
        self.in_view = False
        desk.changed.connect(self._changed)

    def refresh(self) -> None:
        self._desk.ask(desktop, then=self._show)

    def ask(
        self,
        operation: Callable[..., Outcome | Handled],
        *args: Any,
        done: Callable[[], None],
        refused: Callable[[str], None],
    ) -> None:
        """Run `operation(station, *args)`; `refused` hears why it was not done."""

        def came(outcome: Outcome | Handled) -> None:
            if outcome.refusal is None:
                done()
            else:
                refused(self._why(outcome))

        def failed(error: KnownError) -> None:
            refused(error.text(self._language()))

        self._desk.ask(operation, *args, then=came, failed=failed)

    def exception(self, exception: str) -> OpenException | None:
        found = (each for each in self.desktop.exceptions if each.exception == exception)
        return next(found, None)

    def state(self, execution: str | None) -> ExecutionState | None:
        return self.desktop.states.get(execution or "")

    def _why(self, outcome: Outcome | Handled) -> str:
        refusal = outcome.refusal
        assert refusal is not None
        if isinstance(outcome, Outcome):
            return explain(outcome.state, refusal, self._language())
        state = self.state(outcome.execution)
        if state is not None:
            return explain(state, refusal, self._language())
        return text(refusal.code, self._language(), **refusal.details)

    def _show(self, found: Desktop) -> None:
        self.desktop = found
        self.shown.emit(found)

    def _changed(self, change: Change) -> None:
        if self.in_view and change.topic in ("exceptions", "execution", "news"):
            self.refresh()
