"""A PIN is chosen by the person alone, at the station; nobody hands one out.

The first one takes the badge, the hub's one-time code and a witness who signs with badge and PIN:
whoever made the code cannot use it alone, and whoever stands by does not have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.operations.pins.errors import PinTooObvious, WitnessIsSelf
from kiosk.operations.pins.obvious import why_obvious
from kiosk.operations.pins.proving import prove, prove_code
from kiosk.operations.pins.travelling import pass_on
from kiosk.operations.signing import UnknownBadge, authorise, identify, printed_name
from kiosk.operations.station import Change
from sop.station_events import PinChosen

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.store import Person as Known
    from sop.events import Person

WITNESS = "team_lead"


class Own(Struct, frozen=True):
    """Of whoever is signed in. `waits`: there is a one-time code to choose a PIN with."""

    badge: str
    name: str
    has_pin: bool
    waits: bool


def own_pin(station: Station) -> Own | None:
    """None while nobody is signed in, or somebody without a badge."""
    person = station.person
    known = station.store.people.get(person.id) if person is not None else None
    if known is None or known.badge is None:
        return None
    waits = not known.has_pin and known.first_use is not None
    return Own(known.badge, printed_name(known), known.has_pin, waits)


def needs_first_pin(station: Station, badge: str) -> bool:
    """Whether whoever wears this badge has no PIN here that is good. Raises `UnknownBadge`."""
    return not _known(station, badge).has_pin


def require_good(station: Station, badge: str, pin: str) -> None:
    """Raises `PinTooObvious` when this PIN must not be chosen by whoever wears this badge."""
    person = _known(station, badge)
    if why := why_obvious(pin, badge, person.id):
        raise PinTooObvious(why)


def choose_first(
    station: Station, badge: str, code: str, witness: str, witness_pin: str, pin: str
) -> Person:
    """The first PIN of whoever wears `badge`, or the one after a lock. `witness` is a badge.

    Raises `PinTooObvious`, `WitnessIsSelf`, `RoleMissing`, what `authenticate` raises for the
    witness, `NoCodeGiven`, `CodeRefused` and `PinIsLocked`; then nothing was chosen.
    """
    person = _known(station, badge)
    require_good(station, badge, pin)
    if identify(station, witness).id == person.id:
        raise WitnessIsSelf()
    stood_by = authorise(station, witness, witness_pin, WITNESS)
    prove_code(station, person, code)
    _keep(station, person, pin)
    station.record(PinChosen(person.id, True, stood_by.id, person.pin_since))
    station.tell(Change("people"))
    return identify(station, badge)


def change_pin(station: Station, badge: str, old: str, pin: str) -> None:
    """Another PIN for whoever knows the old one. Raises as `authenticate`, and `PinTooObvious`."""
    person = _known(station, badge)
    require_good(station, badge, pin)
    prove(station, person, old)
    if pin == old:
        raise PinTooObvious("same")
    _keep(station, person, pin)
    station.record(PinChosen(person.id, since=person.pin_since))


def _keep(station: Station, person: Known, pin: str) -> None:
    with station.store.together():
        station.store.people.set_pin(person.id, pin)
        pass_on(station, person, pin)


def _known(station: Station, badge: str) -> Known:
    identify(station, badge)
    found = station.store.people.by_badge(badge)
    if found is None:
        raise UnknownBadge(badge)
    return found
