"""Calls for help on the line: what a screen shows of them, and what a badge does about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from kiosk.errors import KnownError
from kiosk.operations.exceptions import answer_exception
from kiosk.operations.signing import identify, printed_name
from kiosk.operations.station import Change
from kiosk.store import Draft
from sop.andon import stories_in
from sop.events import Person
from sop.station_events import CallAnswered, CallShown
from sop.wire.andon import Call

if TYPE_CHECKING:
    from kiosk.operations.station import Station

Reach = Literal["alone", "listening", "trouble"]
_WAITING = "andon_answers"


class HeardCall(Struct, frozen=True, kw_only=True):
    """A call on a screen. `own`: of this very station. `at_ns` is this station's monotonic time
    at which the call had stood for `call.open_s`. `silent`: its station is not heard any more.
    `coming`: names of those who took it here, not acknowledged by its station yet; `refused` by
    name why its station never will.
    """

    station: str
    device: str
    call: Call
    own: bool
    at_ns: int
    silent: bool = False
    coming: tuple[str, ...] = ()
    refused: dict[str, str] = {}

    @property
    def id(self) -> str:
        return self.call.exception

    def open_s(self, now_ns: int) -> float:
        return self.call.open_s + max(0, now_ns - self.at_ns) / 1e9


class Neighbour(Struct, frozen=True):
    """Another station of the line, and whether it is heard."""

    station: str
    heard: bool


class AndonStatus(Struct, frozen=True, kw_only=True):
    """All open calls, the gravest and oldest first. `alone`: on no line, or not enrolled.
    `trouble` tells what does not work and what still does."""

    reach: Reach = "alone"
    calls: tuple[HeardCall, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    port: int = 0
    trouble: KnownError | None = None


class CallOver(KnownError):
    def __init__(self) -> None:
        super().__init__(
            "call_over", "此呼叫已经结束。", "This call is over already: nobody needs to come."
        )


class WaitingAnswer(Struct, frozen=True):
    """Taken here by badge, and not acknowledged yet by the exception's station."""

    exception: str
    device: str
    person: str
    name: str


def note_shown(station: Station, exception: str, at_station: str) -> None:
    """A call from another station stood on this screen."""
    _note(station, CallShown(exception=exception, station=at_station), None)


def take_call(station: Station, badge: str, heard: HeardCall) -> Person:
    """The wearer of this badge comes. Raises `UnknownBadge`, for a call of this station
    `CallOver`."""
    person = identify(station, badge)
    if heard.own:
        _answer(station, heard.id, person, None)
        return person
    waiting = waiting_answers(station)
    if any((one.exception, one.person) == (heard.id, person.id) for one in waiting):
        return person
    fact = CallAnswered(exception=heard.id, station=heard.station, person=person)
    _note(station, fact, person.id)
    fresh = WaitingAnswer(heard.id, heard.device, person.id, person.name)
    _keep(station, [*waiting, fresh])
    station.tell(Change("andon"))
    return person


def take_up_answer(station: Station, exception: str, person: str, at_station: str) -> str:
    """Another station says that this person comes: checked against this station's own roster.
    Once more changes nothing. Returns "" when it is on disk, else why it never will be."""
    found = station.store.people.get(person)
    if found is None or not found.active:
        return "unknown_person"
    known = Person(id=found.id, name=printed_name(found), roles=found.roles)
    try:
        _answer(station, exception, known, at_station)
    except CallOver:
        return "over"
    return ""


def settle_answer(station: Station, exception: str, person: str) -> None:
    """Its station has acknowledged it, or never will."""
    left = [
        one
        for one in waiting_answers(station)
        if (one.exception, one.person) != (exception, person)
    ]
    _keep(station, left)


def waiting_answers(station: Station) -> list[WaitingAnswer]:
    """They survive a restart. May be asked from any thread."""
    return msgspec.convert(station.store.settings.get(_WAITING, []), list[WaitingAnswer])


def _answer(station: Station, exception: str, person: Person, at_station: str | None) -> None:
    told = stories_in(stored.envelope for stored in station.store.open_exceptions())
    story = told.get(exception)
    if story is None or story.over:
        raise CallOver()
    if any(answer.event.person.id == person.id for answer in story.answers):
        return
    if answer_exception(station, exception, person, at_station).refusal is not None:
        raise CallOver()


def _keep(station: Station, waiting: list[WaitingAnswer]) -> None:
    station.store.settings.put(_WAITING, msgspec.to_builtins(waiting))


def _note(station: Station, fact: Any, actor: str | None) -> None:
    draft = Draft(kind=type(fact).__name__, data=msgspec.json.encode(fact), actor=actor)
    station.store.append([draft])
