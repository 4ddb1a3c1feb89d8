"""The pages about suggestions, points and whom a revision has reached."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hub.access import for_people, has_role
from hub.evidence import lacking
from hub.improving import leaderboard as board
from hub.improving import looking, reach
from hub.improving.answering import Reply, answer
from hub.improving.refusals import ImprovingRefused
from hub.pages.showing import page
from hub.pages.templatetags.words import chinese
from hub.pages.titles import procedure_of
from hub.people.models import Person

if TYPE_CHECKING:
    from django.http import HttpRequest

ANSWERING = ("author", "approver", "admin")
LEAVING_OUT = ("lead", "admin")
A_PAGE = 200
WEEKS = timedelta(days=28)
"""Proposed as the time a change takes."""


@for_people
@require_GET
@never_cache
def suggestions(request: HttpRequest) -> HttpResponse:
    """What operators propose: what is to be answered first."""
    status = request.GET.get("status", "")
    told = looking.suggestions(status if status in looking.STATES else "", A_PAGE)
    rows = [{"it": it, "procedure": procedure_of(it.release)} for it in told.suggestions]
    what = {"told": told, "rows": rows, "status": status, "states": looking.STATES}
    return page(request, "suggestions", what)


@for_people
@require_http_methods(["GET", "POST"])
@never_cache
def suggestion(request: HttpRequest, suggestion: str) -> HttpResponse:
    """One, its history, and for its owner the answer."""
    may_answer = has_role(request.user, ANSWERING)
    refused = None
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        refused = _answered(request, suggestion)
        if refused is None:
            return HttpResponseRedirect(request.path)
    return _one(request, suggestion, may_answer, refused)


@for_people
@require_http_methods(["GET", "POST"])
@never_cache
def leaderboard(request: HttpRequest) -> HttpResponse:
    """Who helped to improve, per team and month; and who asked not to stand on it."""
    may_leave_out = has_role(request.user, LEAVING_OUT)
    refused = None
    if request.method == "POST":
        if not may_leave_out:
            raise PermissionDenied
        refused = _left_out(request)
        if refused is None:
            return HttpResponseRedirect(request.path)
    what = _board(_month(request)) | {"refused": _said(refused), "may_leave_out": may_leave_out}
    if may_leave_out:
        what["left_out"] = Person.objects.filter(pk__in=board.left_out()).order_by("pk")
    return page(request, "leaderboard", what, refused.status if refused else 200)


@for_people
@require_GET
@never_cache
def reading(request: HttpRequest) -> HttpResponse:
    """How many each revision in force has reached."""
    return page(request, "reading", {"rows": reach.reaches().revisions})


@for_people
@require_GET
@never_cache
def reached(request: HttpRequest, release: str) -> HttpResponse:
    """Whom one has reached, who has not read it yet, which questions were not understood."""
    try:
        told = reach.reach(release)
    except ImprovingRefused as refused:
        raise Http404 from refused
    return page(request, "reached", {"it": told, "procedure": procedure_of(release)})


def _month(request: HttpRequest) -> date:
    """The one asked for; this one, where that is none."""
    try:
        return board.month_of(request.GET.get("month", ""))
    except ImprovingRefused:
        return board.month_of("")


def _board(month: date) -> dict[str, Any]:
    return {
        "told": board.leaderboard(month),
        "before": (month - timedelta(days=1)).strftime("%Y-%m"),
        "after": (month + timedelta(days=32)).strftime("%Y-%m"),
        "is_last": month >= board.month_of(""),
        "states": looking.STATES,
    }


def _left_out(request: HttpRequest) -> ImprovingRefused | None:
    """Why not, or None."""
    person, why = (_plain(request.POST.get(it, "")).strip() for it in ("person", "why"))
    try:
        listed = request.POST.get("listed") == "yes"
        board.leave_out(request.user.get_username(), person, why, listed=listed)
    except ImprovingRefused as refused:
        return refused
    return None


def _said(refused: ImprovingRefused | None) -> str:
    """In the reader's language; nothing of none."""
    if refused is None:
        return ""
    return refused.zh if chinese() else refused.en


def _one(
    request: HttpRequest, suggestion: str, may_answer: bool, refused: ImprovingRefused | None
) -> HttpResponse:
    try:
        told = looking.detail(suggestion)
    except ImprovingRefused as nothing:
        raise Http404 from nothing
    what = {
        "it": told.suggestion,
        "told": told,
        "procedure": procedure_of(told.suggestion.release),
        "missing": lacking(told.photos),
        "may_answer": may_answer,
        "refused": _said(refused),
        "typed": request.POST,
        "proposed": (timezone.localdate() + WEEKS).isoformat(),
    }
    return page(request, "suggestion", what, refused.status if refused else 200)


def _answered(request: HttpRequest, suggestion: str) -> ImprovingRefused | None:
    """Why not, or None."""
    typed = {key: _plain(request.POST.get(key, "")) for key in ("status", "why", "due", "revision")}
    seen = request.POST.get("seen", "")
    reply = Reply(
        status=typed["status"],
        why=typed["why"],
        due=_end_of(typed["due"]),
        revision=typed["revision"],
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1,
    )
    try:
        answer(request.user.get_username(), suggestion, reply)
    except ImprovingRefused as refused:
        return refused
    return None


def _plain(typed: str) -> str:
    """As PostgreSQL keeps it."""
    return typed.replace("\0", "").replace("\r\n", "\n")


def _end_of(typed: str) -> datetime | None:
    """The last minute of that day; None for what is none."""
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(typed), time(23, 59)))
    except (ValueError, OverflowError):
        return None
