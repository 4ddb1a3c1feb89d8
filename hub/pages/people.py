"""What the page about people asks. Read only; no code, PIN or verifier is ever shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hub.people.auditing import last
from hub.people.models import LostBadge, Person

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
    rows = [_row(it, timezone.localdate()) for it in known]
    for row in rows:
        code = getattr(row["person"], "first_use", None)
        row["code_until"] = code.expires_at if code and code.expires_at > now else None
    return {
        "people": sorted(rows, key=lambda row: row["person"].revoked_at is not None),
        "lost": list(LostBadge.objects.select_related("person").order_by("-lost_at")),
        "changes": last(LATELY),
    }


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
