"""Who works here, as the hub told it: people, their rights and skills, and the stations around.

A station that was never given a roster goes on with the people put in by hand, for ever.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.operations import roster_age
from kiosk.operations.signing import known_as, sign_out
from kiosk.operations.station import Change
from kiosk.store import Person, Skill
from sop.signing.rosters import names_anybody, wearing
from sop.wire.documents import Member, Peer, Roster

if TYPE_CHECKING:
    from kiosk.operations.station import Station

ROSTER = "roster"
ACCEPTED = "roster_digest"
SOON_DAYS = 30


class Expiring(Struct, frozen=True):
    """A skill that is good to the end of the day `expires`."""

    skill: str
    level: int
    expires: date


# --- the roster -------------------------------------------------------------------------------


def roster_of(station: Station) -> Roster | None:
    """The newest roster accepted here, without its people: they are in the store."""
    told = station.store.settings.get(ROSTER)
    return None if told is None else msgspec.convert(told, Roster)


def accepted_digest(station: Station) -> str:
    """Of that roster's signed bytes; empty when there is none."""
    return str(station.store.settings.get(ACCEPTED, ""))


def highest_count(station: Station, device: str) -> int:
    """Of the rosters accepted for that device; 0 for none."""
    known = roster_of(station)
    return known.count if known is not None and known.device == device else 0


def accept_roster(
    station: Station, roster: Roster, digest: str, confirmed: str = "", used_ms: int = 0
) -> bool:
    """Keep a roster whose signatures were checked; False when it is not newer. `confirmed`: the
    hub's time at which it was the newest, `used_ms` ago.

    All of it in one transaction. Who is revoked, or missing from it, is nobody at once, here too.
    """
    if roster.count <= highest_count(station, roster.device):
        return False
    store = station.store
    with store.together():
        if names_anybody(roster) or store.settings.get(roster_age.LASTS) is not None:
            store.people.govern(_people(roster))
            roster_age.lasts(station, roster.lasts_hours)
        bare = msgspec.structs.replace(roster, people=[])
        store.settings.put(ROSTER, msgspec.to_builtins(bare))
        store.settings.put(ACCEPTED, digest)
        roster_age.confirm(station, confirmed, used_ms)
    people, revoked = len(roster.people), len(roster.revoked)
    station.note("RosterAccepted", count=roster.count, people=people, revoked=revoked)
    _look_who_works(station)
    station.tell(Change("people"))
    return True


def confirm_roster(station: Station, at: str) -> None:
    """The hub was asked just now, at `at` by its own clock, and has nothing newer."""
    if roster_of(station) is not None:
        roster_age.confirm(station, at)


def confirm_roster_of(station: Station, at: str) -> None:
    """The hub said so on a stick, at `at` (ISO 8601, UTC): what passed since then counts. An older
    word than the one known changes nothing."""
    if roster_of(station) is not None and at > roster_age.confirmed_at(station):
        roster_age.confirm(station, at, passed_since(station, at))


def passed_since(station: Station, at: str) -> int:
    """Milliseconds by this station's wall clock; none when that is behind."""
    now = station.clock.now().astimezone(UTC)
    return max(0, (now - datetime.fromisoformat(at)) // timedelta(milliseconds=1))


def _look_who_works(station: Station) -> None:
    """Whoever is signed in and is nobody any more is signed out; rights are as they are now."""
    if station.person is None:
        return
    found = station.store.people.get(station.person.id)
    if found is None or not found.active:
        sign_out(station, reason="revoked")
    else:
        station.person = known_as(station, found)


def _people(roster: Roster) -> list[Person]:
    badges = {person: badge for badge, person in wearing(roster).items()}
    revoked = set(roster.revoked)
    return [
        _person(it, badges.get(it.id), roster.device, it.id not in revoked) for it in roster.people
    ]


def _person(told: Member, badge: str | None, device: str, active: bool) -> Person:
    return Person(
        id=told.id,
        badge=badge,
        names=told.names,
        roles=told.roles,
        skills={
            name: Skill(it.level, date.fromisoformat(it.expires) if it.expires else None)
            for name, it in told.skills.items()
        },
        active=active,
        team=told.team,
        first_use=told.first_use,
        pin_since=told.pin_since,
        pins=told.pins.get(device),
    )


# --- what it says -----------------------------------------------------------------------------


def peers_of(station: Station) -> list[Peer]:
    """Every station of the plant the roster names, this one among them."""
    known = roster_of(station)
    return [] if known is None else known.peers


def line_of(station: Station) -> str:
    """The line this station stands in; empty when nobody said."""
    known = roster_of(station)
    own = (it.line for it in known.peers if it.device == known.device) if known else iter(())
    return next(own, "")


def skills_expiring(station: Station, person: str, within_days: int = SOON_DAYS) -> list[Expiring]:
    """Of that person's skills those that are good today and will not be in so many days, the
    first to end first."""
    found = station.store.people.get(person)
    today = station.clock.now().date()
    soon = today + timedelta(days=within_days)
    ending = [
        Expiring(name, it.level, it.expires)
        for name, it in (found.skills if found else {}).items()
        if it.expires is not None and today <= it.expires <= soon
    ]
    return sorted(ending, key=lambda it: (it.expires, it.skill))
