"""One function a page. Each also answers htmx with only the part that renews itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from hub.access import for_people
from hub.evidence import lacking
from hub.objects import objects
from hub.pages import looking
from hub.pages.people import people as people_known
from hub.pages.recorded import record as recorded
from hub.pages.reviewing import reviews_of
from hub.pages.showing import page as _page
from hub.records.models import Execution, Photograph
from hub.reviewing.models import Case

if TYPE_CHECKING:
    from django.http import HttpRequest

EXECUTIONS_A_PAGE = 100


class SignIn(LoginView):
    """A page that renews itself goes here when its session is over, and does not show this
    within itself."""

    template_name = "pages/login.html"
    http_method_names = ("get", "head", "post", "options")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx:
            return HttpResponseClientRedirect(request.get_full_path())
        return super().get(request, *args, **kwargs)


@for_people
@require_GET
@never_cache
def executions(request: HttpRequest) -> HttpResponse:
    """Runs as they happen, the latest first."""
    return _page(request, "executions", {"executions": looking.executions(EXECUTIONS_A_PAGE)})


@for_people
@require_GET
@never_cache
def record(request: HttpRequest, execution: str) -> HttpResponse:
    """Everything one run recorded, in order, with its photographs."""
    run = get_object_or_404(Execution.objects.select_related("device"), pk=execution)
    case = Case.objects.filter(pk=run.pk).first()
    signed = {"case": case, "reviews": reviews_of(run.pk)}
    return _page(request, "record", {"run": run, **signed, **recorded(run)})


@for_people
@require_GET
@never_cache
def stations(request: HttpRequest) -> HttpResponse:
    """Who is there: last contact, what is unsent, which revisions are held."""
    return _page(request, "stations", {"stations": looking.stations()})


@for_people
@require_GET
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Who works here, what they can do and until when, who is locked out, which badges are lost."""
    return _page(request, "people", people_known())


@for_people
@require_GET
@never_cache
def releases(request: HttpRequest) -> HttpResponse:
    """Which revision each station holds, and what is in force."""
    return _page(request, "releases", looking.releases())


@for_people
@require_GET
@never_cache
def evidence(request: HttpRequest) -> HttpResponse:
    """Photographs that records name and that have not arrived."""
    return _page(request, "evidence", {"pending": looking.pending_evidence()})


@for_people
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """A unit, lot, serial or order: what went into it, and where it went."""
    # A code may begin or end with a separator that counts as a space elsewhere.
    asked = request.GET.get("q", "").replace("\0", "").strip(" \t\r\n")
    return _page(request, "search", {"asked": asked, **looking.genealogy(asked)})


@for_people
@require_GET
def photograph(request: HttpRequest, digest: str) -> HttpResponse:
    """One photograph; immutable, for it is named by its content."""
    if not Photograph.objects.filter(digest=digest).exists() or lacking([digest]):
        raise Http404
    response = HttpResponse(objects().read(digest), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages."""
    there = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(there if safe else "/")
    code = request.POST.get("language", "")
    if check_for_language(code):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=31536000, samesite="Lax")
    return response
