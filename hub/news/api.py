"""`/news`: what a station's people would like to hear. Protocol, 5."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hub.access import device_auth
from hub.bodies import say
from hub.news.telling import after as told_after

router = Router(auth=device_auth, tags=["news"])


@router.get("/news")
def news(request: HttpRequest, after: int = Query(0, ge=0, le=1 << 53)) -> HttpResponse:
    """For the device that asks, in the order of their numbers."""
    return say(told_after(request.auth, after))
