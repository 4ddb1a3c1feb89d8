"""What a new revision changed, told to each person before their first run under it here.

A revision is new to a station on which another one of the same procedure was run before. Who was
told what is an event of the station, and remembered per person and release; then come the
questions of the procedure's quiz.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.errors import KnownError
from kiosk.operations.browsing import Media, media_of
from kiosk.operations.quizzing import Quiz, answer_question, has_passed, quiz_of
from sop.changes import StepChange, step_changes
from sop.station_events import ChangesAcknowledged

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from sop.procedure import Procedure
    from sop.release import Release


class ChangesUnread(KnownError):
    """Whoever is signed in has not been told yet what this revision changed, or has not answered
    its questions. `supervised`: with a coach beside them they may begin all the same."""

    def __init__(self, release: str, code: str, revision: str, supervised: bool = False) -> None:
        super().__init__(
            "changes_unread",
            "{code} 已换 {revision} 版，请先看改动，再开工。",
            "{code} is now at revision {revision}. Read what has changed before you begin.",
            code=code,
            revision=revision,
        )
        self.release, self.supervised = release, supervised


class Changes(Struct, frozen=True):
    """From one revision to the next, with the media of both, by the names each of them uses, and
    their digests. `read`: whoever is signed in acknowledged them already; then `quiz` is next.
    `supervised`: it may be begun unread, with a coach."""

    release: str
    before: Procedure | None
    after: Procedure
    steps: tuple[StepChange, ...]
    media_before: dict[str, Media]
    media_after: dict[str, Media]
    digests_before: dict[str, str] = {}
    digests_after: dict[str, str] = {}
    read: bool = False
    quiz: Quiz | None = None
    supervised: bool = False


def changes_of(station: Station, release: str) -> Changes:
    """What that release changed against the one that was run here before it."""
    after, before = station.release(release), _before(station, release)
    steps = _changed(before, after)
    quiz = quiz_of(station, release, {it.step for it in steps}) if station.person else None
    return Changes(
        release=release,
        before=before.procedure if before else None,
        after=after.procedure,
        steps=steps,
        media_before=media_of(station, before) if before else {},
        media_after=media_of(station, after),
        digests_before=_digests(before),
        digests_after=_digests(after),
        read=station.person is not None and _has_read(station, station.person.id, release),
        quiz=quiz,
        supervised=after.procedure.unread == "supervised",
    )


def is_unread(station: Station, release: str) -> bool:
    """Whether whoever is signed in has yet to be told what that release changed, or to answer its
    questions. Where no other revision was run here, there is nothing to tell."""
    person, after = station.signed_in().id, station.release(release)
    read, quiz = _has_read(station, person, release), after.procedure.quiz
    if read and (not quiz or has_passed(station, person, release)):
        return False
    before = _before(station, release)
    return before is not None and bool(quiz or _changed(before, after))


def require_changes_read(station: Station, release: str) -> None:
    """Raises `ChangesUnread` when there are changes that whoever is signed in was not told."""
    if is_unread(station, release):
        procedure = station.release(release).procedure
        supervised = may_start_unread(station, release)
        raise ChangesUnread(release, procedure.code, procedure.revision, supervised)


def may_start_unread(station: Station, release: str) -> bool:
    """Whether the procedure lets somebody begin it unread, with a coach beside them."""
    return station.release(release).procedure.unread == "supervised"


def acknowledge_changes(station: Station, release: str) -> None:
    """Whoever is signed in was shown every change of it, and says so. Once is enough."""
    person = station.signed_in().id
    known: list[str] = station.store.settings.get(_key(person), [])
    if release in known:
        return
    procedure = station.release(release).procedure
    station.record(
        ChangesAcknowledged(
            person=person,
            release=release,
            code=procedure.code,
            revision=procedure.revision,
            before=_earlier(station, release, procedure.code),
        )
    )
    station.store.settings.put(_key(person), [*known, release])


def answer(station: Station, release: str, number: int, given: int) -> tuple[bool, Quiz]:
    """Whoever is signed in answers a question about that release: as `answer_question`."""
    changed = {it.step for it in _changed(_before(station, release), station.release(release))}
    return answer_question(station, release, changed, number, given)


def acknowledge_if_new(station: Station, release: str) -> None:
    """As a person does who reads the changes before beginning, where there are any, and answers
    every question right."""
    if not is_unread(station, release):
        return
    acknowledge_changes(station, release)
    procedure, quiz = station.release(release).procedure, changes_of(station, release).quiz
    for asked in quiz.open if quiz is not None else ():
        answers = procedure.quiz[asked.number].answers
        answer(station, release, asked.number, [it.correct for it in answers].index(True))


def _changed(before: Release | None, after: Release) -> tuple[StepChange, ...]:
    procedure = before.procedure if before is not None else None
    return step_changes(procedure, after.procedure, _digests(before), _digests(after))


def _digests(release: Release | None) -> dict[str, str]:
    return {name: it.sha256 for name, it in release.media.items()} if release is not None else {}


def _before(station: Station, release: str) -> Release | None:
    earlier = _earlier(station, release, station.release(release).procedure.code)
    return station.release(earlier) if earlier else None


def _earlier(station: Station, release: str, code: str) -> str | None:
    """The other release of that procedure that was run here last, if it is still to be read."""
    run = station.store.reader().latest_run(code, but=release)
    found = station.store.releases.get(run.release) if run is not None else None
    return found.digest if found is not None else None


def _has_read(station: Station, person: str, release: str) -> bool:
    return release in station.store.settings.get(_key(person), [])


def _key(person: str) -> str:
    return f"changes_read:{person}"
