"""Cases: putting matters into them, and whether each was reviewed as it stands now."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from msgspec import Struct

from hub.ingest.models import Event
from hub.records.bodies import events_of
from hub.records.models import Execution
from hub.reviewing.models import CHANGED, OPEN, REVIEWED, Case, Matter, Review
from sop.journal import digest_of, record_digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub.ingest.models import Log


class Found(Struct):
    """A matter before it is put down. `subject`: of which run, or `log.number`."""

    subject: str
    kind: str
    key: str
    at: datetime
    person: str = ""
    step: str = ""
    facts: dict[str, Any] = {}
    is_signal: bool = False


class Bytes(Struct, frozen=True):
    """What a review is bound to: `record` names every byte, `matters` the list of what was seen."""

    record: str
    matters: str
    events: int


def put_down(found: Iterable[Found], log: Log, runs: dict[str, Execution]) -> set[str]:
    """Each matter once, its case with it. Returns the subjects."""
    told = {it.key: it for it in found}
    known = Matter.objects.filter(key__in=told).values_list("key", flat=True)
    found = [told[key] for key in told.keys() - set(known)]
    if not found:
        return set()
    cases: dict[str, Case] = {}
    for it in found:
        known = cases.get(it.subject)
        if known is None or known.at < it.at:
            cases[it.subject] = _case(it, log, runs.get(it.subject))
    Case.objects.bulk_create(cases.values(), ignore_conflicts=True)
    for subject, case in cases.items():
        Case.objects.filter(pk=subject, at__lt=case.at).update(at=case.at)
    Matter.objects.bulk_create([_matter(it) for it in found], ignore_conflicts=True)
    return set(cases)


def _case(it: Found, log: Log, run: Execution | None) -> Case:
    return Case(
        subject=it.subject,
        execution=run.pk if run else "",
        log=log,
        station=log.device.station,
        code=run.code if run else "",
        revision=run.revision if run else "",
        at=it.at,
    )


def _matter(it: Found) -> Matter:
    return Matter(
        key=it.key[:300], case_id=it.subject, kind=it.kind, is_signal=it.is_signal, at=it.at,
        person=it.person[:100], step=it.step[:100], facts=it.facts,
    )  # fmt: skip


def settle(subjects: Iterable[str]) -> None:
    """Say of each how it stands: open, reviewed, or changed since."""
    for case in Case.objects.filter(pk__in=set(subjects)):
        state = _state(case)
        if state != case.state:
            Case.objects.filter(pk=case.pk).update(state=state)


def _state(case: Case) -> str:
    newest = Review.objects.filter(subject=case.pk).order_by("-pk").first()
    if newest is None:
        return OPEN
    now = bytes_of(case)
    return REVIEWED if (newest.record, newest.matters) == (now.record, now.matters) else CHANGED


def bytes_of(case: Case) -> Bytes:
    """As the case stands now."""
    bodies = _bodies(case)
    keys = sorted(case.matters.values_list("key", flat=True))
    return Bytes(
        record=record_digest(bodies) if case.execution else digest_of(bodies[0]),
        matters=sha256(msgspec.json.encode(keys)).hexdigest(),
        events=len(bodies),
    )


def _bodies(case: Case) -> list[bytes]:
    if case.execution:
        run = Execution.objects.get(pk=case.execution)
        return [body for _, body, _ in events_of(run)]
    log, _, seq = case.pk.rpartition(".")
    return [bytes(Event.objects.values_list("body", flat=True).get(log_id=UUID(log), seq=int(seq)))]
