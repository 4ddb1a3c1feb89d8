"""Says that rosters may have to be made anew: each is, when its station next asks."""

from __future__ import annotations

from django.db.models import F

from hub.people.models import Mark


def touch() -> None:
    """Something a roster may tell of has changed. In the transaction that changes it; nothing to
    do while this hub keeps neither people nor lines."""
    Mark.objects.update(change=F("change") + 1)


def begin() -> None:
    """From now on stations are given rosters. Once more only tells that something changed."""
    _, made = Mark.objects.get_or_create(pk=1)
    if not made:
        touch()


def mark() -> Mark | None:
    return Mark.objects.first()
