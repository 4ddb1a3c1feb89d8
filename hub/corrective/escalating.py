"""What is overdue goes on: to the team lead, then to the approver, then to whoever runs the hub."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hub.corrective.models import Order
from hub.corrective.opening import HUB, tell_station
from hub.corrective.working import record, stands

LEVELS: tuple[tuple[timedelta, str], ...] = (
    (timedelta(), "lead"),
    (timedelta(hours=24), "approver"),
    (timedelta(hours=72), "admin"),
)
"""So long after the due time, to that role."""


def escalate(now: datetime | None = None) -> int:
    """Once for each level, whoever looks, and however often; returns how many went on."""
    now = now or timezone.now()
    late = Order.objects.exclude(status="closed").filter(due__lt=now)
    late = late.filter(escalated__lt=len(LEVELS))
    return sum(_escalate(name, now) for name in late.values_list("pk", flat=True))


def level_at(due: datetime, now: datetime) -> int:
    """How often an order that was due then has gone on by now."""
    return sum(due + after < now for after, _role in LEVELS)


def _escalate(exception: str, now: datetime) -> bool:
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=exception)
        level = level_at(order.due, now)
        if order.status == "closed" or level <= order.escalated:
            return False
        before = stands(order) | {"escalated": order.escalated}
        order.escalated = level
        record(order, "escalated", HUB, LEVELS[level - 1][1], before, [])
        tell_station(order)
    return True
