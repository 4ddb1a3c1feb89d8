"""Signing a review: the sign-in is one component, the password entered again the other."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import transaction
from django.utils import timezone

from hub.access import has_role
from hub.devices.models import Identity
from hub.people.auditing import write
from hub.people.models import Audit, Linked
from hub.people.users import names_of
from hub.problems import HubProblem
from hub.records.bodies import events_of
from hub.records.models import Execution
from hub.reviewing.cases import bytes_of, settle
from hub.reviewing.matters import people_in
from hub.reviewing.models import Case, Review

if TYPE_CHECKING:
    from collections.abc import Iterable

REVIEWERS = ("lead", "approver", "admin")
TRIES = 5
WITHIN = timedelta(minutes=15)
"""So many wrong passwords within so long, and no review is signed by that user for a while."""
BEGINNING = "0" * 64
COMMENT_MOST = 2000
_FIELDS = (
    "subject", "record", "matters", "events", "user", "name", "person", "meaning", "comment",
    "at", "prev",
)  # fmt: skip


def sign(user: Any, subject: str, password: str, comment: str = "", seen: str = "") -> Review:
    """`seen`: the record's digest as it was shown, so that nobody signs what came in since.

    Raises `HubProblem`: for a case that is not there, for who may not, for a wrong password.
    """
    with transaction.atomic():
        Identity.objects.select_for_update().first()  # reviews follow one another
        case = Case.objects.select_for_update().filter(pk=subject).first()
        if case is None:
            raise HubProblem(404, "no_case", "没有待审核的内容", "There is nothing to review")
        refused = refusal(user, case)
        if refused is not None:
            raise refused
        is_right = _count_tries(user) < TRIES and user.check_password(password)
        if not is_right:
            write(user.get_username(), "review_refused", subject, None, None)
        else:
            review = _signed(user, case, comment.strip()[:COMMENT_MOST], seen)
    if not is_right:  # after the commit: the try stays counted
        raise _wrong_password(_count_tries(user) >= TRIES)
    return review


def refusal(user: Any, case: Case) -> HubProblem | None:
    """Why this user may not review this case; None when they may."""
    if not has_role(user, REVIEWERS):
        return HubProblem(
            403, "no_right", "您没有审核的权限", "You do not have the right to review"
        )
    if case.execution and names_of(user.get_username()) & people_of(
        Execution.objects.get(pk=case.execution)
    ):
        return HubProblem(
            403, "own_work", "不能审核自己执行或主管的作业",
            "Nobody reviews a run they performed or led",
        )  # fmt: skip
    return None


def people_of(run: Execution) -> set[str]:
    """Whoever performed, led, coached or signed in it."""
    found = {run.operator}
    for _, _, envelope in events_of(run):
        try:
            found |= people_in(msgspec.json.decode(envelope.data))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
    return found - {""}


def verify_reviews(reviews: Iterable[Review] | None = None) -> list[str]:
    """One line for each review that is not as it was signed, or does not follow the one before."""
    problems, before = [], BEGINNING
    for it in reviews if reviews is not None else Review.objects.order_by("pk"):
        if it.prev != before:
            problems.append(f"review {it.pk}: does not follow the one before it")
        if digest_of(it) != it.digest:
            problems.append(f"review {it.pk}: altered")
        before = it.digest
    return problems


def digest_of(it: Review) -> str:
    told = {name: getattr(it, name) for name in _FIELDS}
    return sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()


def told(it: Review) -> dict[str, Any]:
    """A review as it is exported: everything its digest is over, and the digest."""
    return {name: getattr(it, name) for name in (*_FIELDS, "digest")}


def _signed(user: Any, case: Case, comment: str, seen: str) -> Review:
    now = bytes_of(case)
    if seen and seen != now.record + now.matters:
        raise HubProblem(
            409, "changed", "记录已有变化，请重新查看后再签名",
            "The record has changed: look at it again before you sign",
        )  # fmt: skip
    linked = Linked.objects.select_related("person").filter(user=user).first()
    newest = Review.objects.order_by("-pk").first()
    made = Review(
        subject=case.pk,
        record=now.record,
        matters=now.matters,
        events=now.events,
        user=user.get_username(),
        name=_printed(user, linked),
        person=linked.person_id if linked else "",
        comment=comment.replace("\0", ""),
        at=timezone.localtime().isoformat(timespec="seconds"),
        prev=newest.digest if newest else BEGINNING,
    )
    made.digest = digest_of(made)
    made.save()
    settle([case.pk])
    write(made.user, "reviewed", case.pk, None, {"review": made.digest}, comment)
    return made


def _printed(user: Any, linked: Linked | None) -> str:
    names = linked.person.names if linked else {}
    told = user.get_full_name() or " ".join(dict.fromkeys(names.values())) or user.get_username()
    return str(told)[:200]


def _count_tries(user: Any) -> int:
    since = timezone.now() - WITHIN
    return Audit.objects.filter(
        who=user.get_username()[:150], what="review_refused", at__gte=since
    ).count()


def _wrong_password(is_last: bool) -> HubProblem:
    if is_last:
        return HubProblem(
            429, "too_many", "密码错误次数过多，请 15 分钟后再试",
            "Too many wrong passwords: try again in 15 minutes", retry_after=900,
        )  # fmt: skip
    return HubProblem(
        403, "wrong_password", "密码不正确，未签名", "Wrong password: nothing is signed"
    )
