"""Does this PIN belong to this person? Every try is durable in the journal before it is evaluated,
and there are ten of them, ever, until a right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.pins.counting import MOST, Tries
from kiosk.operations.pins.errors import (
    CodeRefused,
    NoCodeGiven,
    NoPinHere,
    PinIsLocked,
    SignatureRefused,
)
from kiosk.operations.pins.travelling import reach_newcomers
from kiosk.operations.station import Change
from kiosk.store.pins import good_code
from sop.station_events import PinAccepted, PinLocked, PinRefused, PinTried

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.station import Station
    from kiosk.store import Person

LOCKED = "pin_locked"


def prove(station: Station, person: Person, pin: str) -> None:
    """That the PIN is theirs. Raises `SignatureRefused`, `PinIsLocked` or `NoPinHere`."""
    if not person.has_pin:
        raise NoPinHere(_name(person))
    if not _tried(station, person, lambda: station.store.people.check_pin(person.id, pin)):
        raise SignatureRefused(tries_left(station, person))
    reach_newcomers(station, person, pin)


def prove_code(station: Station, person: Person, code: str) -> None:
    """That the one-time code is theirs. Counted as PINs are. Raises `CodeRefused`, `PinIsLocked`,
    and `NoCodeGiven` when there is none to be good."""
    told = person.first_use
    used = tries_of(station).of(person.id, person.pin_since).used
    if told is None or used or person.has_pin:
        raise NoCodeGiven(_name(person))
    if not _tried(station, person, lambda: good_code(told, code)):
        raise CodeRefused(tries_left(station, person))


def tries_left(station: Station, person: Person) -> int:
    """Before the PIN locks; 0 when it is locked."""
    return max(0, MOST - tries_of(station).of(person.id, person.pin_since).tries)


def tries_of(station: Station) -> Tries:
    """The station's counts, read from the journal when first asked for."""
    if station.pin_tries is None:
        station.pin_tries = Tries(station.store)
    return station.pin_tries


def _tried(station: Station, person: Person, evaluate: Callable[[], bool]) -> bool:
    _require_tries_left(station, person)
    station.record(PinTried(person.id, person.pin_since))
    if evaluate():
        station.record(PinAccepted(person.id, person.pin_since))
        return True
    tries = tries_of(station).of(person.id, person.pin_since).tries
    station.record(PinRefused(person.id, person.pin_since, tries))
    tries_of(station).remember()
    _require_tries_left(station, person)
    return False


def _require_tries_left(station: Station, person: Person) -> None:
    count = tries_of(station).of(person.id, person.pin_since)
    if count.tries < MOST:
        return
    if not count.told:
        station.record(PinLocked(person.id, count.tries, person.pin_since))
        tries_of(station).of(person.id, person.pin_since)
        tries_of(station).remember()
        station.locked_pins = (*station.locked_pins, _name(person))
        station.tell(Change(LOCKED))
    raise PinIsLocked(_name(person))


def _name(person: Person) -> str:
    return " ".join(dict.fromkeys(person.names.values()))
