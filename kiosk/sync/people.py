"""Who works here comes down: the roster, proved before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.roster import (
    accept_roster,
    accepted_digest,
    confirm_roster,
    confirm_roster_of,
    highest_count,
    passed_since,
)
from kiosk.sync.link import link_of
from sop.signing.rosters import accept_roster as believe_roster

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.sync.transport import Source
    from sop.wire.documents import Trust
    from sop.wire.messages import Welcome


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
