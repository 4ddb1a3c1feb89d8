"""When two histories grew from one journal: a disk was cloned, or this station was restored.

Nothing is merged and nothing is overwritten. The history here goes on under a log id of its own
that names where it branched off; the hub keeps both, and a team lead sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.station import Change
from sop.journal import EMPTY, Head

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.store import Store
    from kiosk.sync.transport import Hub
    from sop.wire.messages import Welcome


def parted_at(store: Store, hub: Hub, welcome: Welcome) -> Head | None:
    """The last event that hub and station share, when the hub's head is not on our chain."""
    have = welcome.have
    if store.digest_at(have.seq) == have.digest:
        return None
    return _last_common(store, hub, welcome.log, min(have.seq, store.head().seq))


def branch_off(station: Station, log: str, common: Head) -> None:
    """Go on under a new log id. Done where everything is written, so that it has its place."""

    def on_the_writer(station: Station) -> None:
        if station.store.log == log:
            station.store.branch_off(common)
            station.tell(Change("branched"))

    station.submit(on_the_writer).result()


def _last_common(store: Store, hub: Hub, log: str, highest: int) -> Head:
    """By halving: what is equal at one event is equal before it, for each names the one before."""
    low, low_digest, high = 0, EMPTY.digest, highest
    while low < high:
        middle = (low + high + 1) // 2
        ours = store.digest_at(middle)
        if ours is not None and hub.digests(log, [middle]).get(middle) == ours:
            low, low_digest = middle, ours
        else:
            high = middle - 1
    return Head(low, low_digest)
