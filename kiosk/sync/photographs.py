"""Photographs go up after the events that name them, piece by piece, from where the hub stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.sync.errors import Refused
from kiosk.sync.link import changed, link_of
from sop.journal import evidence_named_in
from sop.wire.limits import PIECE_BYTES

if TYPE_CHECKING:
    from kiosk.store import Store
    from kiosk.sync.transport import Hub

_EVENTS_AT_ONCE = 2000
_ASKED_AT_ONCE = 500


def send_photographs(store: Store, hub: Hub, up_to: int) -> None:
    """Everything named up to that event. What a refusal stops is asked about again next time."""
    link = link_of(store)
    assert link is not None
    after = link.photos_seq
    while after < up_to:
        events = store.tail(after, min(_EVENTS_AT_ONCE, up_to - after))
        if not events:
            return
        named = dict.fromkeys(name for it in events for name in evidence_named_in(it.body))
        _send_lacking(store, hub, list(named))
        after = events[-1].seq
        changed(store, photos_seq=after)


def pending_photographs(store: Store, after: int, limit: int = 5000) -> int:
    """How many photographs the hub may still lack, as far as is known here."""
    events = store.tail(after, limit)
    return len({name for it in events for name in evidence_named_in(it.body)})


def _send_lacking(store: Store, hub: Hub, digests: list[str]) -> None:
    for first in range(0, len(digests), _ASKED_AT_ONCE):
        asked = digests[first : first + _ASKED_AT_ONCE]
        for digest, offset in hub.missing(asked).items():
            if digest in asked:
                _send(store, hub, digest, offset)


def _send(store: Store, hub: Hub, digest: str, offset: int) -> None:
    """One photograph. One that is damaged here is left out: `verify` tells of it."""
    if not store.blobs.is_intact(digest):
        return
    path = store.blobs.path(digest)
    size = path.stat().st_size
    with path.open("rb") as file:
        while True:
            file.seek(offset)
            try:
                offset = hub.append_piece(digest, offset, size, file.read(PIECE_BYTES))
            except Refused as refusal:
                if refusal.problem.code != "offset":
                    raise
                told = hub.missing([digest]).get(digest, size)
                if told == offset:
                    raise
                offset = told
            if offset >= size:
                return
