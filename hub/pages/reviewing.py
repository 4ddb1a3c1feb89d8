"""The review list, and one case to be looked at and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hub.access import for_people
from hub.pages.matters import told_of
from hub.pages.templatetags.words import chinese
from hub.pages.titles import procedure_of
from hub.problems import HubProblem
from hub.reviewing import listing, signing
from hub.reviewing.cases import bytes_of
from hub.reviewing.matters import KINDS, SIGNALS
from hub.reviewing.models import Case, Review

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

STATES = {
    "due": ("待审核", "to be reviewed"),
    "changed": ("审核后有变化", "changed since review"),
    "reviewed": ("已审核", "reviewed"),
    "all": ("全部", "all"),
}


@for_people
@require_GET
@never_cache
def reviews(request: Any) -> HttpResponse:
    """By exception: what is not reviewed yet, or has changed since; anything else when asked."""
    asked = listing.filter_of(request.GET)
    rows = listing.shown(listing.cases(asked)[: listing.PAGE])
    for row in rows:
        row["told"] = _matters(row)
    place = 0 if chinese() else 1
    what = {
        "here": "reviews",
        "rows": rows,
        "is_full": len(rows) == listing.PAGE,
        "filter": asked,
        "states": [(key, pair[place]) for key, pair in STATES.items()],
        "kinds": [(key, pair[place]) for key, pair in KINDS.items()],
        **listing.choices(),
    }
    part = "parts/" if request.htmx else ""
    return render(request, f"pages/{part}reviews.html", what)


@for_people
@require_http_methods(["GET", "POST"])
@never_cache
def review(request: HttpRequest, subject: str) -> HttpResponse:
    """What is in it, who reviewed it, and the signature of whoever may."""
    case = Case.objects.filter(pk=subject[:120]).first()
    if case is None:
        raise Http404
    problem, status = None, 200
    if request.method == "POST":
        try:
            signing.sign(request.user, case.pk, *_signed(request))
            return HttpResponseRedirect(request.path)
        except HubProblem as refused:
            problem, status = refused, refused.status
            case.refresh_from_db()
    return render(request, "pages/review.html", _case(request, case, problem), status=status)


def _signed(request: HttpRequest) -> tuple[str, str, str]:
    return tuple(request.POST.get(it, "") for it in ("password", "comment", "seen"))  # type: ignore[return-value]


def _case(request: HttpRequest, case: Case, problem: HubProblem | None) -> dict[str, Any]:
    (row,) = listing.shown([case])
    now = bytes_of(case)
    return {
        "here": "reviews",
        "case": case,
        "run": row["run"],
        "told": _matters(row),
        "reviews": reviews_of(case.pk),
        "now": now,
        "seen": now.record + now.matters,
        "refusal": signing.refusal(request.user, case),
        "problem": problem,
    }


def reviews_of(subject: str) -> list[Review]:
    """As signed, the first first."""
    return list(Review.objects.filter(subject=subject).order_by("pk"))


def _matters(row: dict[str, Any]) -> list[dict[str, Any]]:
    run = row["run"]
    procedure = procedure_of(run.release) if run else None
    place = 0 if chinese() else 1
    return [
        {
            "matter": it,
            "kind": KINDS.get(it.kind, (it.kind, it.kind))[place],
            "is_signal": it.kind in SIGNALS,
            "says": told_of(it, procedure),
        }
        for it in row["matters"]
    ]
