"""How long what is kept: nothing is removed before its time, and no record by itself.

Journals, reviews and the audit trail are kept for good: the database refuses to delete them.
Photographs may be removed when their time is over, by somebody, with a reason; a row stays in their
place that says what was removed, when and why. Their digests stand in the journals, whose chains go
on verifying. Only what the hub made of the journals about people, who was where from when to when,
is forgotten by itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from hub.configuration import configuration
from hub.evidence.models import Evidence, Hold, Removed
from hub.objects import objects
from hub.people.auditing import note
from hub.problems import HubProblem
from hub.records.models import Execution, Photograph
from hub.reviewing.models import Matter, Presence, Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

LEAST_DAYS = 365
"""A slip in hub.toml removes nothing of this year."""
AT_ONCE = 200


class Standing(Struct, frozen=True):
    """Of one class of data. `days` None: for good. `due`: past their time and not held."""

    name: str
    days: int | None
    rows: int
    due: int


def days_of_photographs() -> int:
    return max(configuration().keep_photographs, LEAST_DAYS)


def days_of_presence() -> int:
    return max(configuration().keep_presence, 1)


def standing() -> list[Standing]:
    from hub.ingest.models import Event
    from hub.people.models import Audit, Person

    kept = {
        "records": Event, "audit": Audit, "reviews": Review, "people": Person, "matters": Matter,
    }  # fmt: skip
    photographs = Standing(
        "photographs", days_of_photographs(), Evidence.objects.count(), len(due())
    )
    presence = Standing(
        "presence", days_of_presence(), Presence.objects.count(), _past_presence().count()
    )
    return [photographs, presence, *(Standing(name, None, it.objects.count(), 0)
                           for name, it in kept.items())]  # fmt: skip


def due(now: datetime | None = None) -> list[Evidence]:
    """Photographs whose time is over and that nobody holds, the earliest first. Those a run still
    open names are not due."""
    before = (now or timezone.now()) - timedelta(days=days_of_photographs())
    over = list(Evidence.objects.filter(received_at__lt=before).order_by("received_at"))
    kept = _named_by(it.digest for it in over)
    return [it for it in over if it.digest not in kept]


def _named_by(digests: Iterable[str]) -> set[str]:
    """Those that a held run names, or one that has not ended."""
    wanted = list(digests)
    held = set(Hold.objects.filter(ended_at=None).values_list("execution", flat=True))
    found = set[str]()
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        rows = Photograph.objects.filter(digest__in=some).values_list("digest", "execution")
        named = list(rows)
        ended = Execution.objects.exclude(ended_at=None)
        over = set(ended.filter(pk__in={it for _, it in named}).values_list("pk", flat=True))
        found |= {digest for digest, run in named if run in held or (run and run not in over)}
    return found


def remove(why: str) -> int:
    """Everything due, each with the row that tells of it; returns how many."""
    _require(why)
    found = due()
    for it in found:
        with transaction.atomic():
            days = days_of_photographs()
            Removed.objects.create(
                digest=it.digest, size=it.size, received_at=it.received_at,
                due_at=it.received_at + timedelta(days=days), removed_at=timezone.now(),
                because=why[:300],
            )  # fmt: skip
            told = {"size": it.size, "received": it.received_at.isoformat(timespec="seconds")}
            note("removed", it.digest, told, None, why)
            Evidence.objects.filter(pk=it.pk).delete()
        objects().remove(it.digest)  # after the commit: what no row names is swept by nobody else
    return len(found)


def forget_presence(now: datetime | None = None) -> int:
    """Who was where, once its time is over: personal, and made of the journals only to find one
    badge at two stations. Returns how many stays that were."""
    past = _past_presence(now)
    return past.delete()[0] if past.exists() else 0


def _past_presence(now: datetime | None = None) -> QuerySet[Presence]:
    before = (now or timezone.now()) - timedelta(days=days_of_presence())
    return Presence.objects.filter(ended__lt=int(before.timestamp() * 1000))


def hold(execution: str, why: str) -> None:
    """A lawsuit, an audit: nothing of that run is removed until it is freed."""
    _require(why)
    if not Execution.objects.filter(pk=execution).exists():
        raise HubProblem(404, "no_run", "没有这次作业", "There is no such run", execution)
    with transaction.atomic():
        Hold.objects.create(execution=execution, because=why[:300], began_at=timezone.now())
        note("legal_hold", execution, None, why)


def free(execution: str, why: str) -> int:
    _require(why)
    with transaction.atomic():
        open_ = Hold.objects.filter(execution=execution, ended_at=None)
        if not open_.exists():
            raise HubProblem(404, "no_hold", "这次作业未被保留", "That run is not held", execution)
        note("legal_hold", execution, [it.because for it in open_], None, why)
        return open_.update(ended_at=timezone.now())


def removed_of(digests: Iterable[str]) -> set[str]:
    """Those that were removed: nobody is asked for them again."""
    wanted, found = list(digests), set[str]()
    for first in range(0, len(wanted), AT_ONCE):
        some = Removed.objects.filter(digest__in=wanted[first : first + AT_ONCE])
        found |= set(some.values_list("digest", flat=True))
    return found


def _require(why: str) -> None:
    if not why.strip():
        raise HubProblem(422, "why", "请说明原因：--why", "A reason is needed: --why")
