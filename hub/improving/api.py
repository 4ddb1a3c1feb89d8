"""Suggestions and their answers, points, and whom a revision has reached. For people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from hub.access import roles
from hub.bodies import message, say, takes
from hub.improving import leaderboard as board
from hub.improving import looking, reach
from hub.improving.answering import Reply, answer

router = Router(auth=roles("viewer", "lead", "author", "approver"), tags=["improving"])
ID = Path(..., min_length=1, max_length=64, pattern=r"^[^\x00]+$")


@router.get("/suggestions")
def suggestions(
    request: HttpRequest, status: str = Query("", pattern="^(|open|accepted|declined|adopted)$")
) -> HttpResponse:
    """Those to be answered first, the longest overdue at the top; at most 500."""
    return say(looking.suggestions(status))


@router.get("/suggestions/{suggestion}")
def suggestion(request: HttpRequest, suggestion: str = ID) -> HttpResponse:
    """One, with its photographs and every answer it was given."""
    return say(looking.detail(suggestion))


@router.post(
    "/suggestions/{suggestion}/answers",
    auth=roles("author", "approver"),
    openapi_extra=takes(Reply),
)
def answers(request: HttpRequest, suggestion: str = ID) -> HttpResponse:
    """Answer it, or correct the answer; the station it came from is told. 201 and how it stands."""
    answer(request.user.get_username(), suggestion, message(request, Reply))
    return say(looking.detail(suggestion), 201)


@router.get("/leaderboard")
def leaderboard(request: HttpRequest, month: str = Query("", max_length=20)) -> HttpResponse:
    """Who helped to improve, per team; this month, or another (YYYY-MM)."""
    return say(board.leaderboard(board.month_of(month)))


@router.get("/reading")
def reaches(request: HttpRequest) -> HttpResponse:
    """How many each revision in force has reached."""
    return say(reach.reaches())


@router.get("/reading/{release}")
def reached(
    request: HttpRequest, release: str = Path(..., pattern="^[0-9a-f]{64}$")
) -> HttpResponse:
    """Whom it has reached, by team, and which questions were not understood."""
    return say(reach.reach(release))
