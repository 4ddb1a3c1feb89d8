"""What came of what was reported: a lead reads it at the station, as the hub told it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.operations import exceptions as x
from kiosk.operations.signing import sign_in
from kiosk.operations.suggesting import take_news
from kiosk.ui.lead.screen import LeadScreen
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.rows import ListRow
from sop.wire.messages import News

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from tests.ui.run.hands import Hands

SUBJECT = {"zh": "料 · 严重 · 垫片", "en": "Material · major · Gasket"}


def told(station: Station, about: str, hours: float = 24, **more: Any) -> None:
    """The hub tells of that exception's order, due in so many hours."""
    now = station.clock.now()
    news = News(
        number=station.store.news.latest() + 1, kind="work_order", about=about,
        at=now.isoformat(), due=(now + timedelta(hours=hours)).isoformat(),
        **({"status": "open", "owner": "PE-Powertrain", "subject": SUBJECT} | more),
    )  # fmt: skip
    take_news(station, [news])


def heard(hands: Hands, about: str, hours: float = 24, **more: Any) -> None:
    hands.shell.context.desk.station.submit(told, about, hours, **more).result()


def reported(hands: Hands) -> str:
    """Of no run; open until somebody disposes of it."""

    def now(station: Station) -> str:
        sign_in(station, "B-3")
        return x.raise_exception(station, None, "material", note="scratched").exception

    return hands.shell.context.desk.station.submit(now).result()


def lead_view(hands: Hands, exception: str | None = None) -> LeadScreen:
    hands.shell.go("lead", exception=exception)
    screen = hands.shell.current
    assert isinstance(screen, LeadScreen)
    hands.settle()
    return screen


def chips(screen: LeadScreen) -> dict[str, str]:
    """What the chips of the one that is shown say, and in which tone."""
    return {it.text(): it._tone for it in screen.details.area.findChildren(Chip)}


def rows(screen: LeadScreen) -> list[str]:
    found = screen.list.findChildren(ListRow)
    return [it.accessibleName() for it in found if it.objectName().startswith("work_")]


def test_an_open_exception_says_what_came_of_it_so_far(hands: Hands) -> None:
    known = reported(hands)
    heard(hands, known)
    heard(hands, known, status="taken", owner="fang.lead", text="A new lot is on its way")
    screen = lead_view(hands, known)
    hands.qtbot.waitUntil(lambda: "in work" in chips(screen))
    assert chips(screen)["in work"] == "accent"
    assert "owner fang.lead" in chips(screen)
    said = [it.text() for it in screen.details.area.findChildren(Label)]
    assert "A new lot is on its way" in said


def test_what_is_overdue_warns_in_words_and_colour(hands: Hands) -> None:
    known = reported(hands)
    heard(hands, known, hours=-1)
    screen = lead_view(hands, known)
    hands.qtbot.waitUntil(lambda: "open, overdue" in chips(screen))
    assert chips(screen)["open, overdue"] == "attention"


def test_one_disposed_of_long_ago_can_still_be_asked_after(hands: Hands) -> None:
    heard(hands, "e-1", status="closed", owner="ye.author", text="New gaskets are in")
    screen = lead_view(hands)
    hands.qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    assert rows(screen) == ["Material · major · Gasket · ye.author · closed"]
    screen.list.findChild(ListRow, "work_e-1").click()
    assert chips(screen)["closed"] == "passed"
    said = [it.text() for it in screen.details.area.findChildren(Label)]
    assert {"Material · major · Gasket", "New gaskets are in"} <= set(said)


def test_news_that_come_in_show_without_a_tap_and_what_was_picked_stays(hands: Hands) -> None:
    heard(hands, "e-1")
    screen = lead_view(hands)
    hands.qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    screen._pick_past("e-1")
    heard(hands, "e-2", status="done")
    hands.qtbot.waitUntil(lambda: len(rows(screen)) == 2)
    heard(hands, "e-1", status="done")
    hands.qtbot.waitUntil(lambda: "done, to be closed" in chips(screen))


def test_it_is_told_in_chinese_too(hands: Hands) -> None:
    heard(hands, "e-1", hours=-1, owner="team_lead")
    screen = lead_view(hands)
    hands.qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    hands.shell.context.preferences["language"] = "zh"
    screen.retranslate()
    words = ("料 · 严重 · 垫片", "班组长", "逾期")
    hands.qtbot.waitUntil(lambda: all(word in rows(screen)[-1] for word in words))


@pytest.mark.parametrize("due", ["", "…", "2026-13-45", None])
def test_a_due_time_that_cannot_be_read_is_never_past(hands: Hands, due: str | None) -> None:
    from kiosk.ui.lead.work import is_overdue

    now = hands.shell.context.desk.station.clock.now()
    work = News(number=1, kind="work_order", about="x", at="…", status="open", due=due)
    assert not is_overdue(work, now)
