"""The questions and answers of the protocol, `/api/v1`. `docs/protocol.md` tells the order."""

from __future__ import annotations

from msgspec import Struct

from sop.journal import Head


class Branch(Struct, frozen=True):
    """Where a log begins that continues another one: after that event of that log."""

    log: str
    head: Head


class Health(Struct, frozen=True, kw_only=True):
    """What a station tells of itself. Times ISO 8601 with offset.

    `releases` are the digests installed; `assignment` and `roster` the highest counts accepted;
    `unsent` how
    many events the hub has not acknowledged as far as the station knows, `oldest_unsent` when
    the first of them happened; `evidence_pending` how many photographs it still holds for the hub.
    """

    station: str
    operation: str | None = None
    at: str = ""
    unsent: int = 0
    oldest_unsent: str | None = None
    evidence_pending: int = 0
    assignment: int = 0
    releases: list[str] = []
    versions: dict[str, str] = {}
    disk_free: int | None = None
    problems: list[str] = []
    roster: int = 0


class Contact(Struct, frozen=True, kw_only=True):
    """A session begins. `POST /contact`. `head` is the station's own, of its log `log`."""

    log: str
    head: Head
    parent: Branch | None = None
    health: Health


class Welcome(Struct, frozen=True, kw_only=True):
    """What the hub holds. `epoch` changes when the hub was restored from a backup.

    `have` is the head of that log at the hub: (0, zeros) for a new one, the branch's head for a
    new branch. `durable_seq` is what the last verified backup holds. `trust` and `assignment` are
    the counts now valid for this station, `roster` too; `news` is the number of the latest piece
    of news for it; `at` the hub's time, ISO 8601.
    """

    hub: str
    epoch: str
    log: str
    have: Head
    durable_seq: int
    trust: int
    assignment: int
    at: str
    roster: int = 0
    news: int = 0


class Received(Struct, frozen=True, kw_only=True):
    """The answer to a batch, sent after the commit. `POST /logs/{log}/events`."""

    have: Head
    durable_seq: int


class DigestsAt(Struct, frozen=True):
    """`GET /logs/{log}/digests?seq=…&seq=…`: digests of those events at the hub, by number.

    Numbers the hub does not hold are left out. How a station finds where histories part.
    """

    digests: dict[int, str]


class EvidenceQuery(Struct, frozen=True):
    """`POST /evidence/missing`: photographs by SHA-256, at most 1,000 a question."""

    digests: list[str]


class EvidenceMissing(Struct, frozen=True):
    """Of those asked for, the ones the hub lacks, and from which byte on it lacks them."""

    missing: dict[str, int]


class Enrol(Struct, frozen=True, kw_only=True):
    """`POST /enrol`. `public_key` is the station's Ed25519 key, 32 bytes in base64."""

    code: str
    public_key: str
    station: str
    operation: str | None = None
    versions: dict[str, str] = {}


class Enrolled(Struct, frozen=True, kw_only=True):
    """The station's id at this hub, and the first trust it is given (a DSSE envelope).

    `station` and `operation`: what it is called from now on, when its code was made for it.
    """

    device: str
    hub: str
    trust: dict[str, object]
    station: str = ""
    operation: str | None = None


class Nonce(Struct, frozen=True):
    """`POST /devices/{device}/nonce`. 32 random bytes, base64; good once, for two minutes."""

    nonce: str


class Proof(Struct, frozen=True):
    """`POST /devices/{device}/token`: the nonce, signed with the device's key (both base64)."""

    nonce: str
    signature: str


class Token(Struct, frozen=True):
    """For `Authorization: Bearer`. `lasts` in seconds, by the receiver's monotonic clock."""

    token: str
    lasts: int


class Rotate(Struct, frozen=True):
    """`POST /devices/{device}/key`: another public key. Both hold until the new one is used."""

    public_key: str


class News(Struct, frozen=True, kw_only=True):
    """Something the station's people would like to hear; nothing is decided by it.

    `kind` suggestion: one of this station's was answered: `status` (accepted, declined, adopted),
    `text`, `revision` that contains it, `points`. work_order: what an exception of this station led
    to: `status` (open, taken, done, closed), `owner`, `due`. `about` is the suggestion or the
    exception; `subject` says in a line what that is, by language.
    """

    number: int
    kind: str
    about: str
    at: str
    status: str = ""
    text: str = ""
    owner: str = ""
    due: str | None = None
    revision: str | None = None
    points: int = 0
    subject: dict[str, str] = {}


class NewsList(Struct, frozen=True):
    """`GET /news?after=N`: in the order of their numbers, at most 200."""

    news: list[News] = []


class ChosenPin(Struct, frozen=True, kw_only=True):
    """`POST /pins`: a PIN chosen at this station, for others: sealed for each device (base64).
    `since` is the person's `pin_since` it was chosen under."""

    person: str
    since: int
    sealed: dict[str, str]


class Problem(Struct, frozen=True, kw_only=True):
    """RFC 9457. `code` is for programs, `title` and `detail` for people (in `Accept-Language`)."""

    type: str
    title: str
    status: int
    detail: str = ""
    code: str = ""
    have: Head | None = None
