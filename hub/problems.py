"""Errors as the hub tells them: `application/problem+json`, in the asker's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.http import HttpResponse

from sop.wire.messages import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from sop.journal import Head

TYPE = "application/problem+json"


class HubProblem(Exception):
    """A refusal that the asker must hear. `code` is for programs, the rest for people."""

    def __init__(
        self,
        status: int,
        code: str,
        zh: str,
        en: str,
        detail: str = "",
        *,
        have: Head | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(en)
        self.status, self.code, self.zh, self.en = status, code, zh, en
        self.detail, self.have, self.retry_after = detail, have, retry_after


def answer(request: HttpRequest, problem: HubProblem) -> HttpResponse:
    chinese = request.headers.get("Accept-Language", "").lower().startswith("zh")
    body = Problem(
        type=f"/problems/{problem.code}",
        title=problem.zh if chinese else problem.en,
        status=problem.status,
        detail=problem.detail,
        code=problem.code,
        have=problem.have,
    )
    response = HttpResponse(msgspec.json.encode(body), TYPE, problem.status)
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    return response


class ProblemsOnly:
    """Middleware: whatever goes wrong below `/api` is answered as a problem document, also what
    never reached an operation: an unknown address, a wrong method, a fault of the hub's own."""

    def __init__(self, next_: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = next_

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code < 400 or kind == TYPE or not request.path.startswith("/api/"):
            return response
        told = answer(request, plain(response.status_code))
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in response.headers:
                told[name] = response[name]
        return told


def plain(status: int) -> HubProblem:
    """A refusal of which nothing but its status is known."""
    known = {
        400: ("bad_request", "请求有误", "The request is not understood"),
        403: ("no_right", "没有权限", "That is not allowed"),
        404: ("not_found", "没有这个地址", "There is nothing here"),
        405: ("method", "不支持该方法", "That method is not supported here"),
        413: ("too_large", "一次发送的内容过大", "That is too much at once"),
    }
    broken = ("fault", "中心服务器内部错误", "The hub failed") if status >= 500 else None
    code, zh, en = broken or known.get(status, ("refused", "请求被拒绝", "The request was refused"))
    return HubProblem(status, code, zh, en)
