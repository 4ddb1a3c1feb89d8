"""Ahead of the day a start would be refused, the home screen says so; and the way to one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kiosk.operations.signing import sign_in
from kiosk.operations.suggesting import suggest, take_news
from kiosk.store import Person, Skill
from kiosk.ui.learning.mine import MineSheet
from kiosk.ui.widgets.label import Label
from sop.wire.messages import News
from tests.ui.run.conftest import desk, execution, hands, station

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk
    from tests.ui.run.hands import Hands

__all__ = ["desk", "execution", "hands", "station"]


def _with_skills(desk: Desk, **days: int) -> None:
    """Li's skills, each with the days left until it expires."""
    today = desk.station.clock.now().date()
    skills = {name: Skill(2, today + timedelta(days=left)) for name, left in days.items()}
    li = Person(id="li", badge="B-1", names={"en": "Li"}, skills=skills)
    desk.station.store.people.put(li)
    desk.station.submit(sign_in, "B-1").result()


def _home(hands: Hands) -> Any:
    hands.shell.go("home")
    home: Any = hands.shell.current
    hands.qtbot.waitUntil(lambda: home.model.home is not None)
    return home


def test_a_skill_that_runs_out_is_told_and_others_are_not(hands: Hands, desk: Desk) -> None:
    _with_skills(desk, torque=12, smt=200, esd=-1, weld=0)
    home = _home(hands)
    hands.qtbot.waitUntil(lambda: home._skills.isVisible())
    said = "Skills running out: esd has expired, weld today, torque in 12 days"
    assert home._skills.text() == said


def test_with_nothing_running_out_nothing_is_said(hands: Hands, desk: Desk) -> None:
    _with_skills(desk, smt=200)
    home = _home(hands)
    hands.qtbot.waitUntil(lambda: hands.shell.context.desk.quiet)
    assert not home._skills.isVisible()


def test_one_tap_leads_to_what_is_ones_own(hands: Hands, desk: Desk) -> None:
    _with_skills(desk, smt=200)
    hands.tap(_home(hands)._mine)
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, MineSheet))
    assert hands.sheet.title.text() == "Li: skills and suggestions"  # type: ignore[attr-defined]


def _answer(desk: Desk, made: str, number: int = 7) -> None:
    news = News(number=number, kind="suggestion", about=made, at="…", status="accepted",
                text="Good", due="2026-12-24T15:59:00Z", points=5)  # fmt: skip
    desk.station.submit(take_news, [news]).result()


def test_an_answer_is_told_on_the_home_screen_until_it_was_read(
    hands: Hands, desk: Desk, execution: str
) -> None:
    made = desk.station.submit(suggest, execution, None, "Left").result()
    home = _home(hands)
    hands.qtbot.waitUntil(lambda: desk.quiet)
    assert not home._answers.isVisible()

    _answer(desk, made)
    hands.qtbot.waitUntil(lambda: home._answers.isVisible())
    assert home._answers.text() == "New answers to your suggestions: 1. Tap here to read."
    hands.tap(home._answers)
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, MineSheet))
    said = [it.text() for it in hands.shell.sheet.findChildren(Label)]
    assert "My suggestions · 5 points" in said
    assert any("2026-12-24" in it for it in said)

    hands.shell.close_sheet()
    hands.qtbot.waitUntil(lambda: not home._answers.isVisible())
