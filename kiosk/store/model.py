"""What goes into the store and what comes out: plain values, no database in them."""

from datetime import datetime
from typing import Any

from msgspec import Raw, Struct, field

from sop.journal.envelope import Envelope, Head, decode, digest_of


class Draft(Struct, frozen=True, kw_only=True):
    """An event about to be recorded.

    `data` is one JSON object without line breaks, stored as it is. Photographs it names under
    `photo` or `photos` (SHA-256, hex) must already be in the blob store. `at` and `id` are for
    callers that have decided them; otherwise the store's clock and a new UUIDv7 are used.
    """

    kind: str
    data: bytes
    execution: str | None = None
    actor: str | None = None
    at: datetime | None = None
    id: str | None = None


class Stored(Struct, frozen=True):
    """A durable event. `body` are the exact stored bytes, the ones that are hashed and sent."""

    body: bytes
    envelope: Envelope

    @classmethod
    def of(cls, body: bytes) -> "Stored":
        return cls(body, decode(body))

    @property
    def digest(self) -> str:
        return digest_of(self.body)

    @property
    def seq(self) -> int:
        return self.envelope.seq

    @property
    def id(self) -> str:
        return self.envelope.id

    @property
    def log(self) -> str:
        return self.envelope.log

    @property
    def execution(self) -> str | None:
        return self.envelope.execution

    @property
    def actor(self) -> str | None:
        return self.envelope.actor

    @property
    def kind(self) -> str:
        return self.envelope.kind

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.envelope.at)

    @property
    def data(self) -> Raw:
        """The event itself as stored, for `msgspec.json.decode(stored.data, type=…)`."""
        return self.envelope.data


class NewRun(Struct, frozen=True, kw_only=True):
    """The first appearance of an execution, in the append that records its start.

    `title` is the procedure's title by language. What the lists on the screens need and nothing
    else: the events are the record.
    """

    execution: str
    status: str
    release: str
    code: str
    revision: str
    title: dict[str, str]
    station: str
    operator: str
    work_order: str | None = None
    unit: str | None = None
    product: str | None = None


class RunChange(Struct, frozen=True, kw_only=True):
    """A known execution changes status or hands. Only then: an ordinary step costs no update."""

    execution: str
    status: str
    operator: str | None = None


RunUpdate = NewRun | RunChange


class Run(Struct, frozen=True, kw_only=True):
    """An execution as the lists show it. `first_seq` is its first event's number."""

    execution: str
    status: str
    release: str
    code: str
    revision: str
    title: dict[str, str]
    station: str
    operator: str
    work_order: str | None
    unit: str | None
    product: str | None
    started_at: datetime
    updated_at: datetime
    first_seq: int


class Capture(Struct, frozen=True, kw_only=True):
    """A code a scan captured. `check` is `step/check`; `event` counts into the append's drafts."""

    value: str
    kind: str  # lot, serial, gtin, raw
    check: str
    event: int = 0


class Use(Struct, frozen=True):
    """Where a captured code was used before."""

    value: str
    kind: str
    check: str
    execution: str
    seq: int


class Parent(Struct, frozen=True):
    """What is known of a log that came to an end: its id, last event and that event's digest.

    When the last event could only be seen and not read, `head` is None, and `known` the latest one
    whose digest was known before.
    """

    log: str | None = None
    seq: int | None = None
    head: str | None = None
    known: Head | None = None


class Notice(Struct, frozen=True):
    """Something to tell about opening the store: it worked, but not as if nothing had happened."""

    key: str
    zh: str
    en: str
    details: dict[str, Any] = field(default_factory=dict)

    def text(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en
