"""Putting onto the station what it works with: procedures, people, work orders."""

from datetime import datetime, time
from pathlib import Path

from kiosk.operations.station import Change, Station
from kiosk.store import Release
from sop.procedure import Procedure


def install_procedure(station: Station, package: Path) -> Release:
    """Check the package, keep its media by their digests, then switch it on in one row.

    Raises `sop.loading.ProcedureProblems` with every problem found; then nothing is installed.
    """
    from sop.loading import load_procedure

    loaded = load_procedure(package)
    for media in loaded.media.values():
        with media.open() as stream:
            station.store.blobs.put(stream.read())
    release = Release(
        digest=loaded.digest,
        code=loaded.procedure.code,
        revision=loaded.procedure.revision,
        effective_at=effective_at(loaded.procedure, station.clock.now()),
        installed_at=station.clock.now(),
        body=loaded.canonical,
    )
    if station.store.releases.get(release.digest) is None:
        station.store.releases.install(release)
        station.note(
            "ReleaseInstalled",
            release=release.digest,
            code=release.code,
            revision=release.revision,
        )
        station.tell(Change("releases"))
    return release


def effective_at(procedure: Procedure, now: datetime) -> datetime:
    """From when a run may start. A bare date means the start of that day here."""
    given = datetime.fromisoformat(procedure.effective)
    if len(procedure.effective) <= len("2026-01-01"):
        given = datetime.combine(given.date(), time())
    return given if given.tzinfo else given.replace(tzinfo=now.tzinfo)
