"""The owner answers a suggestion, or corrects the answer: every change is a decision kept for good,
credited and told to the station it came from in the same transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from hub.improving import crediting, promise
from hub.improving.models import Case, Decision, Suggestion
from hub.improving.refusals import ImprovingRefused
from hub.news.telling import tell
from hub.people.auditing import write
from hub.people.users import names_of
from hub.releases.models import Release

if TYPE_CHECKING:
    from sop.wire.messages import News

ANSWERS = ("accepted", "declined", "adopted")
LONGEST = 2000
_LATEST = timedelta(days=3650)


class Reply(Struct, frozen=True, kw_only=True):
    """`status`: one of `ANSWERS`. accepted: `due` says until when. declined: `why` says why.
    adopted: `revision` contains it. `seen`: how many decisions the answerer knew of; None: whatever
    there are."""

    status: str
    why: str = ""
    due: datetime | None = None
    revision: str = ""
    seen: int | None = None


def answer(who: str, suggestion: str, reply: Reply) -> Decision:
    """Raises `ImprovingRefused`, and then nothing has changed."""
    with transaction.atomic():
        made = found(suggestion)
        if made.person in names_of(who):
            raise ImprovingRefused("own")
        Case.objects.get_or_create(suggestion=made.pk)
        case = Case.objects.select_for_update().get(pk=made.pk)
        _require_known(case, reply)
        new = _settled(made, case, reply)
        now = timezone.now()
        decision = Decision(
            suggestion=made.pk, number=case.decisions + 1, old=_stands(case), new=new,
            who=who[:150], why=reply.why.strip(), at=now,
        )  # fmt: skip
        decision.save()
        write(who, "suggestion_answered", made.pk, decision.old or None, new, decision.why)
        _move(case, made, new, now)
        points = crediting.settle(made, decision)
        _tell(made, decision, points)
    return decision


def found(suggestion: str) -> Suggestion:
    """Raises `ImprovingRefused`."""
    made = Suggestion.objects.select_related("log__device").filter(pk=suggestion).first()
    if made is None:
        raise ImprovingRefused("no_suggestion", 404)
    return made


def _require_known(case: Case, reply: Reply) -> None:
    """Two owners do not overwrite one another unseen."""
    if reply.seen is not None and reply.seen != case.decisions:
        last = Decision.objects.filter(suggestion=case.pk).order_by("number").last()
        raise ImprovingRefused("answered_meanwhile", who=last.who if last else "–")


def _settled(made: Suggestion, case: Case, reply: Reply) -> dict[str, Any]:
    """What it comes to, as it is kept."""
    if reply.status not in ANSWERS:
        raise ImprovingRefused("unknown_answer", 422, seen=reply.status[:40])
    if len(reply.why) > LONGEST:
        raise ImprovingRefused("too_long", 422, longest=LONGEST)
    due = _due(reply) if reply.status == "accepted" else None
    release = _release(made, reply.revision) if reply.status == "adopted" else None
    new = {
        "status": reply.status,
        "due": due.isoformat() if due else None,
        "revision": release.revision if release else "",
        "release": release.digest if release else "",
    }
    _require_why(case, reply, new)
    return new


def _require_why(case: Case, reply: Reply, new: dict[str, Any]) -> None:
    """Who declines says why, and who takes an answer back; what was accepted may become adopted
    without a word, and words alone may be added."""
    corrects = case.status and (case.status, reply.status) != ("accepted", "adopted")
    if not reply.why.strip():
        if new == _stands(case):
            raise ImprovingRefused("same_answer")
        if corrects or reply.status == "declined":
            raise ImprovingRefused("why", 422)


def _due(reply: Reply) -> datetime:
    if reply.due is None:
        raise ImprovingRefused("due", 422)
    due = reply.due if reply.due.tzinfo else timezone.make_aware(reply.due)
    if not timezone.now() < due < timezone.now() + _LATEST:
        raise ImprovingRefused("due_past" if due <= timezone.now() else "due_far", 422)
    return timezone.localtime(due)


def _release(made: Suggestion, revision: str) -> Release:
    """Approved, of that procedure, and another one than it was proposed on."""
    if not revision:
        raise ImprovingRefused("revision", 422)
    named = {"code": made.code, "revision": revision}
    release = Release.objects.filter(**named, approved_at__isnull=False).first()
    if release is None:
        raise ImprovingRefused("no_revision", 422, **named)
    if release.digest == made.release:
        raise ImprovingRefused("same_revision", 422, revision=revision)
    return release


def _stands(case: Case) -> dict[str, Any]:
    """Empty before the first answer."""
    if not case.status:
        return {}
    return {
        "status": case.status,
        "due": case.due.isoformat() if case.due else None,
        "revision": case.revision,
        "release": case.release,
    }


def _move(case: Case, made: Suggestion, new: dict[str, Any], now: datetime) -> None:
    case.status, case.revision, case.release = new["status"], new["revision"], new["release"]
    case.due = datetime.fromisoformat(new["due"]) if new["due"] else None
    case.decisions += 1
    if case.first_at is None:
        case.first_at, case.in_time = now, now <= promise.due(made)
    case.save()


def _tell(made: Suggestion, decision: Decision, points: int) -> News:
    new = decision.new
    return tell(
        made.log.device, "suggestion", made.pk, status=new["status"], text=decision.why,
        owner=promise.owner(made.release) or decision.who, due=new["due"],
        revision=new["revision"] or None, points=points,
    )  # fmt: skip
