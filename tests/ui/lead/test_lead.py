"""From the call to the disposition through the real window: two taps, a hold, a stop, a scrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.operations import exceptions as x
from kiosk.operations.signing import sign_in
from kiosk.store import Draft
from kiosk.ui.home.screen import HomeScreen
from kiosk.ui.lead.details import effect_of
from kiosk.ui.lead.order import OrderSheet
from kiosk.ui.lead.screen import LeadScreen
from kiosk.ui.run.sheets.listing import PickSheet
from sop import events as e
from sop.execution import open_steps
from tests.ui.run.hands import through_parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.operations.station import Station
    from tests.ui.run.hands import Hands


def _raise(hands: Hands, severity: str, category: str = "material") -> None:
    """One tap for the sheet, one for the category; in between, the severity."""
    hands.tap(hands.screen.bar.exception_button)
    sheet = hands.sheet
    hands.tap(sheet.severity.segment(severity))  # type: ignore[attr-defined]
    hands.tap(sheet.tiles[category])  # type: ignore[attr-defined]
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    hands.settle()


def _lead(hands: Hands) -> LeadScreen:
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.current, LeadScreen))
    screen = hands.shell.current
    assert isinstance(screen, LeadScreen)
    hands.qtbot.waitUntil(lambda: bool(screen.details.buttons))
    return screen


def _tap(hands: Hands, screen: LeadScreen, key: str) -> None:
    def is_there() -> bool:
        found = screen.details.buttons.get(key)
        return found is not None and _seen(found)

    hands.qtbot.waitUntil(is_there)
    button = screen.details.buttons[key]
    screen.details.area.ensureWidgetVisible(button)
    _click(button)


def _seen(widget: QWidget) -> bool:
    return widget.isVisible() and widget.width() > 0


def _click(widget: QWidget) -> None:
    assert _seen(widget)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def _authorise(hands: Hands, phrase: str, badge: str = "B-3", pin: str = "284917") -> None:
    hands.button(phrase)
    hands.button("Go on")
    hands.scan(badge)
    hands.keys(pin)
    hands.button("Authorise")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)


def _events(hands: Hands, execution: str) -> list[e.Event]:
    store = hands.shell.context.desk.station.store
    return [msgspec.json.decode(it.data, type=e.Event) for it in store.events(execution)]


def test_two_taps_raise_a_minor_exception_and_the_work_goes_on(
    hands: Hands, execution: str
) -> None:
    hands.tap(hands.screen.bar.exception_button)
    hands.tap(hands.sheet.tiles["machine"])  # type: ignore[attr-defined]
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    hands.settle()
    raised = _events(hands, execution)[-1]
    assert isinstance(raised, e.ExceptionRaised)
    told = (raised.category, raised.step, raised.severity, raised.effect)
    assert told == ("machine", "parts", "minor", "continue")
    assert hands.says() == "I have read this"


def test_a_held_run_says_what_happened_and_is_reworked_by_the_lead(
    hands: Hands, execution: str
) -> None:
    through_parts(hands)
    _raise(hands, "major")
    assert hands.says() == "Team lead: decide"
    notice = hands.screen.card.notice
    assert notice.isVisible()
    assert notice._title.text() == "An exception holds this run"
    assert "Raised by Li at" in notice._text.text()
    hands.tap(hands.screen.bar.primary)
    screen = _lead(hands)
    _tap(hands, screen, "lead_answer")
    hands.scan("B-3")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    hands.qtbot.waitUntil(lambda: "lead_answer" not in screen.details.buttons)
    _tap(hands, screen, "dispose_rework")
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.sheet, PickSheet))
    hands.shell.sheet.picked.emit("parts")  # type: ignore[union-attr]
    _authorise(hands, "Material changed")
    hands.qtbot.waitUntil(lambda: not screen.model.desktop.exceptions)
    _tap(hands, screen, "lead_go_to_run")
    hands.qtbot.waitUntil(lambda: hands.screen.run.view is not None)
    assert hands.screen.run.state is not None
    assert hands.screen.run.state.step_state("parts").visit == 2
    assert hands.says() == "I have read this"
    kinds = [type(it).__name__ for it in _events(hands, execution)]
    assert kinds[-4:] == ["ExceptionAnswered", "ExceptionDisposed", "WentBack", "StepEntered"]


def test_a_stop_from_the_home_screen_stops_the_run_until_it_is_disposed_of(
    hands: Hands, execution: str
) -> None:
    station = hands.shell.context.desk.station
    hands.shell.go("home")
    home = hands.shell.current
    assert isinstance(home, HomeScreen)
    _click(home._exception)
    sheet = hands.sheet
    _click(sheet.severity.segment("critical"))  # type: ignore[attr-defined]
    _click(sheet.tiles["machine"])  # type: ignore[attr-defined]
    hands.qtbot.waitUntil(lambda: bool(station.ruling.stopped))
    hands.qtbot.waitUntil(lambda: "stopped this station" in home._open.text())
    assert home._lead.isHidden()  # Li is an operator
    hands.shell.go("run", execution=execution)
    hands.qtbot.waitUntil(lambda: hands.screen.run.view is not None)
    assert hands.says() == "See the exception"
    hands.tap(hands.screen.bar.primary)
    screen = _lead(hands)
    (row,) = [it for it in screen.model.desktop.exceptions if it.run is None]
    screen._pick_exception(row.exception)
    assert "dispose_scrap" not in screen.details.buttons
    _tap(hands, screen, "dispose_continue")
    _authorise(hands, "The cause is gone")
    hands.qtbot.waitUntil(lambda: not station.ruling.stopped)


def test_scrap_is_held_signed_and_ends_the_run(hands: Hands, execution: str) -> None:
    _raise(hands, "major")
    hands.tap(hands.screen.bar.primary)
    screen = _lead(hands)
    _tap(hands, screen, "dispose_scrap")
    assert hands.shell.sheet is None, "a tap scraps nothing"
    button = screen.details.buttons["dispose_scrap"]
    button.hold_ms = 50  # type: ignore[attr-defined]
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is not None)
    _authorise(hands, "Beyond repair")
    station = hands.shell.context.desk.station
    hands.qtbot.waitUntil(lambda: station.state(execution).status == "aborted")
    assert station.state(execution).reason == e.SCRAPPED


def test_somebody_who_is_no_lead_disposes_of_nothing_and_is_told_why(
    hands: Hands, execution: str
) -> None:
    _raise(hands, "major")
    before = len(_events(hands, execution))
    hands.tap(hands.screen.bar.primary)
    screen = _lead(hands)
    _tap(hands, screen, "dispose_continue")
    hands.button("The cause is gone")
    hands.button("Go on")
    hands.scan("B-2")
    hands.keys("284917")
    hands.button("Authorise")
    hands.qtbot.waitUntil(lambda: hands.signing._problem.isVisible())
    assert "team_lead" in hands.signing._problem.text()
    assert len(_events(hands, execution)) == before


def test_flexible_steps_move_by_finger_and_critical_ones_do_not_pass_one_another(
    hands: Hands, execution: str
) -> None:
    hands.screen.ways.lead()
    screen = _lead(hands)
    _tap(hands, screen, "lead_order")
    sheet = hands.sheet
    assert isinstance(sheet, OrderSheet)
    assert not sheet.rows["torque"].up.isEnabled()
    assert not sheet.sign.isEnabled()
    hands.qtbot.waitUntil(lambda: _seen(sheet.rows["note"].up))
    _click(sheet.rows["note"].up)
    assert sheet.steps == ["parts", "note", "torque", "proof"]
    _click(sheet.sign)
    _authorise(hands, "Waiting for equipment")
    station = hands.shell.context.desk.station
    wanted = ("parts", "note", "torque", "proof")
    hands.qtbot.waitUntil(lambda: open_steps(station.state(execution)) == wanted)
    adjusted = _events(hands, execution)[-1]
    assert isinstance(adjusted, e.OrderAdjusted)
    assert (adjusted.lead.id, adjusted.reason) == ("zhao", "Waiting for equipment")


def test_the_lead_assigns_the_run_to_another_badge(hands: Hands, execution: str) -> None:
    hands.screen.ways.lead()
    screen = _lead(hands)
    _tap(hands, screen, "lead_reassign")
    hands.scan("B-2")
    _authorise(hands, "Shift change")
    station = hands.shell.context.desk.station
    hands.qtbot.waitUntil(lambda: station.state(execution).operator.id == "wang")  # type: ignore[union-attr]
    handed = _events(hands, execution)[-1]
    assert isinstance(handed, e.HandedOver)
    assert handed.lead is not None
    assert (handed.lead.id, handed.reason) == ("zhao", "Shift change")


def test_a_note_to_an_exception_names_the_lead_who_wrote_it(hands: Hands, execution: str) -> None:
    _raise(hands, "major")
    station = hands.shell.context.desk.station
    station.submit(sign_in, "B-3").result()
    hands.screen.ways.lead()
    screen = _lead(hands)
    _tap(hands, screen, "lead_note")
    hands.button("Material set apart")
    hands.button("Confirm")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    noted = _events(hands, execution)[-1]
    assert isinstance(noted, e.NoteAdded)
    assert (noted.note, noted.exception is not None) == ("Material set apart", True)
    assert noted.lead is not None
    assert noted.lead.id == "zhao"


def test_the_lead_screen_is_offered_to_leads_only(hands: Hands, execution: str) -> None:
    assert hands.screen.lead.isHidden()
    hands.shell.context.desk.station.submit(sign_in, "B-3").result()
    hands.shell.go("run", execution=execution)
    assert not hands.screen.lead.isHidden()


def test_the_sheet_tells_what_a_severity_does_by_the_rule_of_the_step(hands: Hands) -> None:
    hands.tap(hands.screen.bar.exception_button)
    sheet = hands.sheet
    assert sheet._effect.text().endswith("goes on.")  # type: ignore[attr-defined]
    _click(sheet.severity.segment("critical"))  # type: ignore[attr-defined]
    assert "whole station stops" in sheet._effect.text()  # type: ignore[attr-defined]


def test_an_exception_answered_elsewhere_is_seen_here_at_once(hands: Hands, execution: str) -> None:
    _raise(hands, "major")
    station = hands.shell.context.desk.station
    (found,) = x.open_exceptions(station)
    person = x.identify(station, "B-2")
    station.submit(x.answer_exception, found.exception, person, "B02").result()
    hands.qtbot.waitUntil(lambda: "Wang answered at" in hands.screen.card.notice._text.text())


def test_a_lead_who_comes_to_a_held_run_is_not_asked_to_take_it_over(
    hands: Hands, execution: str
) -> None:
    _raise(hands, "major")
    hands.shell.context.desk.station.submit(sign_in, "B-3").result()
    hands.shell.go("run", execution=execution)
    hands.qtbot.waitUntil(lambda: hands.says() == "Team lead: decide")


def test_a_step_that_a_failed_check_blocked_is_freed_from_the_leads_view(
    hands: Hands, execution: str
) -> None:
    """The procedure's rule raised the exception; one word disposes of it and frees the step."""
    station = hands.shell.context.desk.station
    state = station.state(execution)
    failed = {"at": state.latest_at, "by": "li", "step": "parts", "check": "gasket"}
    raised = e.ExceptionRaised(
        at=state.latest_at, by="li", exception="x", category="material", step="parts",
        automatic=True,
    )  # fmt: skip
    blocked = e.StepBlocked(**failed)
    station.submit(_record, execution, (raised, blocked)).result()
    hands.shell.go("lead", execution=execution)
    screen = _lead(hands)
    (found,) = screen.model.desktop.exceptions
    word = effect_of(found, screen.model.state(execution), "en")[0]
    assert word == "step blocked"
    _tap(hands, screen, "dispose_continue")
    _authorise(hands, "The cause is gone")
    hands.qtbot.waitUntil(lambda: not screen.model.desktop.exceptions)
    assert station.state(execution).step_state("parts").blocked_by is None


def _record(station: Station, execution: str, events: tuple[e.Event, ...]) -> None:
    """What an earlier moment left behind."""
    drafts = [
        Draft(
            kind=type(it).__name__,
            data=msgspec.json.encode(it),
            execution=execution,
            actor=it.by,
        )
        for it in events
    ]
    station.store.append(drafts)
    station._states.clear()


def test_the_row_whose_details_are_shown_is_marked(hands: Hands) -> None:
    _raise(hands, "minor", "machine")
    _raise(hands, "minor", "material")
    hands.shell.go("lead")
    screen = _lead(hands)
    hands.qtbot.waitUntil(lambda: len(screen._rows) > 2)
    hands.qtbot.waitUntil(lambda: all(map(_seen, screen._rows.values())))
    rows = screen._rows
    first, second, run = rows
    assert [name for name, row in rows.items() if row.isChecked()] == [first]
    for chosen in (second, run, run, first):
        _click(rows[chosen])
        assert [name for name, row in rows.items() if row.isChecked()] == [chosen]
