"""A procedure becomes a release: checked, stored, signed, and in force when enough have signed."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from django.db.models import Q
from django.utils import timezone
from msgspec import Struct

from hub.objects import objects
from hub.people.auditing import note
from hub.releases.assigning import renew
from hub.releases.keyring import held_of
from hub.releases.models import Placement, Release, ReleaseFile
from hub.releases.refusals import ReleaseRefused
from hub.releases.trust import document, office
from sop.effective import effective_from
from sop.signing import Untrusted, canonical_bytes, payload_of, peek, seal, seal_again, signers_of
from sop.wire.documents import PAYLOAD_RELEASE, Manifest, ManifestFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sop.language import Loaded, MediaFile
    from sop.signing import SigningKey


class Terms(Struct, frozen=True, kw_only=True):
    """How it comes into force. `effective`: later than the procedure itself says, or nothing.
    `percent` of the stations it applies to get it at first."""

    running: Literal["finish", "restart"] = "finish"
    effective: str = ""
    percent: int = 100
    min_kiosk: str = "0.1.0"


def publish(loaded: Loaded, terms: Terms, keys: Sequence[SigningKey] = ()) -> Release:
    """Store the release and sign it: with `keys`, or without any with those of this hub.

    With too few signatures it waits for `approve`. Publishing the same once more on the same
    terms only adds signatures. Raises `ReleaseRefused`.
    """
    manifest = _manifest(loaded, terms)
    _require_possible(loaded, terms)
    _require_free(loaded, manifest, terms)
    for media in loaded.media.values():
        objects().put(media.sha256, _content(media))
    objects().put(loaded.digest, loaded.canonical)
    with office():
        _require_free(loaded, manifest, terms)
        release = Release.objects.filter(digest=loaded.digest).first()
        release = release or _record(loaded, manifest, terms)
        return _sign(release, keys or held_of(document().release.keys))


def approve(release: Release, keys: Sequence[SigningKey]) -> Release:
    """Another approver signs. When that makes it complete, the stations are told."""
    with office():
        return _sign(release, keys)


def take_signatures(envelope: bytes) -> Release:
    """Take over the good signatures of an envelope that was signed elsewhere.

    Raises `ReleaseRefused` for one that is not of this hub, or without one signature that counts.
    """
    trust = document()
    try:
        payload = payload_of(envelope)
        good = signers_of(envelope, trust.keys, trust.release.keys)
    except Untrusted as doubt:
        raise ReleaseRefused("not_the_manifest") from doubt
    with office():
        release = next((it for it in Release.objects.all() if _payload(it) == payload), None)
        if release is None or not good:
            raise ReleaseRefused("not_the_manifest")
        return _settle(release, _merged(bytes(release.envelope), envelope, good))


def signers(release: Release) -> list[str]:
    """The ids of the keys whose signatures count today."""
    trust = document()
    return signers_of(bytes(release.envelope), trust.keys, trust.release.keys)


def is_complete(release: Release) -> bool:
    """Signed by as many as the trust of today asks for."""
    return len(signers(release)) >= document().release.threshold


def waiting_for_approval() -> list[Release]:
    """Published, but not signed by enough; also after the threshold was raised."""
    return [it for it in Release.objects.order_by("published_at") if not is_complete(it)]


def find(seen: str, revision: str = "") -> Release:
    """By code and revision, by `CODE/REVISION`, or by the beginning of its digest."""
    code, _, told = seen.partition("/")
    rows = Release.objects.filter(
        Q(code=code, revision=revision or told) if revision or told else Q(digest__startswith=seen)
    )
    found = list(rows[:2])
    shown = f"{seen} {revision}".strip()
    if len(found) == 1 and seen:
        return found[0]
    raise ReleaseRefused("several_releases" if found else "no_release", 404, seen=shown)


def _manifest(loaded: Loaded, terms: Terms) -> Manifest:
    procedure = loaded.procedure
    files = {it.sha256: it.size for it in loaded.media.values()}
    return Manifest(
        release=loaded.digest,
        size=len(loaded.canonical),
        code=procedure.code,
        revision=procedure.revision,
        effective=terms.effective or procedure.effective,
        files=[ManifestFile(*it) for it in sorted(files.items())],
        min_kiosk=terms.min_kiosk,
        running=terms.running,
    )


def _require_possible(loaded: Loaded, terms: Terms) -> None:
    """A run before the procedure's own date would be refused by the station whoever signs it."""
    if not 0 < terms.percent <= 100:
        raise _bad("比例须在 1 至 100 之间", "The percentage must lie between 1 and 100")
    own = moment(loaded.procedure.effective)
    if terms.effective and moment(terms.effective) < own:
        raise _bad(
            f"生效时间不得早于作业指导书自身的 {loaded.procedure.effective}",
            f"It cannot be in force before the procedure's own date, {loaded.procedure.effective}",
        )


