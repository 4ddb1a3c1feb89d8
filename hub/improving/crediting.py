"""Points for suggestions. The rule: while it is accepted a suggestion is worth
`points_accepted`, once adopted `points_adopted` in all, else nothing (`hub.toml`).

Credits are only ever added: what an answer changes is the difference to what stands, so that
nothing is credited twice; a correction withdraws it, visibly, in the month it was given in.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from hub.configuration import configuration
from hub.improving.models import Credit
from hub.people.models import Person

if TYPE_CHECKING:
    from hub.improving.models import Decision, Suggestion


def worth(status: str) -> int:
    rule = configuration()
    return {"accepted": rule.points_accepted, "adopted": rule.points_adopted}.get(status, 0)


def standing(suggestion: str) -> int:
    """What it was credited with, less what was withdrawn."""
    return Credit.objects.filter(suggestion=suggestion).aggregate(it=Sum("points"))["it"] or 0


def settle(made: Suggestion, decision: Decision) -> int:
    """Credit or withdraw what that decision changed; returns the points that stand then. Who calls
    holds the suggestion's case: nobody else decides on it meanwhile."""
    status, stands = decision.new["status"], standing(made.pk)
    if decision.old.get("status") == status:
        return stands  # other words, or another time: worth what it was, whatever the rule is now
    target = worth(status)
    if target > stands:
        month = timezone.localdate(decision.at).replace(day=1)
        _credit(made, decision, target - stands, month, _team(made.person))
    elif target < stands:
        _withdraw(made, decision, stands - target)
    return target


def _withdraw(made: Suggestion, decision: Decision, points: int) -> None:
    """From the latest month on."""
    given: dict[tuple[date, str], int] = defaultdict(int)
    for month, team, some in Credit.objects.filter(suggestion=made.pk).values_list(
        "month", "team", "points"
    ):
        given[month, team] += some
    for (month, team), some in sorted(given.items(), reverse=True):
        taken = min(points, some)
        if taken > 0:
            _credit(made, decision, -taken, month, team)
            points -= taken


def _credit(made: Suggestion, decision: Decision, points: int, month: date, team: str) -> None:
    Credit(
        suggestion=made.pk, decision=decision, person=made.person, team=team, points=points,
        month=month, who=decision.who, why=decision.why, at=decision.at,
    ).save()  # fmt: skip


def _team(person: str) -> str:
    """Of the roster, as it is now; empty for who is not on it."""
    return Person.objects.filter(pk=person).values_list("team", flat=True).first() or ""
