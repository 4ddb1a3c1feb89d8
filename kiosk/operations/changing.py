"""What a new revision changed, told to each person before their first run under it here.

A revision is new to a station on which another one of the same procedure was run before. Who was
told what is an event of the station, and remembered per person and release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.errors import KnownError
from kiosk.operations.browsing import Media, media_of
from sop.changes import StepChange, step_changes

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from sop.procedure import Procedure


class ChangesUnread(KnownError):
    """Whoever is signed in has not been told yet what this revision changed."""

    def __init__(self, release: str, code: str, revision: str) -> None:
        super().__init__(
            "changes_unread",
            "{code} 已换 {revision} 版，请先看改动，再开工。",
            "{code} is now at revision {revision}. Read what has changed before you begin.",
            code=code,
            revision=revision,
        )
        self.release = release


class Changes(Struct, frozen=True):
    """From one revision to the next, with the media of both, by the names each of them uses."""

    release: str
    before: Procedure | None
    after: Procedure
    steps: tuple[StepChange, ...]
    media_before: dict[str, Media]
    media_after: dict[str, Media]


def changes_of(station: Station, release: str) -> Changes:
    """What that release changed against the one that was run here before it."""
    after = station.release(release)
    earlier = _earlier(station, release, after.procedure.code)
    before = station.release(earlier) if earlier else None
    procedure = before.procedure if before else None
    return Changes(
        release=release,
        before=procedure,
        after=after.procedure,
        steps=step_changes(procedure, after.procedure),
        media_before=media_of(station, before) if before else {},
        media_after=media_of(station, after),
    )


def require_changes_read(station: Station, release: str) -> None:
    """Raises `ChangesUnread` when there are changes that whoever is signed in was not told."""
    person = station.signed_in().id
    if release in station.store.settings.get(_key(person), []):
        return
    procedure = station.release(release).procedure
    earlier = _earlier(station, release, procedure.code)
    before = station.release(earlier).procedure if earlier else None
    if before is not None and step_changes(before, procedure):
        raise ChangesUnread(release, procedure.code, procedure.revision)


def acknowledge_changes(station: Station, release: str) -> None:
    """Whoever is signed in was shown every change of it, and says so. Once is enough."""
    person = station.signed_in().id
    known: list[str] = station.store.settings.get(_key(person), [])
    if release in known:
        return
    procedure = station.release(release).procedure
    station.note(
        "ChangesAcknowledged",
        person=person,
        release=release,
        code=procedure.code,
        revision=procedure.revision,
        before=_earlier(station, release, procedure.code),
    )
    station.store.settings.put(_key(person), [*known, release])


def acknowledge_if_new(station: Station, release: str) -> None:
    """As a person does who reads the changes before beginning, where there are any."""
    try:
        require_changes_read(station, release)
    except ChangesUnread:
        acknowledge_changes(station, release)


def _earlier(station: Station, release: str, code: str) -> str | None:
    """The other release of that procedure that was run here last, if it is still to be read."""
    run = station.store.reader().latest_run(code, but=release)
    found = station.store.releases.get(run.release) if run is not None else None
    return found.digest if found is not None else None


def _key(person: str) -> str:
    return f"changes_read:{person}"
