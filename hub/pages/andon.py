"""The board of calls: who needs help now, on a wall or on a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hub.access import for_people
from hub.andon import looking
from hub.pages.showing import page
from hub.pages.titles import procedure_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@for_people
@require_GET
@never_cache
def calls(request: HttpRequest) -> HttpResponse:
    told = looking.board()
    rows = [{"it": it, "procedure": procedure_of(it.release)} for it in told.open]
    over = [{"it": it, "procedure": procedure_of(it.release)} for it in told.over]
    return page(request, "calls", {"rows": rows, "over": over, "figures": told.figures})


@for_people
@require_GET
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """The mark beside the menu's word, on every page: how many calls nobody comes to."""
    return render(request, "pages/parts/waiting.html", {"waiting": looking.waiting()})
