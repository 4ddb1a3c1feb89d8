"""The audit trail of the hub, filtered, and to take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hub.access import for_people
from hub.people import trail
from hub.people.models import Audit

PAGE = 200
_FORMS = {
    "csv": (trail.as_csv, "text/csv; charset=utf-8"),
    "json": (trail.as_json, "application/x-ndjson"),
}


@for_people
@require_GET
@never_cache
def audit(request: Any) -> HttpResponse | StreamingHttpResponse:
    """Every change at the hub: who, what, old → new, why, when, where. `form=csv` or `json`: all
    that fits the filter, as a file."""
    asked = trail.asked_in(request.GET)
    found = trail.entries(asked)
    form = request.GET.get("form", "")
    if form in _FORMS:
        write, kind = _FORMS[form]
        answer = StreamingHttpResponse(write(found.iterator(chunk_size=1000)), content_type=kind)
        answer["Content-Disposition"] = f'attachment; filename="audit.{form}"'
        return answer
    rows = found[:PAGE]
    kinds = sorted(Audit.objects.order_by().values_list("what", flat=True).distinct())
    told = {
        "here": "audit",
        "rows": [{"entry": it, **trail.told(it)} for it in rows],
        "is_full": len(rows) == PAGE,
        "filter": asked,
        "kinds": kinds,
    }
    return render(request, "pages/audit.html", told)
