"""A station's judge of what the hub sends: each document against what was believed before.

Pure: no network, no clock, no storage. Everything raises `Untrusted`; what was accepted before
then stays in force. An old assignment is not refused for its age, only told: a station cut off
from its hub, or with a wrong clock, goes on working.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sop.effective import effective_from
from sop.signing.doubts import Untrusted
from sop.signing.envelopes import Opened, open_sealed, peek
from sop.signing.keys import key_id
from sop.wire.documents import (
    PAYLOAD_ASSIGNMENT,
    PAYLOAD_RELEASE,
    PAYLOAD_TRUST,
    Assigned,
    Assignment,
    Manifest,
    Trust,
)
from sop.wire.limits import DOCUMENT_BYTES, FILE_BYTES, RELEASE_BYTES, RELEASE_FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sop.wire.documents import Role

_DIGEST = re.compile("[0-9a-f]{64}")
_HIGHEST = 1 << 53
"""Above it a number is no longer the same in every language that reads JSON."""


def accept_first_trust(
    pinned: str, envelope: bytes | Mapping[str, Any], hub: str | None = None
) -> Opened[Trust]:
    """The trust document an enrolment code names by its digest, signed by its own root."""
    told = peek(envelope, PAYLOAD_TRUST, Trust)
    opened = open_sealed(envelope, PAYLOAD_TRUST, Trust, told.keys, told.root)
    if opened.digest != pinned:
        raise Untrusted("not_pinned")
    if hub is not None and told.hub != hub:
        raise Untrusted("other_hub", found=told.hub)
    _require_usable(told)
    return opened


def accept_trust(current: Trust, envelope: bytes | Mapping[str, Any]) -> Opened[Trust]:
    """The version after `current`, signed by the root of both."""
    opened = open_sealed(envelope, PAYLOAD_TRUST, Trust, current.keys, current.root)
    told = opened.document
    if told.hub != current.hub:
        raise Untrusted("other_hub", found=told.hub)
    if told.version <= current.version:
        raise Untrusted("trust_rollback", found=told.version, known=current.version)
    if told.version != current.version + 1:
        raise Untrusted(
            "trust_skipped", found=told.version, known=current.version, next=current.version + 1
        )
    _require_usable(told)
    return open_sealed(envelope, PAYLOAD_TRUST, Trust, told.keys, told.root)


def accept_assignment(
    trust: Trust,
    device: str,
    highest: int,
    envelope: bytes | Mapping[str, Any],
    accepted: str = "",
) -> Opened[Assignment]:
    """What is in force at `device`. `highest` is the count accepted last (0 for none) and
    `accepted` the digest of that assignment: the very same one may come again, by another way."""
    opened = open_sealed(envelope, PAYLOAD_ASSIGNMENT, Assignment, trust.keys, trust.assignment)
    told = opened.document
    if told.device != device:
        raise Untrusted("other_device", found=told.device)
    if told.count < highest:
        raise Untrusted("assignment_rollback", found=told.count, known=highest)
    if told.count == highest and opened.digest != accepted:
        raise Untrusted("assignment_differs", found=told.count)
    _require_sound_assignment(told)
    return opened


def accept_manifest(
    trust: Trust, assigned: Assigned, envelope: bytes | Mapping[str, Any]
) -> Opened[Manifest]:
    """What a release consists of: the very manifest the assignment names, within the limits."""
    opened = open_sealed(envelope, PAYLOAD_RELEASE, Manifest, trust.keys, trust.release)
    told = opened.document
    if opened.digest != assigned.manifest:
        raise Untrusted("not_assigned")
    for field in ("release", "code", "revision"):
        if getattr(told, field) != getattr(assigned, field):
            raise Untrusted("manifest_contradicts", field=field)
    _require_sound_manifest(told)
    return opened


def is_old(assignment: Assignment, confirmed_at: str, now: datetime) -> bool:
    """Not confirmed for longer than the hub finds right. Told to people; it stops nothing.

    `confirmed_at`: when the hub was last asked, ISO 8601 with offset, empty for never.
    """
    since = confirmed_at or assignment.issued
    return now - datetime.fromisoformat(since) > timedelta(hours=assignment.stale_after_hours)


def can_run(manifest: Manifest, kiosk: str) -> bool:
    """Is that version of the kiosk new enough for the release? Versions are `1.2.3`."""
    return _version(kiosk) >= _version(manifest.min_kiosk)


def _require_usable(trust: Trust) -> None:
    """A version nobody can sign under would be the last one this station ever believed."""
    if not 1 <= trust.version <= _HIGHEST:
        raise Untrusted("malformed", reason="version")
    for role in ("root", "release", "assignment"):
        told: Role = getattr(trust, role)
        if not 1 <= told.threshold <= len(_proper(told.keys, trust.keys)):
            raise Untrusted("trust_unusable", role=role)


def _proper(names: Iterable[str], keys: Mapping[str, str]) -> set[str]:
    return {name for name in names if name in keys and _is_named(name, keys[name])}


def _is_named(name: str, public: str) -> bool:
    try:
        return key_id(public) == name
    except ValueError:
        return False


def _require_sound_assignment(told: Assignment) -> None:
    digests = [it.release for it in told.withdrawals]
    digests += [digest for it in told.releases for digest in (it.release, it.manifest)]
    _require(1 <= told.count <= _HIGHEST, "count")
    _require(1 <= told.stale_after_hours <= _HIGHEST // 10**6, "stale_after_hours")
    _require_digests(digests)
    _require(_is_moment(told.issued), "issued")
    for release in told.releases:
        _require_effective(release.effective)


def _require_sound_manifest(told: Manifest) -> None:
    _require_digests([told.release, *(it.sha256 for it in told.files)])
    _require(0 < told.size <= DOCUMENT_BYTES, "size")
    _require(len(told.files) <= RELEASE_FILES, "files")
    _require(all(0 <= it.size <= FILE_BYTES for it in told.files), "file size")
    _require(sum(it.size for it in told.files) <= RELEASE_BYTES, "size of all files")
    _require(len({it.sha256 for it in told.files}) == len(told.files), "one file named twice")
    _require(bool(_version(told.min_kiosk)), "min_kiosk")
    _require_effective(told.effective)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise Untrusted("malformed", reason=what)


def _require_digests(digests: Iterable[str]) -> None:
    _require(all(_DIGEST.fullmatch(it) for it in digests), "digest")


def _require_effective(written: str) -> None:
    try:
        effective_from(written, UTC)
    except ValueError as error:
        raise Untrusted("malformed", reason="effective") from error


def _is_moment(written: str) -> bool:
    try:
        return datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        return False


def _version(written: str) -> tuple[int, ...]:
    """`1.2.3` as numbers; what follows them (`rc1`, `.dev0`) does not count. Empty for none."""
    found = re.match(r"\d{1,9}(?:\.\d{1,9}){0,3}", written, re.ASCII)
    numbers = [int(it) for it in found[0].split(".")] if found else []
    return tuple(numbers + [0] * (4 - len(numbers))) if numbers else ()
