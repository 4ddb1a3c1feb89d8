"""Counts by day, station, procedure and kind: each event once, on the day it belongs to."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from sop.journal import decode
from tests.hub.records.test_projecting import log, take_in
from tests.hub.worked import lines

__all__ = ["log"]


def counted() -> dict[tuple[date, str, str, str], int]:
    from hub.records.models import Daily

    return {
        (it.day, it.station, it.code, it.kind): it.events for it in Daily.objects.all() if it.events
    }


def told() -> Counter[tuple[date, str, str, str]]:
    """Counted from the lines themselves."""
    found: Counter[tuple[date, str, str, str]] = Counter()
    runs: dict[str, tuple[str, str]] = {}
    for envelope in map(decode, lines()):
        if envelope.execution is None:
            continue
        if envelope.kind == "ExecutionStarted":
            data = msgspec.json.decode(envelope.data)
            runs[envelope.execution] = (data["station"], data["code"])
        station, code = runs[envelope.execution]
        found[date.fromisoformat(envelope.at[:10]), station, code, envelope.kind] += 1
    return found


def of_other_runs(bodies: list[bytes]) -> list[bytes]:
    """The same shift once more, its runs under other ids."""
    whole = b"\n".join(bodies)
    for run in {it.execution for it in map(decode, bodies) if it.execution}:
        whole = whole.replace(run.encode(), str(uuid.uuid4()).encode())
    return whole.split(b"\n")


def test_each_event_of_a_run_is_counted_once_on_its_day(log: uuid.UUID) -> None:
    from hub.records.projecting import catch_up

    take_in(log, lines())
    catch_up()
    assert counted() == told()
    catch_up()
    assert counted() == told()


def test_work_time_is_added_up(log: uuid.UUID) -> None:
    from django.db.models import Sum

    from hub.records.models import Daily, Step
    from hub.records.projecting import catch_up

    take_in(log, lines())
    catch_up()
    worked = Step.objects.aggregate(Sum("duration_ms"))["duration_ms__sum"]
    assert worked > 0
    assert Daily.objects.aggregate(Sum("worked_ms"))["worked_ms__sum"] == worked


def test_what_comes_late_is_added_to_the_day_it_belongs_to(
    log: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hub.records import projecting

    monkeypatch.setattr(projecting, "BATCH", 5)
    half = len(lines()) // 2
    take_in(log, lines()[:half])
    projecting.catch_up()
    before = counted()
    take_in(log, lines()[half:], half + 1)
    projecting.catch_up()
    assert counted() == told()
    assert all(counted()[key] >= events for key, events in before.items())


def test_what_has_no_date_is_counted_all_the_same(log: uuid.UUID) -> None:
    from hub.records.projecting import catch_up

    take_in(log, [it.replace(b'"at":"20', b'"at":"+0') for it in lines()])
    catch_up()
    assert {key[0] for key in counted()} == {date.min}
    assert sum(counted().values()) == sum(told().values())


def test_two_stations_add_to_the_same_rows(hub: Path, log: uuid.UUID) -> None:
    """One station with two logs: another database after a re-image."""
    from django.utils import timezone

    from hub.ingest.models import Log
    from hub.records.projecting import catch_up

    device = Log.objects.get(pk=log).device
    other = Log.objects.create(id=uuid.uuid4(), device=device, began_at=timezone.now()).pk
    take_in(log, lines())
    take_in(other, of_other_runs(lines()))
    catch_up()
    assert counted() == {key: 2 * events for key, events in told().items()}
