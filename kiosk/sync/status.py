"""How it stands with the hub, in values a screen can show."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kiosk.sync.link import Link, link_of
from kiosk.sync.photographs import pending_photographs

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.store import Store

State = Literal["alone", "starting", "online", "offline", "refused"]


class SyncStatus(Struct, frozen=True, kw_only=True):
    """`alone`: not enrolled. `refused`: the hub answers but does not take what we say, `reason`
    tells why. `unsent` events of which `oldest` happened first; `photographs` that the hub may
    still lack. `contact_at`: the hub's time when it last answered, ISO 8601.
    """

    state: State
    unsent: int = 0
    oldest: datetime | None = None
    photographs: int = 0
    contact_at: str = ""
    url: str = ""
    hub: str = ""
    branched: bool = False
    reason: KnownError | None = None


def status_of(store: Store, state: State, reason: KnownError | None = None) -> SyncStatus:
    """Read from the journal and what is remembered of the hub. Not for the screen's thread."""
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
        url=link.url,
        hub=link.hub,
        branched=store.branch() is not None,
        reason=reason,
    )


def acknowledged(store: Store, link: Link) -> int:
    """The last event that the hub is known to hold, as far as this station can tell."""
    if link.log == store.log:
        return min(link.have_seq, store.head().seq)
    branch = store.branch()
    return branch.head.seq if branch is not None and branch.log == link.log else 0
