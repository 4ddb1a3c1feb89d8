"""From the facts of a station to rows: suggestions, acknowledgements, answers to questions."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from django.utils import timezone

from hub.improving.models import Acknowledgement, QuizAnswer, QuizPass, Suggestion
from hub.ingest.models import Event
from sop import station_events as told

if TYPE_CHECKING:
    from hub.ingest.models import Log
    from sop.journal import Envelope

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
ROWS = (Suggestion, Acknowledgement, QuizAnswer, QuizPass)


def suggestion(log: Log, seq: int, envelope: Envelope) -> Suggestion:
    """Raises `ValueError` for an id no station gives: it is part of addresses."""
    fact = msgspec.json.decode(envelope.data, type=told.SuggestionMade)
    if not _ID.fullmatch(fact.suggestion):
        raise ValueError(f"not the id of a suggestion: {fact.suggestion[:64]!r}")
    return Suggestion(
        id=fact.suggestion,
        log=log,
        seq=seq,
        person=_text(fact.person.id, 100),
        name=_text(fact.person.name, 200),
        release=_text(fact.release, 64),
        code=_text(fact.code, 100),
        revision=_text(fact.revision, 50),
        step=_text(fact.step or "", 100),
        text=_text(fact.text, 4000),
        execution=_text(fact.execution or "", 64),
        at=_moment(envelope),
        received_at=_received(log, seq),
    )


def acknowledged(log: Log, seq: int, envelope: Envelope) -> Acknowledgement:
    fact = msgspec.json.decode(envelope.data, type=told.ChangesAcknowledged)
    return Acknowledgement(**_of(log, seq, envelope, fact))


def answered(log: Log, seq: int, envelope: Envelope) -> QuizAnswer:
    fact = msgspec.json.decode(envelope.data, type=told.QuizAnswered)
    return QuizAnswer(
        **_of(log, seq, envelope, fact),
        question=_number(fact.question),
        correct=fact.correct,
        attempt=_number(fact.attempt),
    )


def passed(log: Log, seq: int, envelope: Envelope) -> QuizPass:
    fact = msgspec.json.decode(envelope.data, type=told.QuizPassed)
    return QuizPass(
        **_of(log, seq, envelope, fact),
        questions=_number(len(fact.questions)),
        first_right=_number(fact.first_right),
    )


def _of(log: Log, seq: int, envelope: Envelope, fact: Any) -> dict[str, Any]:
    person, release = _text(fact.person, 100), _text(fact.release, 64)
    return {"log": log, "seq": seq, "person": person, "release": release, "at": _moment(envelope)}


def _moment(envelope: Envelope) -> datetime:
    """By the station's own clock. Raises `ValueError`: such an event is flagged."""
    at = datetime.fromisoformat(envelope.at)
    return at if at.tzinfo else timezone.make_aware(at)


def _received(log: Log, seq: int) -> datetime:
    return Event.objects.values_list("received_at", flat=True).get(log_id=log.pk, seq=seq)


def _text(told: str, longest: int) -> str:
    """As PostgreSQL keeps it: without NUL, and no longer than its column."""
    return told.replace("\0", "")[:longest]


def _number(told: int) -> int:
    """Raises `ValueError` for what no station counts to."""
    if not 0 <= told <= 32767:
        raise ValueError(f"not a number of questions or tries: {told}")
    return told
