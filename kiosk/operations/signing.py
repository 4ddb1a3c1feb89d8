"""Who is here, and the two components of a signature (21 CFR 11.200): badge and PIN."""

from kiosk.errors import KnownError
from kiosk.operations.pins.errors import NoPinHere, PinIsLocked, SignatureRefused
from kiosk.operations.pins.proving import prove
from kiosk.operations.roster_age import require_confirmed
from kiosk.operations.station import Change, Station
from kiosk.store import Person as Known
from sop.events import Person

__all__ = [
    "NoPinHere",
    "PinIsLocked",
    "RoleMissing",
    "SignatureRefused",
    "UnknownBadge",
    "authenticate",
    "authorise",
    "identify",
    "sign_in",
    "sign_out",
    "wearer",
    "worn_by",
]


UNDER_WAY = ("running", "paused")


class UnknownBadge(KnownError):
    def __init__(self, badge: str) -> None:
        super().__init__(
            "unknown_badge",
            "不认识此工牌（{badge}）。请联系班组长登记。",
            "This badge ({badge}) is not known here. Ask your team lead to register it.",
            badge=badge,
        )


class RoleMissing(KnownError):
    def __init__(self, name: str, role: str) -> None:
        super().__init__(
            "role_missing",
            "{name} 无权批准此操作，需要角色：{role}。",
            "{name} may not authorise this; it takes the role {role}.",
            name=name,
            role=role,
        )


def identify(station: Station, badge: str) -> Person:
    """Whose badge this is, with the skills that have not expired. Raises `UnknownBadge`, and
    `RosterExpired` for everybody but who is at work here now."""
    found = station.store.people.by_badge(badge)
    if found is None:
        raise UnknownBadge(badge)
    if not _is_at_work(station, found.id):
        require_confirmed(station)
    return known_as(station, found)


def wearer(station: Station, badge: str) -> Person | None:
    """Whoever wears this badge and may work here now; None for every other code."""
    try:
        return identify(station, badge.strip())
    except KnownError:
        return None


def worn_by(station: Station, badge: str) -> str | None:
    """The printed name of whoever wears this badge; None when it is nobody's, or no badge."""
    found = station.store.people.by_badge(badge.strip())
    return None if found is None else printed_name(found)


def known_as(station: Station, found: Known) -> Person:
    """As he stands in what is recorded, with the skills that are good today."""
    today = station.clock.now().date()
    skills = {
        name: skill.level
        for name, skill in found.skills.items()
        if skill.expires is None or skill.expires >= today
    }
    return Person(id=found.id, name=printed_name(found), roles=found.roles, skills=skills)


def _is_at_work(station: Station, person: str) -> bool:
    """Signed in, in the middle of a run of his own."""
    if station.person is None or station.person.id != person:
        return False
    return any(run.operator == person for run in station.store.runs(UNDER_WAY))


def printed_name(person: Known) -> str:
    """As it stands beside a signature: in every language it is known in."""
    return " ".join(dict.fromkeys(person.names.values()))


def sign_in(station: Station, badge: str) -> Person:
    """From now on this person works here. A badge identifies; it never signs."""
    person = identify(station, badge)
    station.person = person
    station.note("SignedIn", person=person.id)
    station.tell(Change("person"))
    return person


def sign_out(station: Station, reason: str = "asked") -> None:
    """Nobody works here now; `reason` is asked, idle or switch."""
    if station.person is not None:
        station.note("SignedOut", person=station.person.id, reason=reason)
        station.person = None
    station.tell(Change("person"))


def authenticate(station: Station, badge: str, pin: str) -> Person:
    """The person whose badge and PIN these are. Every try is counted, and ten are the most.

    Raises `UnknownBadge`, `NoPinHere`, `SignatureRefused` and `PinIsLocked`.
    """
    person = identify(station, badge)
    known = station.store.people.get(person.id)
    if known is None:
        raise UnknownBadge(badge)
    prove(station, known, pin)
    return person


def authorise(station: Station, badge: str, pin: str, role: str) -> Person:
    """As `authenticate`, for somebody who holds `role`. Raises `RoleMissing` otherwise."""
    person = authenticate(station, badge, pin)
    if role not in person.roles:
        raise RoleMissing(person.name, role)
    return person
