"""Errors as the hub tells them: `application/problem+json`, in the asker's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.http import HttpResponse

from sop.wire.messages import Problem

if TYPE_CHECKING:
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
