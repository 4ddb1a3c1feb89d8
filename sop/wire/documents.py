"""What is signed: who is trusted, what a release is, what is in force at a station."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from sop.wire.messages import Contact, Welcome

PAYLOAD_TRUST = "application/vnd.sop.trust+json"
PAYLOAD_RELEASE = "application/vnd.sop.release+json"
PAYLOAD_ASSIGNMENT = "application/vnd.sop.assignment+json"


class Role(Struct, frozen=True):
    """Whose signatures count, and how many of them are needed."""

    keys: list[str]
    threshold: int = 1


class Trust(Struct, frozen=True, kw_only=True):
    """Whose signature is worth what. `version` counts up by one; each version is signed by the
    root role of the one before it and by its own.

    `keys` are Ed25519 public keys (base64) by key id, the SHA-256 of the raw key in hexadecimal.
    """

    version: int
    hub: str
    keys: dict[str, str]
    root: Role
    release: Role
    assignment: Role


class ManifestFile(Struct, frozen=True):
    """One file of a release. `size` in bytes."""

    sha256: str
    size: int


class Manifest(Struct, frozen=True, kw_only=True):
    """What approvers sign. `release` is the digest of the canonical document, `size` its bytes.

    `running`: what an execution does that began under an earlier revision. `effective` is ISO
    8601 with offset, or a date in the station's own zone.
    """

    release: str
    size: int
    code: str
    revision: str
    effective: str
    files: list[ManifestFile]
    min_kiosk: str = "0.1.0"
    running: Literal["finish", "restart"] = "finish"


class Assigned(Struct, frozen=True, kw_only=True):
    """A release in force here from `effective` on. `manifest` is the SHA-256 of its payload."""

    code: str
    revision: str
    release: str
    manifest: str
    effective: str


class Withdrawn(Struct, frozen=True, kw_only=True):
    """A release that must not start any more. `stop`: running executions halt at the next step
    boundary until a team lead signs. `reason` by language."""

    release: str
    severity: Literal["finish", "stop"]
    reason: dict[str, str]


class Assignment(Struct, frozen=True, kw_only=True):
    """What is in force at one station. `count` only ever goes up; going back to an older
    revision is a higher count naming the older digest. Withdrawals come first.

    `stale_after_hours`: an assignment not confirmed for so long is shown as old.
    """

    device: str
    count: int
    issued: str
    withdrawals: list[Withdrawn] = []
    releases: list[Assigned] = []
    stale_after_hours: int = 72


PAYLOAD_ROSTER = "application/vnd.sop.roster+json"


class Skill(Struct, frozen=True, omit_defaults=True):
    """Level 1 knows … 4 teaches; good to the end of the day `expires` (ISO date), or for ever."""

    level: int
    expires: str | None = None


class Member(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody known to the plant. Ids are never used again, badges are.

    `first_use`: a one-time code with which the person chooses a PIN for the first time, or after
    a lock: Argon2id, as `argon2-cffi` writes it; `pin_since` counts up with every reset, and a PIN
    chosen under a lower one is no longer good. `pins`: by device the PIN chosen elsewhere, sealed
    for that device alone (libsodium's sealed box, base64).
    """

    id: str
    names: dict[str, str]
    badge: str | None = None
    roles: tuple[str, ...] = ("operator",)
    skills: dict[str, Skill] = {}
    team: str = ""
    first_use: str | None = None
    pin_since: int = 0
    pins: dict[str, str] = {}


class Peer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A station of the plant, by its device; `key` is its Ed25519 public key (base64)."""

    device: str
    station: str
    key: str
    line: str = ""


class Roster(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who works here and which stations there are, for one device. `count` only ever goes up;
    signed by the assignment role. Revocations come first: whoever stands in `revoked` (by id) is
    nobody, and a badge in `lost` is nobody's.

    `lasts_hours`: not confirmed for so long, it identifies nobody any more who is not working.
    """

    device: str
    count: int
    issued: str
    revoked: list[str] = []
    lost: list[str] = []
    people: list[Member] = []
    peers: list[Peer] = []
    lasts_hours: int = 72


PAYLOAD_CARRIED = "application/vnd.sop.carried+json"
PAYLOAD_RECEIPT = "application/vnd.sop.receipt+json"


class CarriedFile(Struct, frozen=True):
    """A file on the stick, by its path below the station's folder there. `size` in bytes."""

    path: str
    sha256: str
    size: int


class Carried(Struct, frozen=True, kw_only=True):
    """What a station put on a stick, signed with the device's key: its contact and every file,
    the batches in the order they are to be taken in."""

    device: str
    contact: Contact
    batches: list[CarriedFile] = []
    photographs: list[CarriedFile] = []


class Receipt(Struct, frozen=True, kw_only=True):
    """What the hub then held, signed with the assignment key, for the way back."""

    device: str
    welcome: Welcome
