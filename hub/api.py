"""The API as a whole: its rooms, and every error as a problem document (RFC 9457)."""

from __future__ import annotations

import logging

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from hub.andon.api import router as andon
from hub.corrective.api import router as corrective
from hub.devices.api import router as devices
from hub.devices.identity import identity
from hub.evidence.api import router as evidence
from hub.improving.api import router as improving
from hub.ingest.api import router as ingest
from hub.news.api import router as news
from hub.people.api import router as people
from hub.problems import HubProblem, answer
from hub.records.api import router as records
from hub.releases.api import router as releases
from hub.reviewing.api import router as reviewing

logger = logging.getLogger(__name__)
api = NinjaAPI(title="SOP hub", version="1", docs_url="docs", docs_decorator=require_GET)
for room in (
    devices, ingest, evidence, releases, people, records, news, improving, corrective, andon,
    reviewing,
):  # fmt: skip
    api.add_router("", room)


@api.get("/health", auth=None, tags=["hub"])
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """For whoever watches over it: 204 while the database answers, else 503."""
    identity()
    return HttpResponse(status=204)


@api.exception_handler(HubProblem)
def _known(request: HttpRequest, problem: HubProblem) -> HttpResponse:
    return answer(request, problem)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = "; ".join(".".join(map(str, it["loc"])) + ": " + it["msg"] for it in error.errors)
    return answer(
        request, HubProblem(422, "invalid", "请求内容有误", "The request is invalid", places)
    )


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    problem = HubProblem(401, "unauthenticated", "请先登录", "Not signed in, or the token is over")
    return answer(request, problem)


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    problem = HubProblem(
        error.status_code, "refused", "请求被拒绝", "The request was refused", str(error)
    )
    return answer(request, problem)


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
@api.exception_handler(InternalError)
def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database is away, its disk full, or too much is asked of it: trying again helps."""
    logger.error("the database cannot be used: %s", error)
    problem = HubProblem(
        503, "busy", "数据库暂时不可用", "The database cannot be used now", retry_after=5
    )
    return answer(request, problem)
