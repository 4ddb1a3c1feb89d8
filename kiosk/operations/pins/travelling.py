"""A PIN chosen here goes to the other stations, sealed for each of them alone.

libsodium's sealed box to the X25519 form of the station's own Ed25519 key, which the signed roster
tells: whoever passes it on, the hub included, cannot open it. What a station has not yet sent lies
in its database sealed as well. Of two choices under one reset the later one counts.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from sop.station_events import PinArrived
from sop.wire.messages import ChosenPin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.operations.station import Station
    from kiosk.store import Person
    from sop.wire.documents import Peer

LEAVING = "pins_leaving"
OPENED = "pins_opened"
CHOSEN_AT = "pins_chosen_at"
REACHED = "pins_reached"
"""Of PINs chosen here: under which reset, and for which device with which key they were sealed."""


class Travelling(Struct, frozen=True):
    """What is sealed. `at`: when it was chosen, UTC in milliseconds."""

    person: str
    since: int
    at: int
    pin: str


# --- on its way out ---------------------------------------------------------------------------


def pass_on(station: Station, person: Person, pin: str) -> None:
    """For the other stations of the roster, and to tell the hub that the one-time code is used.
    Without a roster there is nobody to tell."""
    others = _others(station)
    if others is None:
        return
    told = Travelling(person.id, person.pin_since, station.now_ms(), pin)
    _put(station, CHOSEN_AT, person.id, told.at)
    _send(station, told, others, {})


def reach_newcomers(station: Station, person: Person, pin: str) -> None:
    """A PIN chosen here was given just now, and is theirs: stations that joined the roster since,
    or have another key, get theirs too. Nothing of it was kept for them."""
    reached, others = _all(station, REACHED).get(person.id), _others(station)
    if others is None or reached is None or reached["since"] != person.pin_since:
        return
    new = [peer for peer in others if reached["keys"].get(peer.device) != peer.key]
    if new:
        at = _all(station, CHOSEN_AT)[person.id]
        told = Travelling(person.id, person.pin_since, at, pin)
        _send(station, told, new, reached["keys"])


def _others(station: Station) -> list[Peer] | None:
    """The other stations of the roster; None without one."""
    from kiosk.operations.roster import roster_of  # which knows who signs, and so stands on this

    roster = roster_of(station)
    if roster is None:
        return None
    return [peer for peer in roster.peers if peer.device != roster.device]


def _send(
    station: Station, told: Travelling, peers: Iterable[Peer], reached: dict[str, str]
) -> None:
    boxes = {peer.device: box for peer in peers if (box := sealed(peer.key, told))}
    waiting = _all(station, LEAVING).get(told.person, {}) if reached else {}
    chosen = ChosenPin(
        person=told.person, since=told.since, sealed={**waiting.get("sealed", {}), **boxes}
    )
    keys = {**reached, **{peer.device: peer.key for peer in peers}}
    _put(station, LEAVING, told.person, msgspec.to_builtins(chosen))
    _put(station, REACHED, told.person, {"since": told.since, "keys": keys})


def leaving(station: Station) -> list[ChosenPin]:
    """What the hub has not been given yet."""
    return [msgspec.convert(it, ChosenPin) for it in _all(station, LEAVING).values()]


def gone(station: Station, chosen: ChosenPin) -> None:
    """The hub has it, or will never take it. One chosen meanwhile stays."""
    waiting = _all(station, LEAVING)
    if waiting.get(chosen.person) == msgspec.to_builtins(chosen):
        del waiting[chosen.person]
        station.store.settings.put(LEAVING, waiting)


# --- on its way in ----------------------------------------------------------------------------


def unopened(station: Station) -> list[Person]:
    """Whoever has a PIN sealed for this station that was not looked at yet."""
    seen = _all(station, OPENED)
    return [
        it for it in station.store.people.all()
        if it.active and it.pins and seen.get(it.id) != _digest(it.pins)
    ]  # fmt: skip


def arrive(station: Station, person: Person, told: Travelling | None, verifier: str) -> None:
    """Keep what was opened, when it is the latest choice under the reset that counts; `None` for
    what could not be opened. It is not looked at again."""
    _put(station, OPENED, person.id, _digest(person.pins or ""))
    known = station.store.people.get(person.id)
    if told is None or known is None or told.since != known.pin_since:
        return
    if known.has_pin and told.at <= _all(station, CHOSEN_AT).get(person.id, 0):
        return
    station.store.people.keep_pin(person.id, verifier)
    _put(station, REACHED, person.id, None)
    _put(station, CHOSEN_AT, person.id, told.at)
    station.record(PinArrived(person.id, told.since))


# --- boxes ------------------------------------------------------------------------------------


def sealed(public_key: str, told: Travelling) -> str | None:
    """For the holder of that Ed25519 key (base64) alone; None when it is no key."""
    try:
        key = VerifyKey(b64decode(public_key, validate=True)).to_curve25519_public_key()
    except (ValueError, TypeError, CryptoError, RuntimeError):
        return None
    return b64encode(SealedBox(key).encrypt(msgspec.json.encode(told))).decode()


def opened(person: Person, keys: Iterable[str]) -> Travelling | None:
    """By one of these private keys (base64); None when it is for none of them, or for another
    person."""
    for key in keys:
        try:
            secret = SigningKey(b64decode(key, validate=True)).to_curve25519_private_key()
            inside = SealedBox(secret).decrypt(b64decode(person.pins or "", validate=True))
            told = msgspec.json.decode(inside, type=Travelling)
        except (ValueError, TypeError, CryptoError, msgspec.MsgspecError):
            continue
        return told if told.person == person.id else None
    return None


def _digest(box: str) -> str:
    return sha256(box.encode()).hexdigest()


def _all(station: Station, name: str) -> dict[str, Any]:
    found: dict[str, Any] = station.store.settings.get(name, {})
    return found


def _put(station: Station, name: str, person: str, value: object) -> None:
    station.store.settings.put(name, {**_all(station, name), person: value})
