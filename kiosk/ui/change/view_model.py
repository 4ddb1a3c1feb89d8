"""What changed, as the screen shows it; reading it and each answer are recorded, then the work
begins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kiosk.operations import changing, starting

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.errors import KnownError
    from kiosk.operations.quizzing import Quiz
    from kiosk.operations.station import Outcome
    from kiosk.ui.desk import Desk


class ChangeModel(QObject):
    """`shown` carries `Changes`; `acknowledged` that they were read; `answered` whether an answer
    was right, and the `Quiz` as it is then; `begun` the execution; `refused` an `Outcome`;
    `failed` a `KnownError`."""

    shown = Signal(object)
    acknowledged = Signal()
    answered = Signal(bool, object)
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
        self._ask(changing.changes_of, release, then=self.shown.emit)

    def close(self) -> None:
        self._visit += 1

    def acknowledge(self) -> None:
        """Every change was shown, and whoever is here says so."""
        self._ask(
            changing.acknowledge_changes, self._release, then=lambda _: self.acknowledged.emit()
        )

    def answer(self, number: int, given: int) -> None:
        self._ask(changing.answer, self._release, number, given, then=self._answered)

    def begin(self) -> None:
        """All of it is read and answered."""
        self._ask(starting.begin, self._begin, then=self.begin_with)

    def begin_with(self, outcome: Outcome) -> None:
        """It was begun, here or with a coach beside; or refused."""
        if outcome.refusal is not None:
            self.refused.emit(outcome)
        else:
            self.begun.emit(outcome.state.execution)

    @property
    def what(self) -> tuple[Any, ...]:
        return self._begin

    def _answered(self, told: tuple[bool, Quiz]) -> None:
        self.answered.emit(*told)

    def _ask(self, operation: Callable[..., Any], *args: Any, then: Callable[[Any], None]) -> None:
        """Left or locked meanwhile, nothing follows: a run begun waits among those to go on
        with, and what was answered is remembered."""
        came = partial(self._came, self._visit, then)
        failed = partial(self._came, self._visit, self._failed)
        self._desk.ask(operation, *args, then=came, failed=failed)

    def _came(self, visit: int, then: Callable[[Any], None], what: Any) -> None:
        if visit == self._visit:
            then(what)

    def _failed(self, error: KnownError) -> None:
        self.failed.emit(error)
