"""Calls for help, for boards and programs of the plant."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hub.access import roles
from hub.andon import looking
from hub.bodies import say

router = Router(auth=roles("viewer", "lead", "author", "approver"), tags=["andon"])


@router.get("/calls")
def calls(request: HttpRequest, lately: int = Query(20, ge=0, le=500)) -> HttpResponse:
    """Open calls, whoever waits first; the latest that are over; how soon help came lately."""
    return say(looking.board(lately))
