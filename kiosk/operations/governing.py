"""Which releases are in force here: what the hub assigned, else what was installed by hand.

The newest accepted assignment lies in the station's settings. It says what should run; a release
that is not wholly here yet, or asks for a newer program, does not run: what was in force when the
assignment came goes on meanwhile. Nothing that was withdrawn is replaced by anything older until
somebody assigns it. Codes that no assignment mentions are governed by what was installed by hand.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.errors import KnownError
from kiosk.operations.ruling import Ruling, Successor
from kiosk.operations.station import Change, Station
from kiosk.operations.taking import TOO_OLD, failures_of, may_run, running_of
from sop.effective import effective_from
from sop.wire.documents import Assigned, Assignment, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.store import Release

ASSIGNMENT = "assignment"
ACCEPTED = "assignment_digest"
CONFIRMED = "assignment_confirmed_at"
BEFORE = "in_force_before"


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
        self.reason = reason


class Upcoming(Struct, frozen=True):
    """A release that will take over here at `starts`; `here` when all of it has arrived."""

    code: str
    revision: str
    release: str
    starts: datetime
    here: bool


# --- the assignment ---------------------------------------------------------------------------


def assignment_of(station: Station) -> Assignment | None:
    """The newest assignment this station has accepted."""
    told = station.store.settings.get(ASSIGNMENT)
    return None if told is None else msgspec.convert(told, Assignment)


def accepted_digest(station: Station) -> str:
    """Of that assignment's signed bytes; empty when there is none."""
    return str(station.store.settings.get(ACCEPTED, ""))


def accept_assignment(station: Station, assignment: Assignment, digest: str = "") -> bool:
    """Keep an assignment whose signatures were checked; False when it is not newer.

    Withdrawals count from this moment on. On the writer's thread, like every operation.
    """
    known = assignment_of(station)
    if known is not None and assignment.count <= known.count:
        return False
    before = {it.code: it.digest for it in in_force(station)}
    settings = station.store.settings
    with station.store.together():
        settings.put(ASSIGNMENT, msgspec.to_builtins(assignment))
        settings.put(ACCEPTED, digest)
        settings.put(BEFORE, before)
    station.note(
        "AssignmentAccepted",
        count=assignment.count,
        releases=[it.release for it in assignment.releases],
        withdrawn=[it.release for it in assignment.withdrawals],
    )
    tell_releases(station)
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


# --- what is in force -------------------------------------------------------------------------


def in_force(station: Station) -> list[Release]:
    """Of each code the release that may start now, complete on this station."""
    now = station.clock.now()
    assignment = assignment_of(station)
    if assignment is None:
        return station.store.releases.in_force(now)
    withdrawn = {it.release for it in assignment.withdrawals}
    mentioned = _mentioned(station, assignment)
    by_hand = station.store.releases.in_force(now, withdrawn)
    chosen = {it.code: it for it in by_hand if it.code not in mentioned}
    chosen |= {it.code: it for it in _before(station) if it.code in mentioned}
    for assigned in _effective(assignment.releases, now):
        installed = station.store.releases.get(assigned.release)
        if installed is not None and may_run(station, installed.digest):
            chosen[assigned.code] = installed
    return [it for it in chosen.values() if it.digest not in withdrawn]


def newest_of(station: Station, code: str) -> Release | None:
    """The release in force for that procedure."""
    return next((it for it in in_force(station) if it.code == code), None)


def withdrawn_here(station: Station) -> list[tuple[Release, Withdrawn]]:
    """Withdrawn releases of codes of which nothing is in force: work that has to wait."""
    assignment = assignment_of(station)
    going = {it.code for it in in_force(station)}
    found: dict[str, tuple[Release, Withdrawn]] = {}
    for told in assignment.withdrawals if assignment else []:
        installed = station.store.releases.get(told.release)
        if installed is not None and installed.code not in going:
            found[installed.code] = (installed, told)
    return list(found.values())


def waiting_for_program(station: Station) -> dict[str, str]:
    """By code the revision that is assigned here, but asks for a newer program."""
    failures = failures_of(station)
    assignment = assignment_of(station) if failures else None
    return {
        it.code: it.revision
        for it in (assignment.releases if assignment else [])
        if failures.get(it.release) == TOO_OLD
    }


def upcoming(station: Station) -> list[Upcoming]:
    """What will take over here by itself, the next one first."""
    now = station.clock.now()
    assignment = assignment_of(station)
    mentioned = _mentioned(station, assignment) if assignment else set[str]()
    installed = {it.digest: it for it in station.store.releases.all()}
    found = [
        Upcoming(it.code, it.revision, it.release, _starts(it, now), it.release in installed)
        for it in (assignment.releases if assignment else [])
    ]
    found += [
        Upcoming(it.code, it.revision, it.digest, it.effective_at, True)
        for it in installed.values()
        if it.code not in mentioned and withdrawal_of(station, it.digest) is None
    ]
    return sorted((it for it in found if it.starts > now), key=lambda it: it.starts)


def _before(station: Station) -> Iterable[Release]:
    """What was in force when the assignment was accepted."""
    for digest in station.store.settings.get(BEFORE, {}).values():
        installed = station.store.releases.get(digest)
        if installed is not None:
            yield installed


def _mentioned(station: Station, assignment: Assignment) -> set[str]:
    """The codes it says anything about."""
    gone = (station.store.releases.get(it.release) for it in assignment.withdrawals)
    return {it.code for it in assignment.releases} | {it.code for it in gone if it is not None}


def _effective(assigned: Iterable[Assigned], now: datetime) -> list[Assigned]:
    """Those whose time has come, the latest last."""
    begun = [it for it in assigned if _starts(it, now) <= now]
    return sorted(begun, key=lambda it: _starts(it, now))


def _starts(assigned: Assigned, now: datetime) -> datetime:
    assert now.tzinfo is not None, "the station's clock always tells its offset"
    return effective_from(assigned.effective, now.tzinfo)


# --- what it means for runs -------------------------------------------------------------------


def tell_releases(station: Station) -> None:
    """What is in force has changed, or may have: runs and screens hear of it."""
    rule(station)
    station.tell(Change("releases"))


def rule(station: Station) -> None:
    """Say anew what holds for the runs under way. On the writer's thread."""
    assignment = assignment_of(station)
    gone = assignment.withdrawals if assignment else []
    station.ruling = Ruling(
        withdrawn={it.release: it.reason for it in gone},
        stops=frozenset(it.release for it in gone if it.severity == "stop"),
        successors={
            it.code: Successor(it.digest, it.revision, running_of(station, it.digest))
            for it in in_force(station)
        },
        stopped=station.ruling.stopped,
    )
