"""Is what arrived a piece of a chain? Pure: over the lines of one batch."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from hub.problems import HubProblem
from sop.journal import Envelope, Head, decode, digest_of


class Batch(Struct, frozen=True):
    """Consecutive events, each naming the digest of the one before. `prev` is what the first
    names; `digests` are theirs, in order."""

    first: int
    prev: str
    lines: list[bytes]
    digests: list[str]

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1

    @property
    def head(self) -> Head:
        return Head(self.last, self.digests[-1])

    def after(self, seq: int) -> Batch | None:
        """What follows that event; None when nothing does."""
        held = seq - self.first + 1
        if held <= 0:
            return self
        if held >= len(self.lines):
            return None
        return Batch(seq + 1, self.digests[held - 1], self.lines[held:], self.digests[held:])


def chained(lines: list[bytes]) -> Batch:
    """What the events mean is no matter here: an envelope is all that is asked for, and whatever
    log it names is left to its station. Raises `HubProblem` when it is no chain."""
    first = _read(lines[0], 1)
    seq, digest = first.seq, ""
    digests = list[str]()
    for line in lines:
        event = first if not digests else _read(line, seq)
        if digests and (event.seq != seq or event.prev != digest):
            raise _broken(f"event {seq} does not follow from the one before it")
        digest = digest_of(line)
        digests.append(digest)
        seq += 1
    return Batch(first.seq, first.prev, lines, digests)


def _read(line: bytes, place: int) -> Envelope:
    try:
        event = decode(line)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise _broken(f"{place}: {error}") from error
    if event.seq < 1:
        raise _broken(f"{event.seq} is no number of an event")
    return event


def _broken(detail: str) -> HubProblem:
    return HubProblem(422, "broken_chain", "账本链条已断", "The chain is broken", detail)
