"""The journal goes up: from where the hub stands, in order, until it stands where we do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.operations.timekeeping import hear_hub_time
from kiosk.sync.branching import branch_off, parted_at
from kiosk.sync.errors import Refused
from kiosk.sync.link import changed, link_of
from kiosk.sync.photographs import send_photographs
from kiosk.sync.rotation import settle
from sop.journal import Head
from sop.wire.limits import BATCH_BYTES, BATCH_EVENTS
from sop.wire.messages import Contact

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.station import Station
    from kiosk.store import Store, Stored
    from kiosk.sync.transport import Hub
    from sop.wire.messages import Health, Welcome

_MS = timedelta(milliseconds=1)


class Uplink:
    """`told` hears how far it is after every step: the number of the hub's head."""

    def __init__(self, station: Station, hub: Hub, told: Callable[[int], None]) -> None:
        self._station = station
        self._store = station.store
        self._hub = hub
        self._told = told

    def run(self, health: Health) -> Welcome:
        """One session: ask where the hub stands, send what it lacks, then the photographs.

        Raises a `SyncError`; what the hub acknowledged until then, it has.
        """
        welcome = self._meet(health)
        have = self._send_from(welcome.have, welcome.log)
        send_photographs(self._store, self._hub, have.seq)
        return welcome

    def _meet(self, health: Health) -> Welcome:
        """The hub's head, on our chain; a station that parted from it branches off first."""
        welcome = self._ask(health)
        common = parted_at(self._store, self._hub, welcome)
        if common is not None:
            branch_off(self._station, welcome.log, common)
            welcome = self._ask(health)
        settle(self._store, self._hub.proved_by)
        self._remember(welcome)
        return welcome

    def _ask(self, health: Health) -> Welcome:
        """Where the hub stands; and what time it is there, which is compared with ours."""
        clock, began = self._station.clock, self._station.clock.monotonic_ns()
        welcome = self._hub.contact(self._contact(health))
        half = timedelta(microseconds=(clock.monotonic_ns() - began) // 2000)
        here = clock.now() - half
        self._station.submit(hear_hub_time, welcome.at, here, half // _MS).result()
        return welcome

    def _contact(self, health: Health) -> Contact:
        store = self._store
        return Contact(log=store.log, head=store.head(), parent=store.branch(), health=health)

    def _remember(self, welcome: Welcome) -> None:
        """A hub restored from a backup may have lost photographs too: all are asked about anew,
        also when somebody put its database back by hand and the epoch tells nothing."""
        link = link_of(self._store)
        assert link is not None
        lost = link.epoch not in ("", welcome.epoch) or welcome.have.seq < link.have_seq
        changed(
            self._store,
            epoch=welcome.epoch,
            log=welcome.log,
            have_seq=welcome.have.seq,
            durable_seq=welcome.durable_seq,
            photos_seq=0 if lost or link.log != welcome.log else link.photos_seq,
            contact_at=welcome.at,
        )
        self._told(welcome.have.seq)

    def _send_from(self, have: Head, log: str) -> Head:
        limit = BATCH_EVENTS
        while batch := next_batch(self._store, have.seq, limit):
            try:
                received = self._hub.send(log, [event.body for event in batch])
            except Refused as refusal:
                if refusal.problem.code == "too_large" and len(batch) > 1:
                    limit = len(batch) // 2
                    continue
                if refusal.problem.code == "gap" and _is_ours(self._store, refusal.problem.have):
                    have = refusal.problem.have or have
                    continue
                raise
            have = received.have
            changed(self._store, have_seq=have.seq, durable_seq=received.durable_seq)
            self._told(have.seq)
        return have


def next_batch(store: Store, after: int, limit: int) -> list[Stored]:
    """The next events, so many that they fit; one alone whatever its size."""
    batch: list[Stored] = []
    size = 0
    for event in store.tail(after, limit):
        size += len(event.body) + 1
        if batch and size > BATCH_BYTES:
            break
        batch.append(event)
    return batch


def _is_ours(store: Store, have: Head | None) -> bool:
    """A head the hub tells in a refusal is gone on from only if it lies on our chain, and lower:
    otherwise two that refuse one another would go on for ever."""
    if have is None or have.seq > store.head().seq:
        return False
    return store.digest_at(have.seq) == have.digest
