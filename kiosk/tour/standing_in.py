"""The tour stands in for the hub: it assigns, withdraws and tells who works here by the operations
that the sync uses once a signature has been checked."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from kiosk.operations.governing import accept_assignment, assignment_of, tell_releases
from kiosk.operations.installing import install_release
from kiosk.operations.roster import accept_roster
from kiosk.operations.taking import keep_manifest
from sop.wire.documents import Assigned, Assignment, Manifest, Member, Peer, Roster, Withdrawn

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from sop.release import Release


def take(station: Station, release: Release, effective: str, running: Any = "finish") -> None:
    keep_manifest(station, "0" * 64, _manifest(release, running))
    install_release(station, release, effective)


def ask_for_restart(station: Station, release: Release) -> None:
    keep_manifest(station, "0" * 64, _manifest(release, "restart"))
    tell_releases(station)


def _manifest(release: Release, running: Any) -> Manifest:
    return Manifest(
        release=release.digest,
        size=len(release.canonical),
        code=release.procedure.code,
        revision=release.procedure.revision,
        effective=release.procedure.effective,
        files=[],
        running=running,
    )


def assigned(release: Release, effective: str) -> Assigned:
    return Assigned(
        code=release.procedure.code,
        revision=release.procedure.revision,
        release=release.digest,
        manifest="0" * 64,
        effective=effective,
    )


def assign(station: Station, releases: list[Assigned], gone: list[Withdrawn] = []) -> None:  # noqa: B006
    known = assignment_of(station)
    told = Assignment(
        device="tour",
        count=known.count + 1 if known else 1,
        issued=station.clock.now().isoformat(timespec="seconds"),
        withdrawals=gone,
        releases=releases,
    )
    accept_assignment(station, told)


def tell_roster(
    station: Station, people: list[Member], peers: list[Peer], device: str = "A-07"
) -> None:
    """Who works here, and which stations there are, told just now."""
    at = station.clock.now().astimezone(UTC).isoformat(timespec="seconds")
    roster = Roster(device=device, count=1, issued=at, people=people, peers=peers)
    accept_roster(station, roster, "0" * 64, at)
