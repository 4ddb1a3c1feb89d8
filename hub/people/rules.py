"""What can be done about people. Everything names who does it, and most things why."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hub.people.auditing import change, write
from hub.people.models import FirstUse, LostBadge, Person, SealedPin, Skill
from hub.people.refusals import PeopleRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = ("operator", "team_lead", "supervisor", "owner", "author", "approver", "auditor")
_NAME = re.compile(r"[^\s\x00-\x1f:;,][^\x00-\x1f:;,]{0,99}")
_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")


def person(name: str) -> Person:
    """Somebody who works here. Raises `PeopleRefused`."""
    found = Person.objects.select_for_update().filter(pk=name).first()
    if found is None:
        raise PeopleRefused("no_person", 404, person=name)
    if found.revoked_at is not None:
        raise PeopleRefused("is_revoked", person=name)
    return found


def add(
    who: str,
    name: str,
    names: dict[str, str],
    badge: str | None = None,
    roles: Sequence[str] = ("operator",),
    team: str = "",
    why: str = "",
) -> Person:
    """Raises `PeopleRefused` for an id that was ever given, or a badge that cannot be."""
    with change():
        if Person.objects.filter(pk=name).exists():
            raise PeopleRefused("id_taken", person=name)
        _require_sound(name, names, roles, team)
        _require_free(badge, name)
        made = Person.objects.create(
            id=name, names=names, badge=badge, roles=list(roles), team=team,
            added_at=timezone.now(),
        )  # fmt: skip
        write(who, "added", name, None, _told(made), why)
    return made


def alter(who: str, name: str, why: str = "", **changes: Any) -> Person:
    """Other `names`, `roles`, `team` or `badge`. What does not change is not written down."""
    with change():
        found = person(name)
        before = _told(found)
        for field, value in changes.items():
            setattr(found, field, value)
        _require_sound(name, found.names, found.roles, found.team)
        _require_free(found.badge, name)
        after = _told(found)
        if after != before:
            found.save()
            parts = [key for key in after if after[key] != before[key]]
            write(
                who, "altered", name,
                {key: before[key] for key in parts}, {key: after[key] for key in parts}, why,
            )  # fmt: skip
    return found


def give_badge(who: str, name: str, badge: str | None, why: str = "") -> None:
    """In the place of the one worn until now, which may be given to somebody else."""
    alter(who, name, why, badge=badge)


def lose_badge(who: str, badge: str, why: str) -> Person:
    """Nobody's from now on, and never given again. Returns who wore it."""
    _require_why(why)
    with change():
        found = Person.objects.select_for_update().filter(badge=badge).first()
        if found is None:
            raise PeopleRefused("no_badge", 404, badge=badge)
        LostBadge.objects.create(
            badge=badge, person=found, lost_at=timezone.now(), told_by=who[:150], because=why[:300]
        )
        found.badge = None
        found.save(update_fields=["badge"])
        write(who, "badge_lost", found.pk, badge, None, why)
    return found


def revoke(who: str, name: str, why: str) -> None:
    """Nobody any more, at every station at its next contact. The id is never given again."""
    _require_why(why)
    with change():
        found = person(name)
        before = _told(found)
        found.badge, found.revoked_at = None, timezone.now()
        found.revoked_by, found.revoked_because = who[:150], why[:300]
        found.save()
        FirstUse.objects.filter(person=found).delete()
        SealedPin.objects.filter(person=found).delete()
        write(who, "revoked", name, before, None, why)


def grant(
    who: str, name: str, skill: str, level: int, expires: date | None = None, why: str = ""
) -> None:
    """That skill, at that level, to the end of that day. Level 0 takes it away."""
    if level not in range(5) or not _NAME.fullmatch(skill):
        raise PeopleRefused("bad_skill", 422, seen=f"{skill}:{level}")
    with change():
        found = person(name)
        before = Skill.objects.filter(person=found, skill=skill).first()
        old = None if before is None else _skill(before)
        if level == 0:
            Skill.objects.filter(person=found, skill=skill).delete()
            new = None
        else:
            told = {"level": level, "expires": expires, "granted_by": who[:150]}
            given, _ = Skill.objects.update_or_create(
                person=found, skill=skill, defaults={**told, "granted_at": timezone.now()}
            )
            new = _skill(given)
        if new != old:
            write(who, "skill", name, {skill: old}, {skill: new}, why)


def read_skill(text: str) -> tuple[str, int, date | None]:
    """`torque:3:2027-01-31` or `torque:3`. Raises `PeopleRefused`."""
    skill, _, rest = text.strip().partition(":")
    level, _, expires = rest.partition(":")
    try:
        return skill.strip(), int(level), date.fromisoformat(expires) if expires else None
    except ValueError as error:
        raise PeopleRefused("bad_skill", 422, seen=text.strip()) from error


def _require_sound(name: str, names: dict[str, str], roles: Sequence[str], team: str) -> None:
    if not _ID.fullmatch(name):
        raise PeopleRefused("bad_person", 422, reason=f"id {name!r}")
    if not names or not all(text.strip() and len(text) <= 100 for text in names.values()):
        raise PeopleRefused("bad_person", 422, reason="names")
    if len(team) > 100:
        raise PeopleRefused("bad_person", 422, reason="team")
    for role in roles:
        if role not in ROLES:
            raise PeopleRefused("unknown_role", 422, role=role)


def _require_free(badge: str | None, name: str) -> None:
    if badge is None:
        return
    if not badge.strip() or len(badge) > 200 or "\0" in badge:
        raise PeopleRefused("bad_person", 422, reason="badge")
    if LostBadge.objects.filter(badge=badge).exists():
        raise PeopleRefused("badge_lost", badge=badge)
    other = Person.objects.filter(badge=badge).exclude(pk=name).first()
    if other is not None:
        raise PeopleRefused("badge_taken", badge=badge, person=other.pk)


def _require_why(why: str) -> None:
    if not why.strip():
        raise PeopleRefused("why", 422)


def _told(it: Person) -> dict[str, Any]:
    return {"names": it.names, "badge": it.badge, "roles": it.roles, "team": it.team}


def _skill(it: Skill) -> dict[str, Any]:
    return {"level": it.level, "expires": it.expires.isoformat() if it.expires else None}
