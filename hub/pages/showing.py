"""How a page is answered: whole, or for htmx only the part of it that renews itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpResponse


def page(request: Any, name: str, what: dict[str, Any], status: int = 200) -> HttpResponse:
    part = "pages/parts/" if request.htmx else "pages/"
    return render(request, f"{part}{name}.html", {**what, "here": name}, status=status)
