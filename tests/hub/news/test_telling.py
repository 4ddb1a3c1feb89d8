"""News: each station its own, in order, none missed."""

from __future__ import annotations

from typing import Any

import pytest

from hub.devices.identity import begin
from hub.news.models import Box, Piece
from hub.news.telling import PAGE, tell
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed


@pytest.fixture
def stations(hub: object) -> tuple[Stationed, Stationed]:
    begin()
    return Stationed("A-1"), Stationed("A-2")


def heard(one: Stationed, after: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = one.get(f"/news?after={after}").json()["news"]
    return found


def welcomed(one: Stationed) -> int:
    return int(one.contact(Journal(), station=one.device.station).json()["news"])


def test_a_station_hears_its_own_news_in_order_and_no_other(stations) -> None:
    a, b = stations
    told = [tell(a.device, "suggestion", f"s-{it}", status="accepted", points=5) for it in range(3)]
    tell(b.device, "work_order", "e-1", status="open", owner="Chen", due="2026-11-25")
    assert [it["about"] for it in heard(a)] == ["s-0", "s-1", "s-2"]
    assert heard(a)[0]["points"] == 5
    assert [it["about"] for it in heard(a, told[0].number)] == ["s-1", "s-2"]
    assert [it["owner"] for it in heard(b)] == ["Chen"]


def test_the_first_answer_of_a_session_tells_the_newest_number(stations) -> None:
    a, b = stations
    assert welcomed(a) == 0
    number = tell(a.device, "suggestion", "s-1").number
    assert (welcomed(a), welcomed(b)) == (number, 0)


def test_a_restored_hub_goes_on_above_what_it_told(stations) -> None:
    a, _ = stations
    before = tell(a.device, "suggestion", "s-1").number
    Piece.objects.all().delete()
    Box.objects.all().delete()  # a backup of before
    assert tell(a.device, "suggestion", "s-2").number > before


def test_a_long_absence_is_told_page_by_page(stations) -> None:
    a, _ = stations
    for it in range(PAGE + 3):
        tell(a.device, "suggestion", f"s-{it}")
    first = heard(a)
    rest = heard(a, first[-1]["number"])
    assert (len(first), len(rest)) == (PAGE, 3)
