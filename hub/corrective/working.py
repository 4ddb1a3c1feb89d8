"""The work on an exception: taken, handed to somebody, done, closed by another, opened again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from hub.corrective.models import Move, Order
from hub.corrective.opening import tell_station
from hub.corrective.refusals import CorrectiveRefused
from hub.evidence.holding import lacking
from hub.people.auditing import write
from hub.people.users import names_of

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 4000
_LATEST = timedelta(days=3650)


class Step(Struct, frozen=True, kw_only=True):
    """`action`: take (`due` says until when it is done, `check` what is looked at before it is
    closed), assign (`to` somebody), done and close (`why` says what was done or seen; `evidence`
    are SHA-256 of files the hub holds), reopen (`why`). `seen`: how many moves whoever asks knew
    of; None: whatever there are."""

    action: str
    why: str = ""
    due: datetime | None = None
    check: str = ""
    to: str = ""
    evidence: tuple[str, ...] = ()
    seen: int | None = None


def move(who: str, exception: str, step: Step) -> Order:
    """Raises `CorrectiveRefused`, and then nothing has changed."""
    with transaction.atomic():
        order = Order.objects.select_for_update().filter(pk=exception).first()
        if order is None:
            raise CorrectiveRefused("no_order", 404)
        _require_sound(order, step)
        before = stands(order)
        what = _ACTIONS[step.action](order, who, step)
        record(order, what, who, step.why, before, list(step.evidence))
        tell_station(order, step.why)
    return order


def stands(order: Order) -> dict[str, Any]:
    """Where it stands, as a move keeps it."""
    return {
        "status": order.status,
        "assignee": order.assignee,
        "due": order.due.isoformat(),
        "check": order.check_asked,
    }


def record(
    order: Order, what: str, who: str, why: str, before: dict[str, Any], evidence: list[str]
) -> None:
    """Keep the order as it is now, and the move that brought it there."""
    now = timezone.now()
    order.moves += 1
    if order.first_at is None and what in ("taken", "assigned", "done"):
        order.first_at, order.in_time = now, now <= order.answer_due
    order.save()
    Move(
        order=order, number=order.moves, what=what, who=who[:150], why=why.strip(), at=now,
        old=before, new=stands(order), evidence=evidence,
    ).save()  # fmt: skip
    write(who, "corrective", order.pk, before, {"what": what, **stands(order)}, why.strip())


def did_it(exception: str, who: str) -> bool:
    """At any time, by their own word or as the one it was given to when somebody else said so."""
    done = Move.objects.filter(order_id=exception, what="done")
    doers = {name for it in done for name in (it.who, it.new["assignee"])}
    return bool(doers & names_of(who))


# --- each step ----------------------------------------------------------------------------------


def _take(order: Order, who: str, step: Step) -> str:
    _only_from(order, "open", "taken")
    order.assignee, order.status = who, "taken"
    _set_due(order, step)
    order.check_asked = step.check.strip() or order.check_asked
    return "taken"


def _assign(order: Order, _who: str, step: Step) -> str:
    _only_from(order, "open", "taken")
    if not step.to.strip():
        raise CorrectiveRefused("nobody", 422)
    order.assignee = step.to.strip()[:150]
    if step.due is not None:
        _set_due(order, step)
    return "assigned"


def _done(order: Order, _who: str, step: Step) -> str:
    _only_from(order, "open", "taken")
    if not step.why.strip():
        raise CorrectiveRefused("what", 422)
    order.status = "done"
    return "done"


def _close(order: Order, who: str, step: Step) -> str:
    _only_from(order, "done")
    if did_it(order.pk, who):
        raise CorrectiveRefused("own_work")
    if not step.why.strip():
        raise CorrectiveRefused("checked", 422)
    if not step.evidence and not _has_evidence(order):
        raise CorrectiveRefused("no_evidence", 422)
    order.status, order.closed_at = "closed", timezone.now()
    return "closed"


def _reopen(order: Order, _who: str, step: Step) -> str:
    _only_from(order, "done", "closed")
    if not step.why.strip():
        raise CorrectiveRefused("why", 422)
    order.status, order.closed_at = "open", None
    if step.due is not None:
        _set_due(order, step)
    return "reopened"


_ACTIONS: dict[str, Callable[[Order, str, Step], str]] = {
    "take": _take,
    "assign": _assign,
    "done": _done,
    "close": _close,
    "reopen": _reopen,
}


# --- what each asks -----------------------------------------------------------------------------


def _require_sound(order: Order, step: Step) -> None:
    if step.action not in _ACTIONS:
        raise CorrectiveRefused("unknown_action", 422, seen=step.action[:40])
    if max(len(step.why), len(step.check)) > LONGEST:
        raise CorrectiveRefused("too_long", 422, longest=LONGEST)
    if missing := sorted(lacking(step.evidence)):
        raise CorrectiveRefused("unknown_evidence", 422, digest=missing[0][:64])
    if step.seen is not None and step.seen != order.moves:
        last = Move.objects.filter(order=order).order_by("number").last()
        raise CorrectiveRefused("moved_meanwhile", who=last.who if last else "–")


def _only_from(order: Order, *states: str) -> None:
    if order.status not in states:
        raise CorrectiveRefused("not_now", status=order.status)


def _set_due(order: Order, step: Step) -> None:
    """Overdue at another time it goes on to everybody again."""
    order.due, order.escalated = _due(step), 0


def _due(step: Step) -> datetime:
    if step.due is None:
        raise CorrectiveRefused("due", 422)
    due = step.due if step.due.tzinfo else timezone.make_aware(step.due)
    if not timezone.now() < due < timezone.now() + _LATEST:
        raise CorrectiveRefused("due_past" if due <= timezone.now() else "due_far", 422)
    return due


def _has_evidence(order: Order) -> bool:
    """Given since it was last opened."""
    told = list(order.story.order_by("number").values_list("what", "evidence"))
    opened = max((n for n, (what, _) in enumerate(told) if what in ("opened", "reopened")))
    return any(evidence for _, evidence in told[opened:])
