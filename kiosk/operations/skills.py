"""Skills of the people here: what is short for a job, what runs out soon, and what keeps them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date

    from kiosk.operations.station import Station
    from kiosk.store import Person
    from sop.procedure import Procedure

WARN_AHEAD_DAYS = 30
COUNTED_DAYS = 90


class Short(Struct, frozen=True):
    """A skill a procedure requires and the person does not hold at that level today. `expired`:
    the day until which they did."""

    skill: str
    needed: int
    held: int
    expired: date | None = None


class Held(Struct, frozen=True):
    """A skill of a person. `left_days` until it expires: negative once it has, None for ever.
    `runs`: units finished in the last `COUNTED_DAYS` by procedures that require it."""

    skill: str
    level: int
    expires: date | None
    left_days: int | None
    runs: int = 0

    @property
    def runs_out(self) -> bool:
        return self.left_days is not None and self.left_days <= WARN_AHEAD_DAYS


class Lacking(Struct, frozen=True):
    """Why whoever is signed in may not start a procedure alone, and whether a coach may help."""

    name: str
    skills: tuple[Short, ...]
    supervised: bool


def lacking(station: Station, procedure: Procedure) -> Lacking:
    """What of the skills it requires whoever is signed in is short of today."""
    person = station.signed_in()
    known = station.store.people.get(person.id)
    short = []
    for required in procedure.skills:
        held = person.skills.get(required.skill, 0)
        if held < required.level:
            expired = _expired(station, known, required.skill)
            short.append(Short(required.skill, required.level, held, expired))
    return Lacking(person.name, tuple(short), procedure.trainees == "supervised")


def skills_of(station: Station, person: str) -> tuple[Held, ...]:
    """Every skill of that person, those that run out first come first."""
    known = station.store.people.get(person)
    if known is None:
        return ()
    runs, today = runs_by_skill(station, person), _today(station)
    held = [
        Held(
            skill=name,
            level=skill.level,
            expires=skill.expires,
            left_days=(skill.expires - today).days if skill.expires else None,
            runs=runs.get(name, 0),
        )
        for name, skill in known.skills.items()
    ]
    return tuple(sorted(held, key=lambda it: (it.expires is None, it.expires, it.skill)))


def running_out(station: Station) -> tuple[Held, ...]:
    """What whoever is signed in loses within `WARN_AHEAD_DAYS`, or has lost."""
    if station.person is None:
        return ()
    return tuple(it for it in skills_of(station, station.person.id) if it.runs_out)


def runs_by_skill(station: Station, person: str) -> dict[str, int]:
    """How many runs that person finished in the last `COUNTED_DAYS`, by each skill their
    procedure requires. Runs count towards keeping a skill; who keeps it is decided by people."""
    since = station.clock.now() - timedelta(days=COUNTED_DAYS)
    counts: dict[str, int] = {}
    for release, runs in station.store.reader().finished_by(person, since).items():
        if station.store.releases.get(release) is None:
            continue
        for required in station.release(release).procedure.skills:
            counts[required.skill] = counts.get(required.skill, 0) + runs
    return counts


def _expired(station: Station, person: Person | None, skill: str) -> date | None:
    known = person.skills.get(skill) if person is not None else None
    if known is None or known.expires is None or known.expires >= _today(station):
        return None
    return known.expires


def _today(station: Station) -> date:
    return station.clock.now().date()
