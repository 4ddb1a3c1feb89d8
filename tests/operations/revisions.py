"""Revisions of the flange procedure, assigned and withdrawn as the hub does it."""

from typing import Any

import msgspec

from kiosk.operations.governing import accept_assignment, assignment_of, in_force
from kiosk.operations.installing import install_release
from kiosk.operations.station import Station
from kiosk.operations.taking import keep_manifest
from sop.release import Release
from sop.wire.documents import Assigned, Assignment, Manifest, Withdrawn

LONG_AGO, NOW, TOMORROW = "2025-01-01", "2026-11-22T06:00:00+00:00", "2026-11-23"
WHY = {"zh": "扭矩写错", "en": "wrong torque"}


def revision(station: Station, release: str, name: str) -> Release:
    """Another revision of an installed release, not installed yet. Its first step has changed."""
    known = station.release(release)
    first, *others = known.procedure.sections
    step = msgspec.structs.replace(first.steps[0], title={"zh": f"新 {name}", "en": f"new {name}"})
    changed = msgspec.structs.replace(first, steps=[step, *first.steps[1:]])
    procedure = msgspec.structs.replace(known.procedure, revision=name, sections=[changed, *others])
    return Release(procedure, known.media)


def assigned(release: Release, effective: str = NOW) -> Assigned:
    return Assigned(
        code=release.procedure.code,
        revision=release.procedure.revision,
        release=release.digest,
        manifest="0" * 64,
        effective=effective,
    )


def take(station: Station, release: Release, effective: str = NOW, **manifest: Any) -> None:
    """Download it: all of it is here now, and what its manifest says."""
    told = Manifest(
        release=release.digest,
        size=len(release.canonical),
        code=release.procedure.code,
        revision=release.procedure.revision,
        effective=effective,
        files=[],
        **manifest,
    )
    keep_manifest(station, "0" * 64, told)
    install_release(station, release, effective)


def assign(
    station: Station, *releases: Assigned, gone: tuple[str, ...] = (), severity: Any = "finish"
) -> None:
    """The next assignment."""
    known = assignment_of(station)
    told = Assignment(
        device="d",
        count=known.count + 1 if known else 1,
        issued="2026-11-22T05:00:00+00:00",
        withdrawals=[Withdrawn(release=it, severity=severity, reason=WHY) for it in gone],
        releases=list(releases),
    )
    assert accept_assignment(station, told, f"digest-{told.count}")


def revisions(station: Station) -> list[str]:
    """Which are in force."""
    return [it.revision for it in in_force(station)]
