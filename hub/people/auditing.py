"""Every change at the hub is written down beside it, or does not happen."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from hub.people import acting, marking
from hub.people.models import Audit

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def change() -> Iterator[None]:
    """All of it or nothing; every station hears of it at its next contact."""
    with transaction.atomic():
        marking.begin()
        yield


def write(who: str, what: str, about: str, old: Any, new: Any, why: str = "") -> None:
    """`old` and `new` are what stood there and what does now; None for nothing. Never a code, a
    PIN or a verifier."""
    here = timezone.localtime()
    told = acting.now()
    Audit(
        who=who[:150], what=what, about=about[:100], old=old, new=new, why=(why or told.why)[:300],
        at=here, offset=int((here.utcoffset() or timedelta()) / timedelta(minutes=1)),
        device=told.device[:200],
    ).save()  # fmt: skip


def note(what: str, about: str, old: Any, new: Any, why: str = "") -> None:
    """By whoever is acting now: who typed the command, signed in to the page, or the station."""
    write(acting.now().who, what, about, old, new, why)


def last(limit: int = 200) -> list[Audit]:
    """The latest first."""
    return list(Audit.objects.order_by("-pk")[:limit])
