"""Keys and documents of a small hub, as a station receives them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sop.signing import SigningKey, canonical_bytes, payload_of, seal
from sop.wire.documents import (
    PAYLOAD_ASSIGNMENT,
    PAYLOAD_RELEASE,
    PAYLOAD_TRUST,
    Assigned,
    Assignment,
    Manifest,
    ManifestFile,
    Role,
    Trust,
    Withdrawn,
)

ROOT, OTHER_ROOT, LI, WANG, ISSUER, STRANGER = (SigningKey.make() for _ in range(6))
HUB, DEVICE = "hub-1", "0198c0de-0000-7000-8000-000000000001"


def name_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


WITHDRAWN = Withdrawn(
    release=name_of("document 0"), severity="stop", reason={"zh": "错", "en": "wrong"}
)


def role(*keys: SigningKey, threshold: int = 1) -> Role:
    return Role([key.id for key in keys], threshold)


def trust(version: int = 1, **changes: Any) -> Trust:
    """Two approvers must sign a release."""
    told: dict[str, Any] = {
        "version": version,
        "hub": HUB,
        "keys": {key.id: key.public for key in (ROOT, LI, WANG, ISSUER)},
        "root": role(ROOT),
        "release": role(LI, WANG, threshold=2),
        "assignment": role(ISSUER),
    }
    return Trust(**(told | changes))


def manifest(revision: str = "A", **changes: Any) -> Manifest:
    told: dict[str, Any] = {
        "release": name_of(f"document {revision}"),
        "size": 4096,
        "code": "FLG-M12",
        "revision": revision,
        "effective": "2026-03-01",
        "files": [ManifestFile(name_of("picture"), 70_000)],
    }
    return Manifest(**(told | changes))


def assigned(told: Manifest, **changes: Any) -> Assigned:
    """As the hub names that manifest."""
    known = {
        "code": told.code,
        "revision": told.revision,
        "release": told.release,
        "manifest": sha256(payload_of(seal(told, PAYLOAD_RELEASE))).hexdigest(),
        "effective": told.effective,
    }
    return Assigned(**(known | changes))


def assignment(count: int = 1, **changes: Any) -> Assignment:
    told: dict[str, Any] = {
        "device": DEVICE,
        "count": count,
        "issued": "2026-03-01T08:00:00+08:00",
        "withdrawals": [WITHDRAWN],
        "releases": [assigned(manifest())],
    }
    return Assignment(**(told | changes))


def sealed_trust(told: Trust, *keys: SigningKey) -> bytes:
    return canonical_bytes(seal(told, PAYLOAD_TRUST, *(keys or (ROOT,))))


def sealed_manifest(told: Manifest, *keys: SigningKey) -> bytes:
    return canonical_bytes(seal(told, PAYLOAD_RELEASE, *(keys or (LI, WANG))))


def sealed_assignment(told: Assignment, *keys: SigningKey) -> bytes:
    return canonical_bytes(seal(told, PAYLOAD_ASSIGNMENT, *(keys or (ISSUER,))))
