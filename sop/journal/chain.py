"""Is this chain of events whole? Pure: over bytes, wherever they come from."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from sop.journal.envelope import NO_PREDECESSOR, Envelope, Head, decode, digest_of

EMPTY = Head(0, NO_PREDECESSOR)


class Problem(Struct, frozen=True):
    """Something a verification found, and where: the event's number, or its place if unreadable."""

    seq: int
    key: str
    zh: str
    en: str


def unreadable(seq: int) -> Problem:
    return Problem(seq, "unreadable", f"第 {seq} 条不是记录", f"entry {seq} is not an event")


def gap(found: int, expected: int) -> Problem:
    return Problem(
        found,
        "gap",
        f"应为第 {expected} 条，实为第 {found} 条",
        f"expected event {expected}, found event {found}",
    )


def broken_link(seq: int) -> Problem:
    return Problem(
        seq,
        "broken_link",
        f"第 {seq} 条与前一条不衔接：其中之一被改动过",
        f"event {seq} does not follow from the one before it: one of the two was altered",
    )


def other_log(seq: int) -> Problem:
    return Problem(
        seq, "other_log", f"第 {seq} 条属于另一个账本", f"event {seq} belongs to another log"
    )


def altered_head(seq: int) -> Problem:
    return Problem(
        seq,
        "altered_head",
        f"末条（第 {seq} 条）与已知的校验值不符",
        f"the last event ({seq}) does not have the digest it is known by",
    )


class ChainCheck:
    """Follows a chain event by event; `head` is the last one seen, `events` how many, `last` the
    one just followed if it could be read.

    `start` is the event before the first one given. Without it the first event given is taken as
    it stands: a slice of a journal can be checked within itself.
    """

    def __init__(self, start: Head | None = None) -> None:
        self.head = start
        self.last: Envelope | None = None
        self.log: str | None = None
        self.events = 0

    def follow(self, body: bytes) -> Iterator[Problem]:
        """The problems of the next event."""
        self.events += 1
        self.last = None
        expected = self.head.seq + 1 if self.head else None
        try:
            event = decode(body)
        except msgspec.MsgspecError:
            yield unreadable(expected or self.events)
            self.head = Head(expected or self.events, digest_of(body))
            return
        self.last = event
        yield from self._compare(event, expected)
        self.log = event.log
        self.head = Head(event.seq, digest_of(body))

    def _compare(self, event: Envelope, expected: int | None) -> Iterator[Problem]:
        if expected is not None and event.seq != expected:
            yield gap(event.seq, expected)
        elif self.head is not None and event.prev != self.head.digest:
            yield broken_link(event.seq)
        if self.log is not None and event.log != self.log and not _branches_off(event, self.log):
            yield other_log(event.seq)


class _Opening(Struct, frozen=True):
    parent: dict[str, Any] | None = None


def _branches_off(event: Envelope, log: str) -> bool:
    """A station that was cloned or restored goes on under a new log id and says so."""
    if event.kind != "LogOpened":
        return False
    try:
        parent = msgspec.json.decode(event.data, type=_Opening).parent
    except msgspec.MsgspecError:
        return False
    return parent is not None and parent.get("log") == log


def verify_chain(
    lines: Iterable[bytes], start: Head | None = None, end: Head | None = None
) -> Iterator[Problem]:
    """The problems of a chain given one body a line, as they are found; none when it is whole.

    A chain cannot show by itself that its last events were cut off or altered: that needs `end`,
    the head as known from elsewhere.
    """
    check = ChainCheck(start)
    for line in lines:
        yield from check.follow(line.rstrip(b"\r\n"))
    found = check.head or EMPTY
    if end is not None and found.seq != end.seq:
        yield gap(found.seq, end.seq)
    elif end is not None and found != end:
        yield altered_head(found.seq)
