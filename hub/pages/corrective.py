"""The pages about corrective work orders: what exceptions led to, and the work on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hub.access import for_people, has_role
from hub.corrective import looking
from hub.corrective.api import WORKING
from hub.corrective.filing import is_evidence, keep_file, kind_of
from hub.corrective.refusals import CorrectiveRefused
from hub.corrective.working import Step, did_it, move
from hub.evidence import lacking
from hub.objects import objects
from hub.pages.improving import _end_of, _plain
from hub.pages.showing import page
from hub.pages.templatetags.words import chinese
from hub.pages.titles import procedure_of
from hub.people.models import Person
from hub.records.models import Execution

if TYPE_CHECKING:
    from django.http import HttpRequest

VIEWS = ("unclosed", "overdue", "mine", "closed", "all")
A_PAGE = 200
_SHOWN = ("image/jpeg", "image/png", "application/pdf", "text/plain; charset=utf-8")


@for_people
@require_GET
@never_cache
def orders(request: HttpRequest) -> HttpResponse:
    """What is to be done about exceptions, the most urgent first; whose promises were kept."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    station, code = (_plain(request.GET.get(key, "")) for key in ("station", "code"))
    told = looking.orders(
        view if view in ("unclosed", "closed") else "unclosed" if view == "mine" else "",
        overdue=view == "overdue",
        assignee=request.user.get_username() if view == "mine" else "",
        station=station,
        code=code,
        limit=A_PAGE,
    )
    rows = [{"it": it, "procedure": procedure_of(it.release)} for it in told.orders]
    what = {"told": told, "rows": rows, "view": view, "views": VIEWS, "station": station,
            "code": code, "narrowed": bool(station or code)}  # fmt: skip
    return page(request, "orders", what | looking.places())


@for_people
@require_http_methods(["GET", "POST"])
@never_cache
def order(request: HttpRequest, exception: str) -> HttpResponse:
    """One: the exception as it was told, the work, and for those who may the next step of it."""
    may_work = has_role(request.user, (*WORKING, "admin"))
    refused = None
    if request.method == "POST":
        if not may_work:
            raise PermissionDenied
        refused = _moved(request, exception)
        if refused is None:
            return HttpResponseRedirect(request.path)
    return _one(request, exception, may_work, refused)


@for_people
@require_GET
def evidence(_request: HttpRequest, exception: str, digest: str) -> HttpResponse:
    """A file that was given as evidence of that order; immutable, for its name is its content.

    What a browser would run is handed over to be saved, never shown."""
    if not is_evidence(exception, digest) or lacking([digest]):
        raise Http404
    kind = kind_of(digest)
    response = HttpResponse(objects().read(digest), content_type=kind)
    shown = "inline" if kind in _SHOWN else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{digest[:12]}"'
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _one(
    request: HttpRequest, exception: str, may_work: bool, refused: CorrectiveRefused | None
) -> HttpResponse:
    try:
        told = looking.detail(exception)
    except CorrectiveRefused as nothing:
        raise Http404 from nothing
    it, who = told.order, request.user.get_username()
    what = {
        "it": it,
        "told": told,
        "story": _story(told),
        "names": _names(told),
        "run": Execution.objects.filter(pk=it.execution).first() if it.execution else None,
        "procedure": procedure_of(it.release),
        "missing": lacking(told.photos),
        "may_work": may_work,
        "own_work": did_it(exception, who),
        "workers": _workers() if may_work else [],
        "refused": (refused.zh if chinese() else refused.en) if refused else "",
        "typed": request.POST,
        "proposed": timezone.localdate(it.due).isoformat() if not it.overdue else "",
    }
    return page(request, "order", what, refused.status if refused else 200)


def _story(told: looking.Detail) -> list[dict[str, Any]]:
    """Each move with its files, and whether they can be looked at as pictures."""
    return [
        {
            "it": one,
            "files": [
                {"sha256": digest, "is_picture": kind_of(digest).startswith("image/")}
                for digest in one.evidence
            ],
        }
        for one in told.story
    ]


def _names(told: looking.Detail) -> dict[str, str]:
    """Whoever raised it, by the name the hub knows."""
    by = told.case.raised.by if told.case else ""
    person = Person.objects.filter(pk=by).first() if by else None
    if person is None:
        return {}
    return {by: person.names.get("zh" if chinese() else "en") or next(iter(person.names.values()))}


def _workers() -> list[str]:
    """Whoever may work on it, by their names here."""
    may = Q(groups__name__in=(*WORKING, "admin")) | Q(is_superuser=True)
    known = User.objects.filter(may, is_active=True).distinct()
    return list(known.order_by("username").values_list("username", flat=True))


def _moved(request: HttpRequest, exception: str) -> CorrectiveRefused | None:
    """Why not, or None."""
    names = ("action", "why", "due", "check", "to")
    typed = {key: _plain(request.POST.get(key, "")) for key in names}
    seen = request.POST.get("seen", "")
    try:
        looking.detail(exception)
        step = Step(
            action=typed["action"],
            why=typed["why"],
            due=_end_of(typed["due"]),
            check=typed["check"],
            to=typed["to"],
            evidence=_given(request),
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1,
        )
        move(request.user.get_username(), exception, step)
    except CorrectiveRefused as refused:
        return refused
    return None


def _given(request: HttpRequest) -> tuple[str, ...]:
    """The files that came along, and what was written instead of one, kept; by SHA-256."""
    files = [keep_file(it.read()) for it in request.FILES.getlist("files")]
    written = _plain(request.POST.get("written", "")).strip()
    return (*files, *([keep_file(written.encode())] if written else []))
