"""What this station remembers of its hub, in the station's database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from kiosk.store import Store

_KEY = "hub"


class Link(Struct, frozen=True, kw_only=True):
    """`key` is the device's private key, `next_key` one on its way to the hub, `last_key` the
    one before: `kiosk.sync.rotation`.

    `epoch` is the hub's as last seen: another one means it was restored from a backup.
    `have_seq` and `durable_seq` are what the hub last said it holds of `log`; shown, never relied
    on. `photos_seq`: every photograph named up to that event has arrived. `contact_at` is the
    hub's own time of the last contact.
    """

    url: str
    device: str
    hub: str
    key: str
    next_key: str = ""
    last_key: str = ""
    epoch: str = ""
    log: str = ""
    have_seq: int = 0
    durable_seq: int = 0
    photos_seq: int = 0
    contact_at: str = ""


def link_of(store: Store) -> Link | None:
    """The hub this station is enrolled at."""
    told = store.settings.get(_KEY)
    return None if told is None else msgspec.convert(told, Link)


def keep_link(store: Store, link: Link) -> Link:
    store.settings.put(_KEY, msgspec.to_builtins(link))
    return link


def changed(store: Store, **changes: Any) -> Link:
    """Change some of it. Raises `AssertionError` when there is no hub."""
    link = link_of(store)
    assert link is not None
    after = msgspec.structs.replace(link, **changes)
    return link if after == link else keep_link(store, after)
