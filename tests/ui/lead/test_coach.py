"""A trainee's run through the window: asked for a photograph, and ended only when the coach has
signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.operations.running import add_photo
from kiosk.operations.signing import identify, sign_in
from kiosk.store import Person as Known
from kiosk.store import Skill
from kiosk.ui.preferences import Preferences
from kiosk.ui.shell.eyes import Eyes
from kiosk.ui.shell.window import Shell
from sop import procedure as p
from sop.commands import Start
from sop.execution import SPOT_PHOTO
from tests.ui.run.conftest import ORDER, furnish
from tests.ui.run.hands import Hands
from tests.ui.run.procedures import both

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.operations.station import Outcome, Station
    from kiosk.ui.desk import Desk

TAUGHT = p.Procedure(
    format=1,
    code="TEACH-01",
    revision="A",
    languages=["zh", "en"],
    title=both("带教作业", "Taught job"),
    owner="ENG",
    effective="2020-01-01",
    skills=[p.Requirement("torque", 2)],
    trainees="supervised",
    sections=[
        p.Section(
            "all",
            both("全部", "All"),
            [p.Step(id="fit", title=both("装配", "Fit"), control="critical", photo_rate=1)],
        )
    ],
)


def _begin(station: Station, release: str) -> Outcome:
    """As the starting of a supervised run does, the coach authenticated before."""
    command = Start(
        **station.stamp(),
        execution="taught-1",
        release=release,
        station=station.name,
        work_order=ORDER,
        coach=identify(station, "B-3"),
    )
    return station.begin(station.release(release).procedure, command, "taught-1")


@pytest.fixture
def taught(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Hands:
    station = desk.station
    release = furnish(station, TAUGHT)
    coach = station.store.people.get("zhao")
    assert isinstance(coach, Known)
    able = {"torque": Skill(level=4)}
    names = {"en": "Zhao"}
    station.store.people.put(
        Known(id="zhao", badge="B-3", names=names, roles=coach.roles, skills=able)
    )
    station.submit(sign_in, "B-1").result()
    assert station.submit(_begin, release).result().refusal is None
    preferences = Preferences(tmp_path / "preferences.json")
    preferences["language"] = "en"
    preferences["volume"] = 0.0
    shell = Shell(desk, Eyes(), preferences)
    shell.resize(1920, 1080)
    qtbot.addWidget(shell)
    shell.show()
    shell.go("run", execution="taught-1")
    hands = Hands(shell, qtbot)
    qtbot.waitUntil(lambda: hands.screen.run.view is not None)
    return hands


def test_the_photograph_stands_among_the_checks_and_the_coach_signs_at_the_end(
    taught: Hands,
) -> None:
    run = taught.screen.run
    assert run.view is not None
    assert run.view.step is not None
    assert [check.title for check in run.view.step.checks] == ["Spot photograph"]
    run.ask(add_photo, "fit", SPOT_PHOTO, b"\xff\xd8\xff a photograph")
    taught.settle()
    taught.primary("Done with this step")
    taught.qtbot.waitUntil(lambda: taught.says() == "Coach: sign")
    assert "Zhao, who coached" in taught.screen.card.notice._text.text()
    taught.primary()
    taught.sign("B-3", "284917")
    taught.qtbot.waitUntil(lambda: taught.says() == "Finish the run")
    taught.primary()
    taught.qtbot.waitUntil(lambda: taught.shell.current_name == "finish")
    kinds = [it.kind for it in taught.shell.context.desk.station.store.events("taught-1")]
    assert kinds[-2:] == ["CoachSigned", "ExecutionCompleted"]


def test_nobody_but_a_coach_signs_as_one(taught: Hands) -> None:
    taught.screen.run.ask(add_photo, "fit", SPOT_PHOTO, b"\xff\xd8\xff a photograph")
    taught.settle()
    taught.primary()
    taught.qtbot.waitUntil(lambda: taught.says() == "Coach: sign")
    taught.primary()
    taught.scan("B-2")
    taught.keys("284917")
    taught.button("Sign")
    taught.qtbot.waitUntil(lambda: taught.signing._problem.isVisible())
    assert "does not hold the skills" in taught.signing._problem.text()
