"""The chapter of exceptions that hold and stop, and of the team lead who decides about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.exceptions import open_exceptions
from kiosk.tour.content import BOARD, CHEN_JING, PACKING
from kiosk.ui.lead.screen import LeadScreen

if TYPE_CHECKING:
    from kiosk.tour.crew import Crew
    from kiosk.tour.operator import Operator


def hold_and_stop(crew: Crew) -> None:
    """The run is held and goes on by the lead's word; with no run open the station stops."""
    worker = crew.resume(PACKING)
    crew.hands.tap(worker.screen.bar.exception_button)
    _call(crew, "major", "measurement", "exception-major")
    crew.hands.until(lambda: worker.view.action.kind == "held", "the run to be held")
    crew.photo.take_all("held")
    worker.press()
    _lead(crew)
    crew.photo.take_all("lead")
    screen = _lead(crew)  # other sizes made it anew
    _tap(crew, screen, "lead_answer")
    crew.sheet("the badge of who answers")
    crew.photo.take("lead-answer")
    worker.show_badge(crew.people[CHEN_JING])
    crew.hands.until(lambda: crew.app.shell.sheet is None, "the answer")
    _look_at_the_ways(crew, screen)
    _go_on(crew, screen, worker, "lead-dispose")
    crew.go_home()
    crew.tap_part("_exception")
    _call(crew, "critical", "machine", "exception-home")
    station = crew.app.desk.station
    crew.hands.until(lambda: bool(station.ruling.stopped), "the station to stop")
    crew.hands.rest(0.3)
    crew.photo.take_all("stopped")
    crew.app.shell.go("lead")
    while open_exceptions(station):
        _go_on(crew, _lead(crew), worker, "")
    assert not station.ruling.stopped
    crew.photo.take("lead-nothing-open")


def another_order(crew: Crew) -> None:
    """Material is late: the lead puts a flexible step first, for this run."""
    worker = crew.begin(BOARD)
    worker.to_step("board")
    crew.more(worker)
    crew.offer("more_lead")
    screen = _lead_of_run(crew)
    _tap(crew, screen, "lead_order")
    sheet = crew.sheet("the steps in their order")
    movable = next(row for row in sheet.rows.values() if row.up.isEnabled())
    crew.hands.tap(movable.up)
    crew.photo.take_all("lead-order")


def unfit_for_use(crew: Crew) -> None:
    """A unit is scrapped: held down, reason and signature; the run ends."""
    worker = crew.resume(BOARD)
    crew.hands.tap(worker.screen.bar.exception_button)
    _call(crew, "major", "material", "")
    crew.hands.until(lambda: worker.view.action.kind == "held", "the run to be held")
    worker.press()
    screen = _lead(crew)
    scrap = screen.details.buttons["dispose_scrap"]
    crew.hands.hold(scrap, lambda: crew.app.shell.sheet is not None, "the button to be held")
    _sign(crew, worker, "lead-scrap")
    crew.photo.take("scrapped")


def _call(crew: Crew, severity: str, category: str, shot: str) -> None:
    sheet = crew.sheet("the sheet for exceptions")
    crew.hands.tap(sheet.severity.segment(severity))
    if shot:
        crew.photo.take(shot)
    crew.hands.tap(sheet.tiles[category])
    crew.hands.until(lambda: crew.app.shell.sheet is None, "the exception")


def _lead(crew: Crew) -> LeadScreen:
    crew.hands.until(lambda: crew.app.shell.current_name == "lead", "the team lead's view")
    screen = crew.app.shell.current
    assert isinstance(screen, LeadScreen)
    crew.hands.until(lambda: "dispose_continue" in screen.details.buttons, "an open exception")
    crew.hands.rest(0.3)
    return screen


def _lead_of_run(crew: Crew) -> LeadScreen:
    crew.hands.until(lambda: crew.app.shell.current_name == "lead", "the team lead's view")
    screen = crew.app.shell.current
    assert isinstance(screen, LeadScreen)
    crew.hands.until(lambda: "lead_order" in screen.details.buttons, "the run")
    return screen


def _tap(crew: Crew, screen: LeadScreen, key: str) -> None:
    crew.hands.until(lambda: key in screen.details.buttons, f"{key} to be offered")
    crew.hands.rest(0.2)
    crew.hands.tap(screen.details.buttons[key])


def _look_at_the_ways(crew: Crew, screen: LeadScreen) -> None:
    """Each sheet is looked at and put away again."""
    crew.hands.until(lambda: "lead_answer" not in screen.details.buttons, "the answer to be seen")
    for key, shot in (
        ("dispose_rework", "lead-rework"),
        ("lead_note", "lead-note"),
        ("lead_reassign", "lead-reassign"),
        ("lead_order", "lead-order"),
    ):
        if key in screen.details.buttons:
            _tap(crew, screen, key)
            crew.sheet(shot)
            crew.photo.take(shot)
            crew.app.shell.close_sheet()


def _go_on(crew: Crew, screen: LeadScreen, worker: Operator, shot: str) -> None:
    """Reason, badge and PIN of the team lead."""
    _tap(crew, screen, "dispose_continue")
    _sign(crew, worker, shot)


def _sign(crew: Crew, worker: Operator, shot: str) -> None:
    sheet = crew.sheet("the sheet for the team lead")
    if shot:
        crew.photo.take(shot)
    crew.hands.tap(sheet._reason._phrases.itemAt(0).widget())
    crew.hands.tap(sheet._go)
    worker.show_badge(crew.people[CHEN_JING])
    worker.type_pin(crew.people[CHEN_JING])
    crew.hands.tap(sheet._go)
    crew.hands.until(lambda: crew.app.shell.sheet is None, "the disposition")
    crew.hands.rest(0.2)
