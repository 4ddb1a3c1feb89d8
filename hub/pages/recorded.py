"""One run as it was recorded: what its page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from hub.corrective.looking import of_execution
from hub.evidence import lacking
from hub.evidence.retaining import removed_of
from hub.ingest.models import Log
from hub.pages.answers import check_of, said
from hub.pages.decisions import decisions
from hub.pages.titles import procedure_of
from hub.records.bodies import events_of
from hub.records.models import Answer, Cursor, Execution, Raised, Step
from sop.journal import evidence_named_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sop.procedure import Procedure


def record(run: Execution) -> dict[str, Any]:
    """The run's events as they came up, and the rows made from them, in the order they happened."""
    events = list(_events(run))
    photos = _photographs(events)
    removed = removed_of(photos)
    procedure = procedure_of(run.release)
    people = dict(_people(it["data"] for it in events)) | {run.operator: run.operator_name}
    return {
        "procedure": procedure,
        "events": events,
        "people": people,
        "photos": photos,
        "missing": lacking(photos) - removed,
        "removed": removed,
        "steps": Step.objects.filter(execution_id=run.pk).order_by("at", "seq"),
        "answers": _answers(run, events, procedure),
        "raised": _raised(run),
        "reading": _is_reading(run),
        "decisions": decisions(events, procedure),
    }


def _raised(run: Execution) -> list[Raised]:
    """Each with the work order it opened."""
    orders = {it.exception: it for it in of_execution(run.pk)}
    found = list(Raised.objects.filter(execution_id=run.pk).order_by("at", "seq"))
    for it in found:
        it.order = orders.get(it.exception[:64])
    return found


def _answers(
    run: Execution, events: list[dict[str, Any]], procedure: Procedure | None
) -> list[Answer]:
    told = {(it["log"], it["seq"]): it["data"] for it in events}
    found = list(Answer.objects.filter(execution_id=run.pk).order_by("at", "seq"))
    for it in found:
        data = told.get((it.log_id, it.seq), {})
        answer = data.get("answer") or data.get("new")
        check = check_of(procedure, it.step, it.check_id)
        it.said = said(answer, check) if answer else it.text
        it.details = data.get("details")
    return found


def _photographs(events: list[dict[str, Any]]) -> dict[str, str]:
    """By digest the step it was taken at. It is named when it is taken, and in the answer."""
    steps = dict[str, str]()
    for it in events:
        for digest in it["photos"]:
            steps.setdefault(digest, it["data"].get("step") or "")
    return steps


def _people(told: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Whoever the events name, by id."""
    for it in told:
        if isinstance(it, dict):
            name, person = it.get("name"), it.get("id") or it.get("signer")
            if isinstance(name, str) and isinstance(person, str):
                yield person, name
            yield from _people(it.values())


def _events(run: Execution) -> Iterable[dict[str, Any]]:
    for log, body, envelope in events_of(run):
        data = msgspec.json.decode(envelope.data)
        data = {key: it for key, it in data.items() if key not in ("kind", "at", "by")}
        yield {
            "log": log,
            "seq": envelope.seq,
            "at": envelope.at,
            "kind": envelope.kind,
            "actor": envelope.actor,
            "data": data,
            "text": msgspec.json.encode(data).decode(),
            "photos": evidence_named_in(body),
        }


def _is_reading(run: Execution) -> bool:
    """More of it has come up than is shown."""
    log = Log.objects.filter(pk=run.log_id).first()
    cursor = Cursor.objects.filter(pk=run.log_id).first()
    return log is not None and cursor is not None and cursor.seq < log.seq
