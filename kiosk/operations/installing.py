"""Putting a procedure onto the station."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kiosk.operations.station import Change, Station
from kiosk.store import Release
from sop.effective import effective_from

if TYPE_CHECKING:
    from pathlib import Path

    from sop.language import MediaFile


def install_procedure(station: Station, package: Path) -> Release:
    """Check the package, keep its media by their digests, then switch it on in one row.

    Raises `sop.language.ProcedureProblems` with every problem found; then nothing is installed.
    """
    from sop.language import load_procedure

    loaded = load_procedure(package)
    now = station.clock.now()
    zone = now.tzinfo
    assert zone is not None, "the station's clock always tells its offset"
    known = station.store.releases.get(loaded.digest)
    if known is not None:
        return known
    for media in loaded.media.values():
        station.store.blobs.put(_content(media))
    release = Release(
        digest=loaded.digest,
        code=loaded.procedure.code,
        revision=loaded.procedure.revision,
        effective_at=effective_from(loaded.procedure.effective, zone),
        installed_at=now,
        body=loaded.canonical,
    )
    station.store.releases.install(release)
    station.note(
        "ReleaseInstalled", release=release.digest, code=release.code, revision=release.revision
    )
    station.tell(Change("releases"))
    return release


def _content(media: MediaFile) -> bytes:
    """Read once, and only if it is still what was checked."""
    kept = BytesIO()
    media.copy_to(kept)
    return kept.getvalue()
