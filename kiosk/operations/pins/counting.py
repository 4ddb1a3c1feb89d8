"""How many wrong PINs there were. The journal says so, which is only ever added to; no clock has a
word in it.

What was counted up to some event is remembered beside it, sealed with the device's PIN key, so that
a start need not read the whole journal. Without it, or with one that was written by another hand,
all of it is read. With a journal that does not contain that event, as after restoring an older
one, the larger of both counts holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.store import Store, Stored

MOST = 10

_REMEMBERED = "pin_tries"
_MANY = 1000  # events; more of them unread at a start would be felt


class Count(Struct):
    """Of one person: `tries` under the reset `since`; `told`: the hub hears that it is locked;
    `used`: the one-time code of that reset was."""

    since: int = 0
    tries: int = 0
    told: bool = False
    used: bool = False


class _Fact(Struct):
    person: str = ""
    since: int = 0
    first: bool = False


class _Remembered(Struct, frozen=True):
    """`counts` as of event `seq`, whose digest is `head`."""

    seq: int
    head: str
    counts: dict[str, Count]


class Tries:
    """Of everybody at this station. On the writer's thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counts: dict[str, Count] = {}
        self._seen = 0
        self._recall()

    def of(self, person: str, since: int) -> Count:
        """As of now. A higher reset begins anew."""
        self._hear(self._store.reader().about_pins(self._seen))
        found = self._counts.get(person)
        return found if found is not None and found.since >= since else Count(since)

    def remember(self) -> None:
        """So that the next start need not read what is read already."""
        told = _Remembered(self._seen, self._store.digest_at(self._seen) or "", self._counts)
        text = msgspec.json.encode(told).decode()
        sealed = {"told": text, "seal": self._store.pin_key.mix(_REMEMBERED, text)}
        self._store.settings.put(_REMEMBERED, sealed)

    def _hear(self, stored: Iterable[Stored]) -> None:
        for each in stored:
            fold(self._counts, each.kind, msgspec.json.decode(each.data, type=_Fact))
            self._seen = each.seq

    def _recall(self) -> None:
        known = self._told()
        if known is not None and self._store.digest_at(known.seq) == known.head:
            self._counts, self._seen = known.counts, known.seq
        self._hear(self._store.reader().about_pins(self._seen))
        if known is not None and self._seen < known.seq:
            known_of = known.counts
            for person in known_of.keys() | self._counts.keys():
                mine = self._counts.get(person, Count())
                self._counts[person] = _larger(mine, known_of.get(person, Count()))
        if known is None or self._seen - known.seq > _MANY:
            self.remember()

    def _told(self) -> _Remembered | None:
        sealed: Any = self._store.settings.get(_REMEMBERED)
        try:
            text, seal = str(sealed["told"]), sealed["seal"]
            if self._store.pin_key.mix(_REMEMBERED, text) == seal:
                return msgspec.json.decode(text, type=_Remembered)
        except (TypeError, KeyError, msgspec.MsgspecError):
            pass
        return None


def fold(counts: dict[str, Count], kind: str, fact: _Fact) -> None:
    """What one event makes of the counts."""
    count = counts.get(fact.person, Count(fact.since))
    if fact.since < count.since:
        return
    if fact.since > count.since:
        count = Count(fact.since)
    counts[fact.person] = count
    if kind == "PinTried":
        count.tries += 1
    elif kind in ("PinAccepted", "PinChosen"):
        count.tries, count.told = 0, False
        count.used = count.used or fact.first
    elif kind == "PinLocked":
        count.told = True


def _larger(one: Count, other: Count) -> Count:
    return max(one, other, key=lambda it: (it.since, it.tries, it.told))
