"""Every address × method × everybody who may ask: no wrong decision, and none that is not in
`table.txt`. A new address is refused here until somebody has written down who may ask it."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import URLResolver, get_resolver

from hub.api import api
from tests.hub.access.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
WITHOUT_ADDRESS = {"/api/v1/"}
"""The API's beginning, which only says so."""


def table() -> dict[tuple[str, str, str], dict[str, str]]:
    """By method, address and variant: what each caller gets."""
    text = Path(__file__).with_name("table.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    names = rows[0][3:]
    assert all(len(row) == len(rows[0]) for row in rows), "a cell is missing"
    return {(row[0], row[1], row[2]): dict(zip(names, row[3:], strict=True)) for row in rows[1:]}


TABLE = table()
KNOWN = {(method, place) for method, place, _ in TABLE}


@pytest.fixture
def scene(office: Path) -> Scene:
    return Scene()


def addresses(resolver: Any = None, before: str = "/") -> Iterator[str]:
    """Every one of Django's, as the API writes its own."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, here)
        else:
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", here)


def operations() -> set[tuple[str, str]]:
    """As the hub describes itself to others."""
    paths = api.get_openapi_schema()["paths"]
    return {(method.upper(), path) for path, said in paths.items() for method in said}


def decision(answer: Any) -> str:
    """Its status; `login` is the way to the sign-in."""
    is_redirect = answer.status_code == 302 and answer["Location"].startswith("/login")
    return "login" if is_redirect else str(answer.status_code)


def test_every_address_is_in_the_table() -> None:
    assert set(addresses()) - WITHOUT_ADDRESS == {place for _, place in KNOWN}


def test_every_operation_the_hub_tells_of_is_in_the_table() -> None:
    of_api = {it for it in KNOWN if it[1].startswith("/api/")}
    assert operations() == of_api - {("GET", "/api/v1/docs"), ("GET", "/api/v1/openapi.json")}


def test_everybody_gets_what_the_table_says_and_nothing_else(scene: Scene) -> None:
    assert {name for row in TABLE.values() for name in row} == set(scene.callers)
    wrong = [
        f"{' '.join(row)}: {caller} gets {told}, not {said}"
        for row, cells in TABLE.items()
        for caller, said in cells.items()
        if (told := decision(scene.ask(caller, *row))) != said
    ]
    assert wrong == []


def test_a_method_that_is_not_in_the_table_gives_nobody_anything(scene: Scene) -> None:
    """HEAD and OPTIONS of a page that is open to everybody say nothing of their own."""
    wrong = [
        (method, place, caller, answer.status_code)
        for place in sorted(set(addresses()))
        for method in METHODS
        if (method, place) not in KNOWN
        for caller in ("nobody", "A", "admin")
        if gives_something(answer := scene.ask(caller, method, place, "-"), method)
    ]
    assert wrong == []


def gives_something(answer: Any, method: str) -> bool:
    """Or fails."""
    is_empty = method in ("HEAD", "OPTIONS") and answer.whole == b""
    return answer.status_code >= 500 or (answer.status_code < 300 and not is_empty)


def test_every_refusal_of_the_api_is_a_problem_document(scene: Scene) -> None:
    for row, cells in TABLE.items():
        for caller, said in cells.items():
            if row[1].startswith("/api/") and said in ("401", "403", "404") and row[0] != "HEAD":
                answer = scene.ask(caller, *row)
                assert answer["Content-Type"] == "application/problem+json", (row, caller)
                assert answer.json()["status"] == int(said)


def test_what_a_station_is_told_is_its_own(scene: Scene) -> None:
    """The same address, another answer: B learns nothing of A there."""
    mine, others = (scene.ask(it, "GET", "/api/v1/assignment", "-").json() for it in "AB")
    assert device_in(mine) == str(scene.a.device.pk)
    assert device_in(others) == str(scene.b.device.pk)


def device_in(envelope: dict[str, str]) -> str:
    return str(json.loads(b64decode(envelope["payload"]))["device"])


def test_a_page_elsewhere_cannot_ask_in_somebodys_name(scene: Scene) -> None:
    """Without what our own pages send along every change is refused, to the administrator too."""
    admin = scene.callers["admin"]
    for method, place, variant in TABLE:
        if method == "POST" and TABLE[method, place, variant]["A"] in ("401", "login"):
            body, kind, _ = scene._said(method, place, variant, admin)
            path = scene.path(place, variant)
            told = admin(method, path, body, kind, {"X-CSRFToken": ""})
            assert told.status_code == 403, path
