"""Reading how it stands with the hub from the journal and from what is remembered of the hub."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.operations.governing import assignment_of, confirmed_at
from kiosk.operations.reconciling import State, SyncStatus
from kiosk.operations.timekeeping import clock_drift
from kiosk.sync.link import Link, link_of
from kiosk.sync.photographs import pending_photographs
from sop.signing.accepting import is_old

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.operations.station import Station
    from kiosk.store import Store


def status_of(station: Station, state: State, reason: KnownError | None = None) -> SyncStatus:
    """Not for the screen's thread: it reads the database."""
    store = station.store
    link = link_of(store)
    if link is None:
        return SyncStatus(state="alone")
    have = acknowledged(store, link)
    unsent = store.head().seq - have
    oldest = store.event_at(have + 1) if unsent else None
    return SyncStatus(
        state=state,
        unsent=unsent,
        oldest=oldest.at if oldest else None,
        photographs=pending_photographs(store, link.photos_seq),
        contact_at=link.contact_at,
        confirmed_at=confirmed_at(station),
        stale=_is_stale(station),
        url=link.url,
        hub=link.hub,
        branched=store.branch() is not None,
        clock_ms=clock_drift(station),
        reason=reason,
    )


def acknowledged(store: Store, link: Link) -> int:
    """The last event that the hub is known to hold, as far as this station can tell."""
    if link.log == store.log:
        return min(link.have_seq, store.head().seq)
    branch = store.branch()
    return branch.head.seq if branch is not None and branch.log == link.log else 0


def _is_stale(station: Station) -> bool:
    """Whether what is in force was confirmed too long ago. A wild clock errs towards telling."""
    assignment, told, now = assignment_of(station), confirmed_at(station), station.clock.now()
    if assignment is None:
        return False
    ahead = datetime.fromisoformat(told or assignment.issued) - now
    return is_old(assignment, told, now) or ahead > timedelta(hours=assignment.stale_after_hours)
