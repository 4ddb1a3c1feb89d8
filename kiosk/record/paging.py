"""From a record to its pages. The same record always gives the same pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from kiosk.record.page import EventRow, Level, Page, Pair
from kiosk.record.steps import sections
from kiosk.record.telling import Teller, names_in
from kiosk.record.visits import Fact, course_of
from kiosk.record.wording import WORDS, Both, of_author, plain, said, span
from sop import events as e
from sop.execution import replay
from sop.journal.envelope import decode, digest_of
from sop.release import decode_release

if TYPE_CHECKING:
    from kiosk.record.model import Record
    from sop.procedure import Procedure
    from sop.state import ExecutionState

_event = msgspec.json.Decoder(e.Event)
_LEVELS: dict[str, Level] = {"passed": "good", "deviated": "attention", "aborted": "bad"}


def page_of(record: Record) -> Page:
    """Raises a `msgspec.MsgspecError` or `ReleaseError` for a record that is none."""
    procedure = decode_release(record.release.encode()).procedure
    facts = [_fact(body) for body in record.bodies]
    state = replay(procedure, [fact.event for fact in facts])
    offset = Counter(fact.at[-6:] for fact in facts).most_common(1)[0][0]
    raised = {raised.exception: raised for raised in state.exceptions}
    decided = [case.decided for case in state.cases.values() if case.decided]
    scrapped = any(each.disposition == "scrap" for each in decided)
    names = names_in(facts)
    teller = Teller(procedure, names, offset, record.execution, raised, scrapped)
    course = course_of(facts)
    told = [teller.happening(fact) for fact in course.between]
    signed = [teller.signature(fact) for fact in facts]
    return Page(
        title=of_author(procedure.title),
        code=procedure.code,
        revision=procedure.revision,
        result=_result(state),
        facts=_header(record, procedure, state, facts, teller),
        summary=_summary(procedure, state, facts),
        sections=sections(procedure, course, teller, state),
        happenings=[happening for happening in told if happening],
        signatures=[signature for signature in signed if signature],
        proof=_proof(record, facts),
        events=[_row(fact, teller) for fact in facts],
        photos=[digest for digest, content in record.photos.items() if content is not None],
        zone=Both(f"所有时间为当地时间（UTC{offset}）", f"All times are local, UTC{offset}"),
        fingerprint=record.fingerprint,
        words={word: said_bare(word) for word in WORDS},
    )


def said_bare(word: str) -> Both:
    return Both(*WORDS[word])


def _fact(body: bytes) -> Fact:
    envelope = decode(body)
    return Fact(envelope.seq, digest_of(body), envelope.at, _event.decode(envelope.data))


def _result(state: ExecutionState) -> Pair:
    word = state.result if state.status == "completed" and state.result else state.status
    return Pair(said("result"), said(word), _LEVELS.get(word, "plain"))


def _header(
    record: Record,
    procedure: Procedure,
    state: ExecutionState,
    facts: list[Fact],
    teller: Teller,
) -> list[Pair]:
    order, unit = state.work_order, state.unit
    operators = [teller.name(person) for person in _operators(facts)]
    ended = state.status in ("completed", "aborted")
    values: list[tuple[str, object]] = [
        ("procedure", f"{procedure.code} · {procedure.revision}"),
        ("effective", procedure.effective),
        ("work_order", order.number if order else ""),
        ("product", " · ".join(filter(None, (order.product, order.variant))) if order else ""),
        ("unit", unit.serial or ""),
        ("lot", unit.lot or ""),
        ("station", state.station),
        ("operators", ", ".join(dict.fromkeys(operators))),
        ("started", teller.when(facts[0].at)),
        ("ended", teller.when(_end_of(facts).at) if ended else "—"),
        ("duration", span((state.ended_at or state.started_at) - state.started_at)),
        ("execution", record.execution),
    ]
    pairs = [Pair(said(word), plain(value)) for word, value in values if value]
    supervised = _supervised(facts[0].event, teller)
    return [*pairs, *supervised, Pair(said("release"), plain(state.release))]


def _supervised(started: e.Event, teller: Teller) -> list[Pair]:
    """Who watched over the run from its beginning, and for want of what."""
    if not isinstance(started, e.ExecutionStarted) or started.coach is None:
        return []
    coach = Pair(said("coach"), plain(teller.name(started.coach.id)), "attention")
    wants = [Pair(said("supervised"), said(f"want_{it}"), "attention") for it in started.supervised]
    return [coach, *wants]


def _end_of(facts: list[Fact]) -> Fact:
    """What ended the run: a disposition, or a note, may come after it."""
    ends = (it for it in facts if isinstance(it.event, e.ExecutionCompleted | e.ExecutionAborted))
    return next(ends, facts[-1])


def _operators(facts: list[Fact]) -> list[str]:
    found = []
    for fact in facts:
        if isinstance(fact.event, e.ExecutionStarted):
            found.append(fact.event.operator.id)
        elif isinstance(fact.event, e.HandedOver):
            found.append(fact.event.to.id)
    return found


def _summary(procedure: Procedure, state: ExecutionState, facts: list[Fact]) -> list[Pair]:
    kinds = Counter(type(fact.event) for fact in facts)
    statuses = [state.step_state(step.id).status for step in procedure.steps()]
    done = statuses.count("completed")
    due = len(statuses) - (statuses.count("open") if state.status == "completed" else 0)
    rows: list[tuple[str, int, Level]] = [
        ("failures", kinds[e.CheckFailed], "attention"),
        ("corrections", kinds[e.AnswerCorrected], "attention"),
        ("exceptions", kinds[e.ExceptionRaised], "bad"),
        ("deviations", kinds[e.DeviationSigned], "attention"),
        ("skips", kinds[e.StepSkipped], "attention"),
        ("reworks", kinds[e.WentBack], "attention"),
    ]
    if left := sum(case.is_open for case in state.cases.values()):
        rows.append(("undisposed", left, "bad"))
    first = Pair(said("steps_done"), plain(f"{done} / {due}"))
    return [
        first,
        *(Pair(said(word), plain(n), level if n else "plain") for word, n, level in rows),
    ]


def _proof(record: Record, facts: list[Fact]) -> list[Pair]:
    values: list[tuple[str, object]] = [
        ("fingerprint", record.fingerprint),
        ("log", record.log),
        ("events", len(facts)),
        ("first_last", f"{facts[0].seq} – {facts[-1].seq}"),
        ("last_digest", facts[-1].digest),
        ("exported", f"{record.exported_at} · {record.exported_by}"),
    ]
    return [Pair(said(word), plain(value)) for word, value in values]


def _row(fact: Fact, teller: Teller) -> EventRow:
    event = fact.event
    where = "/".join(filter(None, (getattr(event, "step", None), getattr(event, "check", None))))
    return EventRow(
        seq=fact.seq,
        at=teller.when(fact.at),
        who=teller.name(event.by),
        kind=type(event).__name__,
        where=where,
        digest=fact.digest,
    )
