"""What the home screen shows, and what its taps and scans begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.operations import browsing
from kiosk.operations.changing import ChangesUnread
from kiosk.operations.governing import ReleaseWithdrawn
from kiosk.operations.starting import begin

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.operations.browsing import Found, Home, OfferedOrder
    from kiosk.operations.station import Change, Outcome
    from kiosk.ui.desk import Desk


class HomeModel(QObject):
    """`shown` carries a `Home`; `started` an execution to go to; `refused` what was begun and the
    `Outcome` that refuses it;
    `unknown` a code that means nothing here; `badge` one that belongs to a person; `unread` a
    release whose changes come first, and what is begun then; `withdrawn` why it is not begun."""

    shown = Signal(object)
    started = Signal(str)
    refused = Signal(object, object)
    unknown = Signal(str)
    badge = Signal(str)
    unread = Signal(str, object)
    withdrawn = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._starting = False
        self.home: Home | None = None
        desk.changed.connect(self._changed)
        self.in_view = False

    def refresh(self) -> None:
        self._desk.ask(browsing.home, then=self._show)

    def start_order(self, number: str, release: str) -> None:
        """Begin the next unit of a work order. A second tap while it begins does nothing."""
        if not self._starting:
            self._starting = True
            self._begin(("order", number, release))

    def start_procedure(self, release: str) -> None:
        if not self._starting:
            self._starting = True
            self._begin(("procedure", release))

    def _begin(self, what: tuple[str, ...]) -> None:
        begun, failed = partial(self._begun, what), partial(self._failed, what)
        self._desk.ask(begin, what, then=begun, failed=failed)

    def look_up(self, text: str) -> None:
        """Something was scanned: start or resume what it stands for."""
        self._desk.ask(browsing.find, text, then=lambda found: self._found(text, found))

    def _found(self, text: str, found: Found) -> None:
        if found.badge:
            self.badge.emit(found.badge)
        elif found.execution:
            self.started.emit(found.execution)
        elif found.order and (order := self._order(found.order)):
            self.start_order(order.order.number, order.procedures[0].digest)
        elif found.order and (waits_for := self._withdrawn(found.order)):
            self.start_procedure(waits_for)
        elif found.release:
            self.start_procedure(found.release)
        else:
            self.unknown.emit(text)

    def _order(self, number: str) -> OfferedOrder | None:
        orders = self.home.orders if self.home else ()
        return next((order for order in orders if order.order.number == number), None)

    def _withdrawn(self, number: str) -> str | None:
        """The withdrawn release that order waits for: beginning it says why it cannot be."""
        gone = self.home.withdrawn if self.home else ()
        return next((it.digest for it in gone if number in it.orders), None)

    def _show(self, home: Home) -> None:
        self.home = home
        self.shown.emit(home)

    def _begun(self, what: tuple[str, ...], outcome: Outcome) -> None:
        self._starting = False
        if outcome.refusal is not None:
            self.refused.emit(what, outcome)
        else:
            self.started.emit(outcome.state.execution)

    def _failed(self, what: tuple[str, ...], error: KnownError) -> None:
        self._starting = False
        if isinstance(error, ChangesUnread):
            self.unread.emit(error.release, what)
        elif isinstance(error, ReleaseWithdrawn):
            self.withdrawn.emit(error)
        else:
            self._desk.failed.emit(error)

    def _changed(self, change: Change) -> None:
        if self.in_view and change.topic in (
            "releases",
            "execution",
            "exceptions",
            "person",
            "news",
        ):
            self.refresh()
