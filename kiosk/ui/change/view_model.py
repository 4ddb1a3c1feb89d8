"""What changed, as the screen shows it; reading it is recorded, then the work begins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kiosk.operations import changing, running, superseding

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.errors import KnownError
    from kiosk.operations.changing import Changes
    from kiosk.operations.station import Outcome
    from kiosk.ui.desk import Desk

#: What is begun once the changes were read: the operation, and in `begin` what it is asked with.
_BEGINS: dict[str, Callable[..., Outcome]] = {
    "order": running.start_next_unit,
    "procedure": running.start_execution,
    "following": running.start_following_unit,
    "anew": superseding.begin_anew,
}


class ChangeModel(QObject):
    """`shown` carries `Changes`; `begun` the execution; `refused` an `Outcome`; `failed` a
    `KnownError`."""

    shown = Signal(object)
    begun = Signal(str)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._release = ""
        self._begin: tuple[Any, ...] = ()
        self._visit = 0

    def open(self, release: str, begin: tuple[Any, ...]) -> None:
        """Show what that release changed; `begin` names what follows, and with what."""
        self.close()
        self._release, self._begin = release, begin
        self._desk.ask(changing.changes_of, release, then=partial(self._came, self._visit))

    def close(self) -> None:
        self._visit += 1

    def acknowledge(self) -> None:
        """Every change was shown: record it, then begin."""
        kind, *arguments = self._begin
        visit = self._visit
        self._desk.ask(changing.acknowledge_changes, self._release, failed=self._failed)
        self._desk.ask(
            _BEGINS[kind],
            *arguments,
            then=lambda outcome: self._answered(visit, outcome),
            failed=self._failed,
        )

    def _came(self, visit: int, changes: Changes) -> None:
        if visit == self._visit:
            self.shown.emit(changes)

    def _answered(self, visit: int, outcome: Outcome) -> None:
        if visit != self._visit:
            return  # left or locked meanwhile: the run waits among those to go on with
        if outcome.refusal is not None:
            self.refused.emit(outcome)
        else:
            self.begun.emit(outcome.state.execution)

    def _failed(self, error: KnownError) -> None:
        self.failed.emit(error)
