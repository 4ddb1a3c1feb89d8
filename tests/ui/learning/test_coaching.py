"""Somebody who lacks a skill: what is missing is shown, a coach signs in and signs out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from kiosk.operations.skills import Held
from kiosk.operations.suggesting import Mine, Proposal
from kiosk.store import Person, Skill
from kiosk.store.hearing import Suggestion
from kiosk.ui.learning.mine import MineSheet
from kiosk.ui.learning.short import ShortSheet
from kiosk.ui.signing.sheet import SigningSheet
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.label import Label
from sop.procedure import Requirement, Section
from sop.wire.messages import News
from tests.ui.run.conftest import desk, execution, furnish, hands, station
from tests.ui.run.hands import Hands
from tests.ui.run.procedures import NOTE, PROCEDURE

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk

__all__ = ["desk", "execution", "hands", "station"]

JOB = replace(
    PROCEDURE,
    code="JOB-2",
    skills=[Requirement("torque", 2)],
    trainees="supervised",
    sections=[Section("all", {"zh": "全部", "en": "All"}, [NOTE])],
    contingencies=[],
)


@pytest.fixture
def job(hands: Hands, desk: Desk) -> str:
    """At home, with a job that asks for a skill only Zhao holds."""
    digest = desk.station.submit(lambda s: furnish(s, JOB)).result()
    zhao = Person(
        id="zhao", badge="B-3", names={"en": "Zhao"}, roles=("operator",),
        skills={"torque": Skill(3)},
    )  # fmt: skip
    desk.station.store.people.put(zhao)
    hands.shell.go("home")
    hands.qtbot.waitUntil(lambda: _home(hands).model.home is not None)
    return digest


def _home(hands: Hands) -> Any:
    return hands.shell.current


def _sheet(hands: Hands, kind: type[Any]) -> Any:
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, kind))
    hands.qtbot.waitUntil(hands.sheet.isVisible)
    return hands.sheet


def _says(widget: Any) -> list[str]:
    return [it.text() for it in widget.findChildren(Label) + widget.findChildren(Chip)]


def test_a_trainee_is_shown_what_is_missing_and_works_under_a_coach(
    hands: Hands, desk: Desk, job: str
) -> None:
    _home(hands).model.start_procedure(job)
    short = _sheet(hands, ShortSheet)
    assert {"torque", "not on record", "level 2 needed"} <= set(_says(short))
    hands.tap(short.coach)
    _sheet(hands, SigningSheet)
    hands.scan("B-3")
    hands.keys("284917")
    hands.button("Start supervised")
    hands.qtbot.waitUntil(lambda: hands.shell.current_name == "run")
    run = hands.screen.run
    hands.qtbot.waitUntil(lambda: run.view is not None and run.view.code == "JOB-2")
    assert hands.screen.coach.text() == "Supervised · Zhao"

    hands.button("Nothing to report")
    hands.primary("Record text")
    hands.primary("Done with this step")
    assert hands.says() == "Coach: sign"
    assert hands.screen.coach.isVisible()
    hands.primary("Coach: sign")
    hands.sign("B-3", "284917")
    hands.qtbot.waitUntil(lambda: run.view is not None and run.view.action.kind != "coach")
    assert "CoachSigned" in [it.kind for it in desk.station.store.events(run.execution)]


def test_who_may_not_coach_is_told_so_and_another_badge_may_be_tried(
    hands: Hands, job: str
) -> None:
    _home(hands).model.start_procedure(job)
    hands.tap(_sheet(hands, ShortSheet).coach)
    sheet = _sheet(hands, SigningSheet)
    hands.scan("B-2")
    hands.keys("284917")
    hands.button("Start supervised")
    hands.qtbot.waitUntil(lambda: sheet._problem.isVisible())
    assert "Wang" in sheet._problem.text()
    assert hands.shell.current_name == "home"


def test_where_no_coach_helps_none_is_offered(hands: Hands, desk: Desk, job: str) -> None:
    strict = replace(JOB, code="JOB-3", trainees="block")
    digest = desk.station.submit(lambda s: furnish(s, strict)).result()
    _home(hands).model.start_procedure(digest)
    short = _sheet(hands, ShortSheet)
    assert not short.coach.isVisible()
    assert any("team lead" in it for it in _says(short))


def test_the_answers_of_the_hub_stand_beside_what_was_proposed(hands: Hands) -> None:
    made = Suggestion(
        id="s-1", person="li", at="2026-11-20T08:00:00+00:00", code="FLG-01", revision="B",
        step='{"en":"Tighten the bolts"}', text="Lamp on the left", photos=1,
    )  # fmt: skip
    answer = News(
        number=1, kind="suggestion", about="s-1", at="…", status="adopted", text="Hung there",
        owner="PE", revision="C", points=20,
    )  # fmt: skip
    work = News(number=2, kind="work_order", about="x", at="…", status="open", owner="QM", due="…")
    held = (Held("torque", 2, None, None, 7),)
    mine = Mine((Proposal(made, answer), Proposal(made)), 20, (work,))
    sheet = MineSheet(hands.shell.context, held, mine)
    hands.shell.show_sheet(sheet)
    hands.qtbot.waitUntil(lambda: "waiting for an answer" in _says(sheet))
    said = _says(sheet)
    assert "adopted · revision C · +20 points" in said
    assert {"PE: Hung there", "Lamp on the left", "My suggestions · 20 points"} <= set(said)
    assert {"torque · level 2", "7 done in the last 90 days"} <= set(said)
    assert {"Corrective work", "owner QM · due …", "open"} <= set(said)
