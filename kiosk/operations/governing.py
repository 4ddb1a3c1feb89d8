"""Which releases are in force here: what the hub assigned, else what was installed by hand.

The newest accepted assignment lies in the station's settings. It says what should run; a release
that is not wholly here yet does not run, and the one before it goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import KnownError
from kiosk.operations.station import Change, Station
from sop.effective import effective_from
from sop.wire.documents import Assigned, Assignment, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kiosk.store import Release

ASSIGNMENT = "assignment"
CONFIRMED = "assignment_confirmed_at"


class ReleaseWithdrawn(KnownError):
    """A release that must not start any more."""

    def __init__(self, code: str, revision: str, reason: dict[str, str]) -> None:
        super().__init__(
            "release_withdrawn",
            "{code} 版本 {revision} 已撤回，不得开工。{zh_reason}",
            "{code} revision {revision} is withdrawn and must not be started. {en_reason}",
            code=code,
            revision=revision,
            zh_reason=reason.get("zh", ""),
            en_reason=reason.get("en", ""),
        )


def assignment_of(station: Station) -> Assignment | None:
    """The newest assignment this station has accepted."""
    told = station.store.settings.get(ASSIGNMENT)
    return None if told is None else msgspec.convert(told, Assignment)


def accept_assignment(station: Station, assignment: Assignment) -> bool:
    """Keep an assignment whose signatures were checked; False when it is not newer.

    Withdrawals count from this moment on. On the writer's thread, like every operation.
    """
    known = assignment_of(station)
    if known is not None and assignment.count <= known.count:
        return False
    station.store.settings.put(ASSIGNMENT, msgspec.to_builtins(assignment))
    station.note(
        "AssignmentAccepted",
        count=assignment.count,
        releases=[it.release for it in assignment.releases],
        withdrawn=[it.release for it in assignment.withdrawals],
    )
    station.tell(Change("releases"))
    return True


def confirm_assignment(station: Station, at: str) -> None:
    """The hub was asked at `at` (its own time, ISO 8601, UTC) and has nothing newer. A stick may
    bring an older word than the network did: the newest counts."""
    if at > confirmed_at(station):
        station.store.settings.put(CONFIRMED, at)


def confirmed_at(station: Station) -> str:
    """When the assignment was last known to be the newest; empty if never."""
    return str(station.store.settings.get(CONFIRMED, ""))


def withdrawal_of(station: Station, release: str) -> Withdrawn | None:
    """Why that release must not start here, if it must not."""
    assignment = assignment_of(station)
    withdrawn = assignment.withdrawals if assignment else []
    return next((it for it in withdrawn if it.release == release), None)


def require_not_withdrawn(station: Station, release: str) -> None:
    """Raises `ReleaseWithdrawn`."""
    found = withdrawal_of(station, release)
    if found is not None:
        procedure = station.release(release).procedure
        raise ReleaseWithdrawn(procedure.code, procedure.revision, found.reason)


def in_force(station: Station) -> list[Release]:
    """Of each code the release that may start now, complete on this station."""
    now = station.clock.now()
    assignment = assignment_of(station)
    withdrawn = {it.release for it in assignment.withdrawals} if assignment else set[str]()
    chosen = {it.code: it for it in station.store.releases.in_force(now, withdrawn)}
    for assigned in _effective(assignment.releases if assignment else [], now):
        installed = station.store.releases.get(assigned.release)
        if installed is not None and installed.digest not in withdrawn:
            chosen[assigned.code] = installed
    return list(chosen.values())


def upcoming(station: Station) -> list[Assigned]:
    """Assigned here, but not yet in force: for the screens that announce them."""
    assignment = assignment_of(station)
    now = station.clock.now()
    return [it for it in (assignment.releases if assignment else []) if _starts(it, now) > now]


def _effective(assigned: Iterable[Assigned], now: datetime) -> list[Assigned]:
    """Those whose time has come, the latest last."""
    begun = [it for it in assigned if _starts(it, now) <= now]
    return sorted(begun, key=lambda it: _starts(it, now))


def _starts(assigned: Assigned, now: datetime) -> datetime:
    assert now.tzinfo is not None, "the station's clock always tells its offset"
    return effective_from(assigned.effective, now.tzinfo)


def newest_of(station: Station, code: str) -> Release | None:
    """The release in force for that procedure."""
    return next((it for it in in_force(station) if it.code == code), None)
