"""Journals as stations write them, byte for byte, without a station."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import msgspec
import zstandard

from sop.journal import EMPTY, Envelope, Head, digest_of, encode
from sop.wire.messages import Branch, Contact, Health


class Journal:
    """A chain of events in memory. `log` is the id that is written from now on, `at` the time that
    the station's clock shows, `awake_s` how long the machine has been on."""

    def __init__(self) -> None:
        self.log = str(uuid4())
        self.lines: list[bytes] = []
        self.parent: Branch | None = None
        self.at = "2026-03-01T08:00:00.000+08:00"
        self.awake_s = 0

    @property
    def head(self) -> Head:
        return Head(len(self.lines), digest_of(self.lines[-1])) if self.lines else EMPTY

    def head_at(self, seq: int) -> Head:
        return Head(seq, digest_of(self.lines[seq - 1])) if seq else EMPTY

    def write(
        self,
        count: int = 1,
        kind: str = "CheckPassed",
        data: Any = None,
        execution: str | None = None,
    ) -> list[bytes]:
        """Further events; the last of them are returned."""
        for _ in range(count):
            self.lines.append(encode(self._next(kind, msgspec.Raw(_data(data)), execution)))
        return self.lines[-count:]

    def copy(self, events: int | None = None) -> Journal:
        """A cloned disk, or a backup of it from when it had so many events."""
        twin = Journal()
        twin.log, twin.parent, twin.lines = self.log, self.parent, self.lines[:events]
        return twin

    def branch_off(self, seq: int) -> None:
        """Go on under another log id, as from that event of the present one."""
        self.parent = Branch(self.log, self.head_at(seq))
        self.log = str(uuid4())
        told = {"log": self.parent.log, "seq": seq, "digest": self.parent.head.digest}
        self.write(kind="LogOpened", data={"parent": told, "reason": "forked"})

    def contact(self, **health: Any) -> bytes:
        told = Contact(
            log=self.log,
            head=self.head,
            parent=self.parent,
            health=Health(**{"station": "A-1", **health}),
        )
        return msgspec.json.encode(told)

    def _next(self, kind: str, data: msgspec.Raw, execution: str | None) -> Envelope:
        head = self.head
        return Envelope(
            seq=head.seq + 1,
            prev=head.digest,
            id=str(uuid4()),
            log=self.log,
            execution=execution,
            at=self.at,
            mono=head.seq + self.awake_s * 10**9,
            boot="0",
            actor="p-0017",
            kind=kind,
            data=data,
        )


def _data(data: Any) -> bytes:
    return data if isinstance(data, bytes) else msgspec.json.encode(data or {"note": "记录"})


def packed(lines: list[bytes]) -> bytes:
    """As a station sends them."""
    packing = zstandard.ZstdCompressor(6, write_checksum=True)
    return packing.compress(b"".join(line + b"\n" for line in lines))
