"""Another key for this station, so that no answer that is lost can lock it out.

The new key is kept before the hub is told of it, and the hub holds both until the new one is used.
The key before is kept as well: a hub restored from a backup knows no later one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.sync.link import changed, link_of
from sop.signing import SigningKey

if TYPE_CHECKING:
    from kiosk.store import Store
    from kiosk.sync.link import Link
    from kiosk.sync.transport import Hub


def keys_of(link: Link) -> list[SigningKey]:
    """Those the hub may know this station by, the likeliest first."""
    told = dict.fromkeys((link.next_key, link.key, link.last_key))
    return [SigningKey.of(text) for text in told if text]


def renew_key(store: Store, hub: Hub) -> None:
    """Announce another key; it is the station's once it has proved who asks. Once more, after a
    lost answer, announces the same one. Raises a `SyncError`."""
    link = link_of(store)
    assert link is not None
    fresh = SigningKey.of(link.next_key) if link.next_key else SigningKey.make()
    changed(store, next_key=fresh.text)
    hub.rotate(fresh)


def settle(store: Store, proved_by: SigningKey | None) -> None:
    """The hub knows this station by that key: it is the station's own from now on."""
    link = link_of(store)
    assert link is not None
    if proved_by is None or proved_by.text == link.key:
        return
    is_next = proved_by.text == link.next_key
    changed(
        store,
        key=proved_by.text,
        last_key=link.key if is_next else link.last_key,
        next_key="" if is_next else link.key,
    )
