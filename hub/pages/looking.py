"""What the pages ask of the records. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import Q
from django.utils import timezone

from hub.devices.models import Device
from hub.evidence import lacking
from hub.ingest.models import Event, Log
from hub.pages.titles import procedure_of
from hub.records.models import Answer, Cursor, Execution, Photograph, Raised, Step, Trace
from hub.releases.models import Release, Withdrawal
from sop.journal import decode, evidence_named_in

if TYPE_CHECKING:
    from collections.abc import Iterable

SILENT_S = 120
"""A station not heard of for so long is shown as silent."""


def executions(limit: int) -> list[Execution]:
    """The latest first."""
    return _worded(Execution.objects.order_by("-started_at")[:limit])


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
    now = timezone.now()
    return [
        {
            "device": one,
            "health": one.health,
            "silent": one.last_contact is None
            or (now - one.last_contact).total_seconds() > SILENT_S,
            "revisions": sorted(
                titles[it] for it in one.health.get("releases", []) if it in titles
            ),
            "branched": one.pk in branched,
        }
        for one in Device.objects.filter(revoked_at__isnull=True).order_by("station")
    ]


def releases() -> dict[str, Any]:
    """A matrix: a row a release, a column a station, whether it is held there."""
    devices = list(Device.objects.filter(revoked_at__isnull=True).order_by("station"))
    withdrawn = set(Withdrawal.objects.values_list("release_id", flat=True))
    rows = [
        {
            "release": release,
            "withdrawn": release.digest in withdrawn,
            "held": [release.digest in one.health.get("releases", []) for one in devices],
        }
        for release in Release.objects.order_by("code", "-published_at")
    ]
    return {"devices": devices, "rows": rows}


def pending_evidence() -> list[Photograph]:
    """The latest first."""
    named = list(Photograph.objects.select_related("log__device").order_by("-pk")[:2000])
    missing = lacking({it.digest for it in named})
    return [it for it in named if it.digest in missing]


def record(run: Execution) -> dict[str, Any]:
    """The run's events as they came up, and the rows made from them, newest knowledge first."""
    events = list(_events(run))
    missing = lacking({digest for it in events for digest in it["photos"]})
    details = {(it["log"], it["seq"]): it["data"].get("details") for it in events}
    answers = list(Answer.objects.filter(execution_id=run.pk).order_by("at", "seq"))
    for it in answers:
        it.details = details.get((it.log_id, it.seq))
    return {
        "procedure": procedure_of(run.release),
        "events": events,
        "missing": missing,
        "photos": [digest for it in events for digest in it["photos"]],
        "steps": Step.objects.filter(execution_id=run.pk).order_by("at"),
        "answers": answers,
        "raised": Raised.objects.filter(execution_id=run.pk).order_by("at"),
        "traces": Trace.objects.filter(execution_id=run.pk).exclude(kind="raw"),
        "reading": _is_reading(run),
    }


def _events(run: Execution) -> Iterable[dict[str, Any]]:
    """From every log that holds some of it: both sides of a parted history."""
    logs = Q(log_id=run.log_id) | Q(log__parent_id=run.log_id)
    rows = Event.objects.filter(logs, seq__gte=run.first_seq, seq__lte=run.last_seq)
    for log, seq, body in rows.order_by("log_id", "seq").values_list("log_id", "seq", "body"):
        body = bytes(body)
        if run.pk.encode() not in body:
            continue
        envelope = decode(body)
        if envelope.execution == run.pk:
            data = msgspec.json.decode(envelope.data)
            yield {
                "log": log,
                "seq": seq,
                "at": envelope.at,
                "kind": envelope.kind,
                "actor": envelope.actor,
                "data": {k: v for k, v in data.items() if k not in ("kind", "at", "by")},
                "photos": evidence_named_in(body),
            }


def _is_reading(run: Execution) -> bool:
    """More of it has come up than is shown."""
    log = Log.objects.filter(pk=run.log_id).first()
    cursor = Cursor.objects.filter(pk=run.log_id).first()
    return log is not None and cursor is not None and cursor.seq < log.seq


def genealogy(asked: str) -> dict[str, Any]:
    """Backward: what went into the units of that name. Forward: the units that code went into."""
    if not asked:
        return {"backward": [], "forward": []}
    made = Execution.objects.filter(
        Q(unit=asked) | Q(lot=asked) | Q(work_order=asked) | Q(pk=asked)
    ).order_by("-started_at")[:200]
    parts = Trace.objects.filter(execution_id__in=[it.pk for it in made]).order_by("pk")
    by_run: dict[str, list[Trace]] = {}
    for part in parts:
        by_run.setdefault(part.execution_id, []).append(part)
    used = Trace.objects.filter(value=asked).select_related("execution").order_by("-pk")[:500]
    forward = {it.execution_id: it for it in used}
    return {
        "backward": [{"run": it, "parts": by_run.get(it.pk, [])} for it in _worded(made)],
        "forward": list(forward.values()),
    }
