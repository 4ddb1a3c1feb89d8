"""Rows made from the bytes: the same however often, and never in the way of accepting."""

from __future__ import annotations

import uuid
from pathlib import Path

import msgspec
import pytest
from django.utils import timezone

from sop.journal import Envelope, decode, digest_of, encode
from tests.hub.worked import lines

ROWS = ("Execution", "Step", "Answer", "Raised", "Trace", "Photograph", "Unread", "Cursor", "Daily")


@pytest.fixture
def log(hub: Path) -> uuid.UUID:
    from hub.devices.models import Device
    from hub.ingest.models import Log

    device = Device.objects.create(id=uuid.uuid4(), station="A-07", enrolled_at=timezone.now())
    return Log.objects.create(id=uuid.uuid4(), device=device, began_at=timezone.now()).pk


def take_in(log: uuid.UUID, bodies: list[bytes], first: int = 1) -> None:
    """As ingest leaves it."""
    from hub.ingest.models import Event, Log

    now = timezone.now()
    Event.objects.bulk_create(
        Event(log_id=log, seq=seq, body=body, received_at=now)
        for seq, body in enumerate(bodies, first)
    )
    last = first + len(bodies) - 1
    Log.objects.filter(pk=log).update(seq=last, digest=digest_of(bodies[-1]))


def rows() -> dict[str, list[str]]:
    """Every row of every table, without the numbers the database gave them."""
    from hub.records import models

    return {
        name: sorted(
            str({key: it for key, it in row.items() if key != "id" or name == "Execution"})
            for row in getattr(models, name).objects.values()
        )
        for name in ROWS
    }


def test_a_shift_becomes_executions_steps_answers_and_traces(log: uuid.UUID) -> None:
    from hub.records.models import Answer, Execution, Step, Trace, Unread
    from hub.records.projecting import catch_up

    take_in(log, lines())
    assert catch_up() == len(lines())
    kinds = [decode(line).kind for line in lines()]
    assert Execution.objects.count() == kinds.count("ExecutionStarted") == 3
    assert Execution.objects.filter(status="completed").count() == 3
    assert Step.objects.count() == kinds.count("StepCompleted") + kinds.count("StepSkipped")
    assert Answer.objects.filter(passed=True, corrected=False).count() == kinds.count("CheckPassed")
    assert Answer.objects.filter(passed=False, corrected=False).count() == kinds.count(
        "CheckFailed"
    )
    assert Trace.objects.exists()
    assert not Unread.objects.exists()


def test_made_again_from_the_bytes_the_rows_are_the_same(log: uuid.UUID) -> None:
    from hub.records.projecting import catch_up, rebuild

    take_in(log, lines())
    catch_up()
    before = rows()
    assert rebuild() == len(lines())
    assert rows() == before


def test_read_in_any_pieces_the_rows_are_the_same(
    log: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hub.records import projecting

    take_in(log, lines())
    projecting.catch_up()
    whole = rows()
    monkeypatch.setattr(projecting, "BATCH", 7)
    projecting.rebuild()
    assert rows() == whole


def test_an_event_nobody_understands_is_flagged_and_passed_by(log: uuid.UUID) -> None:
    from hub.records.models import Execution, Unread
    from hub.records.projecting import catch_up

    strange = [(3, "FromTheFuture", b'{"kind":"FromTheFuture"}'), (5, "StepCompleted", b"[]")]
    take_in(log, with_strangers(strange))
    assert catch_up() == len(lines()) + len(strange)
    assert set(Unread.objects.values_list("kind", flat=True)) <= {"FromTheFuture", "StepCompleted"}
    assert Unread.objects.count() == len(strange)
    assert Execution.objects.filter(status="completed").count() == 3


def test_a_run_whose_release_was_withdrawn_is_shown_standing_still(log: uuid.UUID) -> None:
    from hub.records.models import Execution
    from hub.records.projecting import catch_up

    person = b'{"id":"p-1","name":"Wang Fang"}'
    halted = b'{"kind":"ExecutionHalted","at":1772323200000,"by":"p-1"}'
    lifted = b'{"kind":"HaltLifted","at":1772323200000,"by":"p-1","lead":%s,"reason":"ok"}' % person
    bodies = with_strangers([(2, "ExecutionHalted", halted), (4, "HaltLifted", lifted)])
    kinds = [decode(it).kind for it in bodies]
    until_halted = kinds.index("ExecutionHalted") + 1
    until_lifted = kinds.index("HaltLifted") + 1

    take_in(log, bodies[:until_halted])
    catch_up()
    assert Execution.objects.get().status == "halted"
    take_in(log, bodies[until_halted:until_lifted], until_halted + 1)
    catch_up()
    assert Execution.objects.get().status == "running"


def with_strangers(strange: list[tuple[int, str, bytes]]) -> list[bytes]:
    """The shift with events put in, its chain mended: what a newer station might send."""
    execution = next(decode(it).execution for it in lines() if decode(it).execution)
    events = [decode(it) for it in lines()]
    first = next(at for at, it in enumerate(events) if it.kind == "ExecutionStarted") + 1
    for offset, kind, data in strange:
        known = events[first]
        odd = Envelope(0, "", str(uuid.uuid4()), known.log, execution, known.at, known.mono,
                       known.boot, known.actor, kind, msgspec.Raw(data))  # fmt: skip
        events.insert(first + offset, odd)
    bodies: list[bytes] = []
    for seq, event in enumerate(events, 1):
        prev = digest_of(bodies[-1]) if bodies else "0" * 64
        bodies.append(encode(msgspec.structs.replace(event, seq=seq, prev=prev)))
    return bodies


def test_a_branch_waits_for_what_it_branched_off(log: uuid.UUID) -> None:
    from hub.ingest.models import Log
    from hub.records.models import Execution, Unread
    from hub.records.projecting import catch_up, project

    cut = len(lines()) // 2
    take_in(log, lines()[:cut])
    parent = Log.objects.get(pk=log)
    branch = Log.objects.create(
        id=uuid.uuid4(), device=parent.device, parent=parent, parent_seq=cut,
        began_at=timezone.now(),
    )  # fmt: skip
    take_in(branch.pk, lines()[cut:], cut + 1)
    assert project(branch.pk) == 0
    assert catch_up() == len(lines())
    assert not Unread.objects.exists()
    assert Execution.objects.filter(status="completed").count() == 3
    assert Execution.objects.filter(parted=True).exists()
