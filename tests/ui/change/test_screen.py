"""A revision takes over, or is withdrawn, while somebody works: through the screens alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from kiosk.operations.governing import in_force
from kiosk.ui.change.screen import ChangeScreen
from kiosk.ui.home.tiles import WithdrawnTile
from kiosk.ui.run.revising import banner_of
from sop.release import Release
from tests.operations.revisions import LONG_AGO, assign, assigned, take
from tests.ui.run.conftest import desk, execution, hands, station
from tests.ui.run.hands import Hands

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk

__all__ = ["desk", "execution", "hands", "station"]


def _takes_over(desk: Desk, running: str) -> str:
    """Revision C with another first step and another second one, in force at once."""
    station = desk.station
    known = station.release(in_force(station)[0].digest)
    section, *others = known.procedure.sections
    steps = [
        replace(step, title={"zh": f"新 {step.id}", "en": f"New {step.id}"})
        for step in section.steps[:2]
    ]
    section = replace(section, steps=[*steps, *section.steps[2:]])
    newer = Release(
        replace(known.procedure, revision="C", sections=[section, *others]), known.media
    )
    station.submit(take, newer, LONG_AGO, running=running).result()
    station.submit(assign, assigned(newer, LONG_AGO)).result()
    return newer.digest


def _in_the_middle_of_a_step(hands: Hands) -> None:
    hands.primary("I have read this")
    hands.scan("GSK-80")


def _to_the_end_of_the_step(hands: Hands) -> None:
    hands.tile("Gloves on")
    hands.tile("Surface clean")
    hands.primary("Done, next step")


def _banner(hands: Hands) -> str:
    view = hands.screen.run.view
    assert view is not None
    said = banner_of(view, "en")
    assert (said[0] if said else "") == hands.screen.revising.text()
    return hands.screen.revising.text()


def _changes(hands: Hands) -> ChangeScreen:
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.current, ChangeScreen))
    screen: Any = hands.shell.current
    hands.qtbot.waitUntil(lambda: screen.page.isVisible())
    return screen


def _go_on(hands: Hands, screen: ChangeScreen, says: str) -> None:
    assert screen.primary.text() == says
    hands.tap(screen.primary)


def _tiles(hands: Hands) -> list[WithdrawnTile]:
    return hands.shell.findChildren(WithdrawnTile)


def test_a_unit_in_hand_is_finished_under_its_own_revision(hands: Hands, desk: Desk) -> None:
    _in_the_middle_of_a_step(hands)
    _takes_over(desk, "finish")
    hands.qtbot.waitUntil(lambda: "finished under" in _banner(hands))
    _to_the_end_of_the_step(hands)
    assert hands.screen.run.view is not None
    assert hands.screen.run.view.step is not None
    assert hands.screen.run.view.step.title == "Tighten the bolts"


def test_restart_reads_every_change_and_begins_the_same_unit_anew(hands: Hands, desk: Desk) -> None:
    _in_the_middle_of_a_step(hands)
    newer = _takes_over(desk, "restart")
    before = hands.screen.run.execution
    _to_the_end_of_the_step(hands)
    hands.primary("Begin anew under C")

    screen = _changes(hands)
    _go_on(hands, screen, "Next change")
    _go_on(hands, screen, "I have read it: begin")
    hands.qtbot.waitUntil(lambda: hands.shell.current_name == "run")
    run = hands.screen.run
    hands.qtbot.waitUntil(lambda: run.view is not None and run.execution != before)

    old, new = desk.station.state(before), desk.station.state(run.execution)
    assert (old.status, new.release, new.unit) == ("aborted", newer, old.unit)
    told = [event.kind for event in desk.station.store.tail(0, 1000)]
    assert told.index("ChangesAcknowledged") < len(told) - told[::-1].index("ExecutionStarted")


def test_changes_half_read_are_not_read(hands: Hands, desk: Desk) -> None:
    _in_the_middle_of_a_step(hands)
    _takes_over(desk, "restart")
    before = hands.screen.run.execution
    _to_the_end_of_the_step(hands)
    hands.primary("Begin anew under C")
    screen = _changes(hands)
    _go_on(hands, screen, "Next change")
    hands.tap(screen.head._arrow)
    hands.qtbot.waitUntil(lambda: hands.shell.current_name == "run")

    assert desk.station.state(before).status == "running"
    assert "ChangesAcknowledged" not in [it.kind for it in desk.station.store.tail(0, 1000)]
    hands.qtbot.waitUntil(lambda: hands.screen.run.view is not None)
    hands.primary("Begin anew under C")
    assert _changes(hands).primary.text() == "Next change", "from the first one again"


def test_a_withdrawal_stops_the_run_after_its_step_until_a_team_lead_signs(
    hands: Hands, desk: Desk
) -> None:
    _in_the_middle_of_a_step(hands)
    station = desk.station
    gone = in_force(station)[0].digest
    station.submit(lambda s: assign(s, gone=(gone,), severity="stop")).result()
    hands.qtbot.waitUntil(lambda: "wrong torque" in _banner(hands))
    _to_the_end_of_the_step(hands)
    assert hands.screen.card.notice._title.text() == "Stop: revision B is withdrawn"
    hands.primary("Team lead: let it go on")
    hands.button("Confirmed on the spot")
    hands.button("Go on")
    hands.sign("B-3", "284917", "Authorise")
    hands.qtbot.waitUntil(lambda: "a team lead signed" in _banner(hands))
    told = [it.kind for it in station.store.tail(0, 1000) if it.execution is not None]
    assert told[-2:] == ["ExecutionHalted", "HaltLifted"]


def test_a_withdrawn_procedure_is_told_at_home_and_not_begun(hands: Hands, desk: Desk) -> None:
    station = desk.station
    gone = in_force(station)[0].digest
    station.submit(lambda s: assign(s, gone=(gone,), severity="stop")).result()
    hands.shell.go("home")
    hands.qtbot.waitUntil(lambda: any(it.isVisible() for it in _tiles(hands)))
    hands.tap(next(it for it in _tiles(hands) if it.isVisible()))
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is not None)
    assert len(station.store.runs(("running", "paused"))) == 1
