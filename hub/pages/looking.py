"""What the pages ask of the records. Read only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum
from django.utils import timezone

from hub.devices.models import Device
from hub.devices.roster import heads, unsent
from hub.evidence import lacking
from hub.evidence.retaining import removed_of
from hub.ingest.models import Log
from hub.pages.titles import procedure_of
from hub.records.models import Daily, Execution, Photograph, Trace
from hub.releases.models import Placement, Release, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

SILENT_S = 120
"""A station not heard of for so long is shown as silent."""
MINUTE_S = 60
_OF_TODAY = {
    "ExecutionCompleted": "completed",
    "CheckFailed": "failed",
    "ExceptionRaised": "exceptions",
}
NAMED_LATELY = 2000
"""Of so many photographs named last, those that have not arrived are shown."""


def executions(limit: int) -> list[Execution]:
    """The latest first."""
    return _worded(_runs().order_by("-started_at")[:limit])


def _runs() -> QuerySet[Execution]:
    """With the device each came up from: what the hub calls it is what pages call it."""
    return Execution.objects.select_related("device")


def _worded(runs: Iterable[Execution]) -> list[Execution]:
    """With what their steps are called; every release is looked up once."""
    found = list(runs)
    procedures = {digest: procedure_of(digest) for digest in {it.release for it in found}}
    for run in found:
        run.procedure = procedures[run.release]
    return found


def stations() -> list[dict[str, Any]]:
    """One row a device that is enrolled, by its name."""
    titles = {it.digest: str(it) for it in Release.objects.all()}
    branched = set(Log.objects.filter(parent__isnull=False).values_list("device_id", flat=True))
    now, held, today = timezone.now(), heads(), _today()
    return [
        {
            "device": one,
            "health": one.health,
            "unsent": unsent(one.health, held),
            "silent": one.last_contact is None
            or (now - one.last_contact).total_seconds() > SILENT_S,
            "revisions": sorted(
                titles[it] for it in one.health.get("releases", []) if it in titles
            ),
            "branched": one.pk in branched,
            "ahead": max(0, minutes_ahead(one)),
            "behind": max(0, -minutes_ahead(one)),
            "today": today.get(one.station, {}),
        }
        for one in Device.objects.filter(revoked_at__isnull=True).order_by("station")
    ]


def minutes_ahead(device: Device) -> int:
    """How far the station's clock was ahead of this one at its last contact; 0 within a minute,
    and where it told no time. A minute more or less: the question itself took a while."""
    try:
        told = datetime.fromisoformat(device.health["at"])
        apart = (told - device.last_contact).total_seconds()
    except (KeyError, TypeError, ValueError):
        return 0
    return round(apart / 60) if abs(apart) > MINUTE_S else 0


def _today() -> dict[str, dict[str, int]]:
    """By station: runs ended well, answers that did not pass, exceptions, on the plant's today."""
    counted = Daily.objects.filter(day=timezone.localdate(), kind__in=_OF_TODAY)
    found: dict[str, dict[str, int]] = {}
    for station, kind, events in counted.values_list("station", "kind").annotate(Sum("events")):
        found.setdefault(station, {})[_OF_TODAY[kind]] = events
    return found


def releases() -> dict[str, Any]:
    """A matrix: a row a release, a column a station, whether it is held there."""
    devices = list(Device.objects.filter(revoked_at__isnull=True).order_by("station"))
    withdrawn = set(Withdrawal.objects.values_list("release_id", flat=True))
    halted = set(Placement.objects.exclude(halted_at=None).values_list("release_id", flat=True))
    rows = [
        {
            "release": release,
            "withdrawn": release.digest in withdrawn,
            "halted": release.digest in halted,
            "held": [
                {
                    "station": one.station,
                    "is_here": release.digest in one.health.get("releases", []),
                }
                for one in devices
            ],
        }
        for release in Release.objects.order_by("code", "-published_at")
    ]
    return {"devices": devices, "rows": rows}


def pending_evidence() -> list[dict[str, Any]]:
    """The latest first; each photograph once, however many events name it."""
    rows = Photograph.objects.select_related("log__device").order_by("-pk")[:NAMED_LATELY]
    named = {it.digest: it for it in rows}
    missing = lacking(named) - removed_of(named)
    waiting = [it for digest, it in named.items() if digest in missing]
    runs = Execution.objects.in_bulk({it.execution for it in waiting if it.execution})
    return [{"photograph": it, "run": runs.get(it.execution)} for it in waiting]


def genealogy(asked: str) -> dict[str, Any]:
    """Backward: what went into the units of that name. Forward: the units that code went into."""
    if not asked:
        return {"backward": [], "forward": []}
    made = (
        _runs()
        .filter(Q(unit=asked) | Q(lot=asked) | Q(work_order=asked) | Q(pk=asked))
        .order_by("-started_at")[:200]
    )
    parts = Trace.objects.filter(execution_id__in=[it.pk for it in made]).order_by("pk")
    by_run: dict[str, list[Trace]] = {}
    for part in parts:
        by_run.setdefault(part.execution_id, []).append(part)
    used = (
        Trace.objects.filter(value=asked).select_related("execution__device").order_by("-pk")[:500]
    )
    forward = {it.execution_id: it for it in used}
    return {
        "backward": [{"run": it, "parts": by_run.get(it.pk, [])} for it in _worded(made)],
        "forward": list(forward.values()),
    }