def moment(effective: str) -> datetime:
    """A date as it is meant here. Raises `ReleaseRefused` for what is none."""
    zone = timezone.get_current_timezone()
    try:
        return effective_from(effective, zone)
    except ValueError as error:
        raise _bad(f"不是有效的生效时间：{effective}", f"Not a date: {effective}") from error


def _require_free(loaded: Loaded, manifest: Manifest, terms: Terms) -> None:
    code, revision = manifest.code, manifest.revision
    known = Release.objects.filter(code=code, revision=revision).first()
    if known is None:
        return
    if known.digest != loaded.digest:
        raise ReleaseRefused("revision_taken", code=code, revision=revision)
    signed = peek(bytes(known.envelope), PAYLOAD_RELEASE, Manifest)
    other = [
        it for it in manifest.__struct_fields__ if getattr(signed, it) != getattr(manifest, it)
    ]
    other += ["percent"] if known.percent != terms.percent else []
    if other:
        told = ", ".join(other)
        raise ReleaseRefused("published_otherwise", code=code, revision=revision, field=told)


def _differing(one: Manifest, other: Manifest) -> list[str]:
    return [it for it in one.__struct_fields__ if getattr(one, it) != getattr(other, it)]


def _record(loaded: Loaded, manifest: Manifest, terms: Terms) -> Release:
    envelope = canonical_bytes(seal(manifest, PAYLOAD_RELEASE))
    where = loaded.procedure.applies_to
    release = Release.objects.create(
        digest=manifest.release,
        code=manifest.code,
        revision=manifest.revision,
        title=loaded.procedure.title,
        manifest=sha256(payload_of(envelope)).hexdigest(),
        envelope=envelope,
        effective=manifest.effective,
        stations=where.stations,
        operations=where.operations,
        percent=terms.percent,
        published_at=timezone.now(),
    )
    files = [ReleaseFile(release=release, sha256=it.sha256, size=it.size) for it in manifest.files]
    ReleaseFile.objects.bulk_create(files, batch_size=200)
    told = {"release": str(release), "effective": release.effective, "percent": terms.percent}
    note("published", release.digest, None, told)
    return release


def _sign(release: Release, keys: Iterable[SigningKey]) -> Release:
    allowed = document().release.keys
    for key in keys:
        if key.id not in allowed:
            raise ReleaseRefused("not_a_role_key", key=key.id[:12], role="release")
    return _settle(release, canonical_bytes(seal_again(bytes(release.envelope), *keys)))


def _settle(release: Release, envelope: bytes) -> Release:
    """Keep the signatures; complete for the first time, it is placed and the stations are told."""
    before = sorted(signers(release))
    release.envelope = envelope
    _note_signers(release, before)
    complete = is_complete(release)
    first = complete and release.approved_at is None
    if first:
        release.approved_at = timezone.now()
    release.save(update_fields=["envelope", "approved_at"])
    if first:
        _place(release)
        note("released", release.digest, None, {"release": str(release)})
        renew()
    return release


def _note_signers(release: Release, before: list[str]) -> None:
    after = sorted(signers(release))
    if after != before:
        note("approved", release.digest, before, after)


def _place(release: Release) -> None:
    Placement.objects.create(
        release=release,
        code=release.code,
        percent=release.percent,
        effective=release.effective,
        placed_at=timezone.now(),
    )


def _merged(ours: bytes, theirs: bytes, good: list[str]) -> bytes:
    kept: dict[str, Any] = msgspec.json.decode(ours)
    signed: dict[str, Any] = msgspec.json.decode(theirs)
    news = [it for it in signed["signatures"] if it["keyid"] in good]
    names = {it["keyid"] for it in news}
    old = [it for it in kept["signatures"] if it["keyid"] not in names]
    return canonical_bytes({**kept, "signatures": old + news})


def _payload(release: Release) -> bytes:
    return payload_of(bytes(release.envelope))


def _content(media: MediaFile) -> bytes:
    """Read once, and only if it is still what was checked."""
    kept = BytesIO()
    media.copy_to(kept)
    return kept.getvalue()


def _bad(zh: str, en: str) -> ReleaseRefused:
    return ReleaseRefused("bad_terms", 422, reason_zh=zh, reason_en=en)
