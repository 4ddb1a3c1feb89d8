"""What the page about people asks. Read only; no code, PIN or verifier is ever shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hub.people.auditing import last
from hub.people.models import Lock, LostBadge, Person

if TYPE_CHECKING:
    from datetime import date

    from hub.people.models import Skill

SOON = timedelta(days=30)
LATELY = 50
"""So many of the last changes are shown."""


def people() -> dict[str, Any]:
    """Those at work first, by id; then lost badges and the latest changes."""
    now = timezone.now()
    known = Person.objects.prefetch_related("skills").select_related("first_use").order_by("pk")
    locked = _locked()
    rows = [_row(it, timezone.localdate()) for it in known]
    for row in rows:
        code = getattr(row["person"], "first_use", None)
        row["locked"] = locked.get(row["person"].pk, [])
        row["code_until"] = code.expires_at if code and code.expires_at > now else None
    return {
        "people": sorted(rows, key=lambda row: row["person"].revoked_at is not None),
        "lost": list(LostBadge.objects.select_related("person").order_by("-lost_at")),
        "changes": last(LATELY),
    }


def _locked() -> dict[str, list[str]]:
    """By person the stations that locked the PIN since it was last reset: `pin_since` follows the
    clock."""
    since = dict(Person.objects.values_list("pk", "pin_since"))
    found: dict[str, list[str]] = {}
    for it in Lock.objects.select_related("log__device").order_by("at"):
        stations = found.setdefault(it.person, [])
        station = it.log.device.station
        if it.at.timestamp() >= since.get(it.person, 0) and station not in stations:
            stations.append(station)
    return found


def _row(it: Person, today: date) -> dict[str, Any]:
    skills = sorted(it.skills.all(), key=lambda skill: skill.skill)
    return {"person": it, "skills": [_skill(one, today) for one in skills]}


def _skill(it: Skill, today: date) -> dict[str, Any]:
    """`state`: expired, ends within the month, or good."""
    if it.expires is None or it.expires > today + SOON:
        state = "passed"
    else:
        state = "failed" if it.expires < today else "attention"
    return {"skill": it.skill, "level": it.level, "expires": it.expires, "state": state}
