"""What the hub holds. A row stands for an object that was verified and is durable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from hub.evidence.models import Evidence
from hub.objects import objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_AT_ONCE = 500


def lacking(digests: Iterable[str]) -> set[str]:
    """Of these, the ones that have not arrived."""
    wanted = set(digests)
    held = set[str]()
    for some in _batches(list(wanted)):
        rows = Evidence.objects.filter(digest__in=some)
        held.update(rows.values_list("digest", flat=True))
    return wanted - held


def size_of(digest: str) -> int | None:
    """In bytes; None when it has not arrived."""
    return Evidence.objects.filter(digest=digest).values_list("size", flat=True).first()


def keep(digest: str, content: bytes | Path, size: int) -> None:
    """Object first, row after it: what a row names is there. Twice, even at once, is once."""
    objects().put(digest, content)
    row = Evidence(digest=digest, size=size, received_at=timezone.now())
    Evidence.objects.bulk_create([row], ignore_conflicts=True)


def reconcile() -> int:
    """Forget what the object store has lost; returns how many."""
    here = set(objects().digests())
    told = Evidence.objects.values_list("digest", flat=True)
    lost = [digest for digest in told.iterator() if digest not in here]
    for some in _batches(lost):
        Evidence.objects.filter(digest__in=some).delete()
    return len(lost)


def _batches(digests: list[str]) -> Iterator[list[str]]:
    """So many that any database takes them in one statement."""
    for first in range(0, len(digests), _AT_ONCE):
        yield digests[first : first + _AT_ONCE]
