"""From what journals tell of an exception to where its call stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from hub.andon.models import Call
from hub.corrective.models import Told
from hub.corrective.reading import CALLED, case_of, in_order, raised_in
from hub.ingest.models import Event
from hub.records.models import Execution
from sop.andon import stories_in, times
from sop.journal import decode
from sop.station_events import CallAnswered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sop.andon import Story
    from sop.journal import Envelope


def follow_calls(rows: Iterable[Told]) -> None:
    """Those of which these rows tell. Within the reader's transaction: each call's row is held
    before its rows are read, so that of two readers the second sees what the first one wrote."""
    names = sorted({row.exception for row in rows})
    Call.objects.bulk_create([Call(exception=name) for name in names], ignore_conflicts=True)
    held = Call.objects.select_for_update(of=("self",)).filter(pk__in=names)
    for call in held.order_by("pk"):
        told = in_order(Told.objects.filter(exception=call.pk).select_related("log__device"))
        if told and told[0].kind == "ExceptionRaised":
            _set(call, told)
            call.save()


def _set(call: Call, told: list[Told]) -> None:
    case = case_of(told)
    story = stories_in(_envelopes(told)).get(call.pk)
    if case is None or story is None:
        return
    _describe(call, told[0], story)
    elsewhere = [row for row in told if row.kind == CALLED]
    call.answers = _answers(story, elsewhere)
    call.called = list(case.escalated)
    call.waits = case.waits and not (elsewhere and not case.escalated)
    call.held, call.over = story.held, story.over
    call.disposition = case.decided.disposition if case.decided else ""
    call.decided_by = case.decided.lead.name[:200] if case.decided else ""
    span = times(story)
    call.respond_s, call.resolve_s = span.respond_s, span.resolve_s
    if span.respond_s is None and elsewhere:
        call.respond_s = max(0.0, (elsewhere[0].at - told[0].at).total_seconds())


def _describe(call: Call, row: Told, story: Story) -> None:
    event = raised_in(row)
    assert event is not None
    run = Execution.objects.filter(pk=row.execution).first() if row.execution else None
    call.device, call.raised_at = row.log.device, row.at
    call.station, call.execution = row.log.device.station, row.execution
    if run is not None:
        call.station, call.release = run.station, run.release
        call.code, call.revision, call.unit = run.code, run.revision, run.unit or run.lot
    call.step, call.category = (event.step or "")[:100], event.category
    call.severity, call.effect = event.severity, event.effect
    call.note, call.automatic = event.note.replace("\0", ""), event.automatic
    call.by = (event.by or story.by or "")[:100]


def _answers(story: Story, elsewhere: list[Told]) -> list[dict[str, Any]]:
    """As its own station acknowledged them; and those it has not heard of, as they were given."""
    known = {answer.event.person.id for answer in story.answers}
    told = [
        {"name": it.event.person.name, "station": it.event.station or "", "at": it.when.at}
        for it in story.answers
    ]
    for row in elsewhere:
        answer = msgspec.json.decode(bytes(row.body), type=CallAnswered)
        if answer.person.id not in known:
            known.add(answer.person.id)
            told.append(
                {"name": answer.person.name, "station": row.log.device.station,
                 "at": row.at.isoformat(timespec="seconds")}
            )  # fmt: skip
    return told


def _envelopes(told: list[Told]) -> list[Envelope]:
    """With the machine's clock, by which its station measures; in the order told."""
    bodies: dict[tuple[Any, int], bytes] = {}
    for log in {row.log_id for row in told}:
        numbers = [row.seq for row in told if row.log_id == log]
        found = Event.objects.filter(log_id=log, seq__in=numbers).values_list("seq", "body")
        bodies |= {(log, seq): bytes(body) for seq, body in found}
    return [decode(bodies[row.log_id, row.seq]) for row in told]
