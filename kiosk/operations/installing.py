"""Putting a procedure onto the station."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kiosk.errors import KnownError
from kiosk.operations.governing import tell_releases
from kiosk.operations.station import Station
from kiosk.store import Release
from sop.effective import effective_from

if TYPE_CHECKING:
    from pathlib import Path

    import sop.release
    from sop.language import MediaFile


class RevisionTaken(KnownError):
    def __init__(self, code: str, revision: str) -> None:
        super().__init__(
            "revision_taken",
            "{code} 版本 {revision} 已安装，但内容不同。版本一经发布不得更改，请换一个新的版本号。",
            "{code} revision {revision} is installed here with other content. A revision is never "
            "changed once it is out: give this one a new revision.",
            code=code,
            revision=revision,
        )


def install_procedure(station: Station, package: Path) -> Release:
    """Check the package, keep its media by their digests, then switch it on in one row.

    Raises `sop.language.ProcedureProblems` with every problem found, `RevisionTaken` for other
    content under a revision that is here, `DiskFull`; then nothing is installed.
    """
    from sop.language import load_procedure

    loaded = load_procedure(package)
    known = station.store.releases.get(loaded.digest)
    if known is not None:
        return known
    procedure = loaded.procedure
    if any(
        (it.code, it.revision) == (procedure.code, procedure.revision)
        for it in station.store.releases.all()
    ):
        raise RevisionTaken(procedure.code, procedure.revision)
    for media in loaded.media.values():
        station.store.blobs.put(_content(media))
    return install_release(station, loaded.release, procedure.effective)


def install_release(station: Station, release: sop.release.Release, effective: str) -> Release:
    """Switch on a release whose media are all here, in one row. Once more changes nothing.

    Raises `DiskFull` where there is no room for it; then it is not here.
    """
    known = station.store.releases.get(release.digest)
    if known is not None:
        return known
    station.store.disk.require(len(release.canonical))
    now = station.clock.now()
    assert now.tzinfo is not None, "the station's clock always tells its offset"
    kept = Release(
        digest=release.digest,
        code=release.procedure.code,
        revision=release.procedure.revision,
        effective_at=effective_from(effective, now.tzinfo),
        installed_at=now,
        body=release.canonical,
    )
    station.store.releases.install(kept)
    station.note("ReleaseInstalled", release=kept.digest, code=kept.code, revision=kept.revision)
    tell_releases(station)
    return kept


def _content(media: MediaFile) -> bytes:
    """Read once, and only if it is still what was checked."""
    kept = BytesIO()
    media.copy_to(kept)
    return kept.getvalue()
