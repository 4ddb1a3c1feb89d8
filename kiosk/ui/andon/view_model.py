"""Which calls stand over everything, which only in the strip. No widget in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.operations.andon import AndonStatus, HeardCall, note_shown, take_call

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.ui.andon.presence import AndonPresence
    from kiosk.ui.desk import Desk
    from sop.events import Person


class AndonModel(QObject):
    """`changed` when anything is to be shown otherwise; `rang` carries the call that is new here
    or has gone on to somebody; `taken` a person and the call, `refused` why a badge did nothing."""

    changed = Signal()
    rang = Signal(object)
    taken = Signal(object, object)
    refused = Signal(object)

    def __init__(self, presence: AndonPresence, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.status = presence.status or AndonStatus()
        self._small: set[tuple[str, int]] = set()
        self._rung: set[tuple[str, int]] = set()
        self._shown: set[str] = set()
        self._opened = False
        self._asking = False
        presence.changed.connect(self.hear)

    @property
    def calls(self) -> tuple[HeardCall, ...]:
        return self.status.calls

    def hear(self, status: AndonStatus) -> None:
        self.status = status
        self._forget({heard.id for heard in status.calls})
        for heard in status.calls:
            if _key(heard) not in self._rung and not _is_quiet(heard):
                self._rung.add(_key(heard))
                self.rang.emit(heard)
        self.changed.emit()

    def _forget(self, open_ones: set[str]) -> None:
        self._small = {key for key in self._small if key[0] in open_ones}
        self._rung = {key for key in self._rung if key[0] in open_ones}
        if not open_ones:
            self._opened = False

    # --- what stands where ---

    @property
    def loud(self) -> list[HeardCall]:
        """Those that are to stand over everything: of others, unanswered, and not put away here
        since they last went on to somebody."""
        return [
            heard
            for heard in self.calls
            if not heard.own and not _is_quiet(heard) and _key(heard) not in self._small
        ]

    @property
    def over_everything(self) -> bool:
        return bool(self.loud) or (self._opened and bool(self.calls))

    def open(self) -> None:
        """Somebody wants to see them all, large."""
        self._opened = True
        self.changed.emit()

    def put_away(self) -> None:
        """Show small: whoever works here goes on."""
        self._opened = False
        self._small |= {_key(heard) for heard in self.calls}
        self.changed.emit()

    def stood(self, heard: HeardCall) -> None:
        """It was on the screen: recorded once, for the record of both stations."""
        if heard.own or heard.id in self._shown:
            return
        self._shown.add(heard.id)
        self._desk.ask(note_shown, heard.id, heard.station)

    # --- what a badge does ---

    def take(self, badge: str, heard: HeardCall) -> None:
        if self._asking:
            return
        self._asking = True

        def took(person: Person) -> None:
            self._asking = False
            self._opened = False
            self._small.add(_key(heard))
            self.taken.emit(person, heard)
            self.changed.emit()

        def refused(error: KnownError) -> None:
            self._asking = False
            self.refused.emit(error)

        self._desk.ask(take_call, badge.strip(), heard, then=took, failed=refused)


def _key(heard: HeardCall) -> tuple[str, int]:
    """A call, at the height it has reached: gone on to the next, it is news again."""
    return heard.id, len(heard.call.called)


def _is_quiet(heard: HeardCall) -> bool:
    """Somebody comes, or a team lead left it standing."""
    return bool(heard.call.taken or heard.coming or heard.call.held)
