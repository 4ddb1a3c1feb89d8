"""Who works here comes down: the roster, proved before it is used. PINs chosen at one station go up
sealed, and come down to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.pins.travelling import arrive, gone, leaving, opened, unopened
from kiosk.operations.roster import (
    accept_roster,
    accepted_digest,
    confirm_roster,
    confirm_roster_of,
    highest_count,
    passed_since,
)
from kiosk.sync.errors import Refused
from kiosk.sync.link import link_of
from kiosk.sync.rotation import keys_of
from sop.signing.rosters import accept_roster as believe_roster

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.sync.loop import Downlink
    from kiosk.sync.transport import Hub, Source
    from sop.wire.documents import Trust
    from sop.wire.messages import Welcome

NEVER = (404, 409, 422)


def renew_roster(
    station: Station, source: Source, trust: Trust, welcome: Welcome, is_new: bool
) -> None:
    """Take a newer roster, or confirm the one known. `is_new`: told just now, not on a stick.

    Raises `Untrusted`; who was known then stays known, no longer than before.
    """
    link = link_of(station.store)
    assert link is not None
    highest = highest_count(station, link.device)
    if welcome.roster > highest:
        envelope = source.roster(after=highest)
        if envelope is not None:
            accepted = accepted_digest(station)
            opened = believe_roster(trust, link.device, highest, envelope, accepted)
            used = 0 if is_new else passed_since(station, welcome.at)
            keep = station.submit(accept_roster, opened.document, opened.digest, welcome.at, used)
            keep.result()
            highest = opened.document.count
    if welcome.roster and welcome.roster == highest:
        station.submit(confirm_roster if is_new else confirm_roster_of, welcome.at).result()
    open_pins(station)


class PinsUplink:
    """After the roster and the releases of `first`."""

    def __init__(self, station: Station, first: Downlink) -> None:
        self._station, self._first = station, first

    def run(self, hub: Hub, welcome: Welcome) -> None:
        self._first.run(hub, welcome)
        send_pins(self._station, hub)


def send_pins(station: Station, hub: Hub) -> None:
    """What was chosen here since. One that the hub will never take is given up: it was reset, or
    the person is gone. Raises a `SyncError`."""
    for chosen in leaving(station):
        try:
            hub.chosen_pin(chosen)
        except Refused as refusal:
            if refusal.problem.status not in NEVER:
                raise
        station.submit(gone, chosen).result()


def open_pins(station: Station) -> None:
    """What other stations sealed for this one. The hashing is done here, not where the operator's
    taps are waited for."""
    link = link_of(station.store)
    assert link is not None
    keys = [key.text for key in keys_of(link)]
    for person in unopened(station):
        told = opened(person, keys)
        people = station.store.people
        verifier = people.verifier_of(told.person, told.since, told.pin) if told else ""
        station.submit(arrive, person, told, verifier).result()
