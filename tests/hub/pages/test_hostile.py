"""Whatever is written into an address or a form of the pages, they answer and do not fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from hub.access import make_groups
from tests.hub.databases import database

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["database"]
ODD = ("%00", "a%00b", "%ff%fe", "%ED%A0%80", "a" * 5000, "..%2f..", "%0d%0aX:1", "%F0%9F%98%80",
       "'%22%3B--", "%25s", "%1d", "10AB%1d21")  # fmt: skip
PLACES = ("/search?q={0}", "/executions/{0}", "/photographs/{0}", "/{0}", "/login?next={0}",
          "/suggestions/{0}", "/suggestions?status={0}", "/leaderboard?month={0}",
          "/reading/{0}")  # fmt: skip


@pytest.fixture
def viewer(database: str, hub: Path) -> Client:
    make_groups()
    user = User.objects.create_user("viewer")
    user.groups.set(Group.objects.filter(name="viewer"))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.parametrize("odd", ODD)
def test_no_address_makes_a_page_fail(viewer: Client, odd: str) -> None:
    answers = {place: viewer.get(place.format(odd)).status_code for place in PLACES}

    assert [place for place, status in answers.items() if status >= 500] == []


@pytest.mark.parametrize("odd", ["\0", "\ud800", "x" * 200_000, "<script>"])
def test_no_form_makes_a_page_fail(viewer: Client, odd: str) -> None:
    said = {"username": odd, "password": odd, "next": odd, "language": odd, odd[:50]: odd}
    body = "&".join(f"{name}={value}" for name, value in said.items()).encode("utf-8", "replace")
    form = "application/x-www-form-urlencoded"

    assert viewer.post("/login", body, form).status_code < 500
    assert viewer.post("/language", body, form).status_code < 500


def test_a_separator_at_the_end_of_a_code_is_part_of_it(viewer: Client) -> None:
    assert "10AB␝" in viewer.get("/search?q=10AB%1d").content.decode("utf-8")
