"""A suggestion in a few taps from the run, with the step's own phrases and a photograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kiosk.operations.running import start_execution
from kiosk.ui.suggestion.sheet import SuggestionSheet
from kiosk.ui.widgets.rows import ListRow
from sop.procedure import Section
from sop.station_events import SuggestionMade
from tests.ui.run.conftest import ORDER, desk, execution, furnish, hands, station
from tests.ui.run.hands import Hands, StillCamera, through_parts
from tests.ui.run.procedures import PARTS, PROCEDURE

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk

__all__ = ["desk", "execution", "hands", "station"]


def _open(hands: Hands) -> SuggestionSheet:
    hands.tap(hands.screen.bar.more_button)
    row = hands.sheet.findChild(ListRow, "more_suggest")
    assert row is not None
    hands.tap(row)
    sheet = hands.sheet
    assert isinstance(sheet, SuggestionSheet)
    hands.qtbot.waitUntil(sheet.words.isVisible)
    return sheet


def _made(desk: Desk) -> list[SuggestionMade]:
    tail = desk.station.store.tail(0, 500)
    return [
        msgspec.json.decode(it.data, type=SuggestionMade)
        for it in tail
        if it.kind == "SuggestionMade"
    ]


def test_two_taps_and_a_phrase_make_a_suggestion_on_the_step_in_hand(
    hands: Hands, desk: Desk, execution: str
) -> None:
    sheet = _open(hands)
    assert not sheet.send.isEnabled()
    hands.button("This is not safe enough")
    hands.tap(sheet.send)
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    (made,) = _made(desk)
    assert (made.step, made.text, made.person.id) == ("parts", "This is not safe enough", "li")
    assert (made.code, made.revision, made.execution) == ("FLG-01", "B", execution)


def test_a_photograph_goes_with_it_and_is_on_disk(hands: Hands, desk: Desk) -> None:
    hands.shell.context.eyes.open(StillCamera())
    scanner = hands.shell.context.eyes.scanner
    assert scanner is not None
    sheet = _open(hands)
    hands.tap(sheet.shooting.button)
    hands.qtbot.waitUntil(lambda: scanner.is_live)
    hands.qtbot.waitUntil(lambda: scanner.grab() is not None)
    hands.tap(sheet.shooting.button)
    hands.button("This is not safe enough")
    hands.tap(sheet.send)
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    (made,) = _made(desk)
    assert [desk.station.store.blobs.is_intact(it) for it in made.photos] == [True]


def test_the_steps_own_phrases_come_first(hands: Hands, desk: Desk) -> None:
    own = replace(PARTS, warnings=[], phrases=[{"zh": "箱子太高", "en": "The box stands too high"}])
    sections = [Section("all", {"zh": "全部", "en": "All"}, [own])]
    job = replace(PROCEDURE, code="JOB-2", sections=sections)
    digest = desk.station.submit(lambda s: furnish(s, job)).result()
    run = desk.station.submit(start_execution, digest, ORDER).result().state.execution
    hands.shell.go("run", execution=run)
    hands.qtbot.waitUntil(lambda: hands.screen.run.view is not None)
    hands.qtbot.waitUntil(
        lambda: hands.screen.run.execution == run and not hands.screen.run.waiting
    )
    hands.qtbot.waitUntil(
        lambda: hands.screen.run.state is not None and hands.screen.run.state.execution == run
    )
    _open(hands)
    hands.button("The box stands too high")
    sheet = hands.sheet
    assert isinstance(sheet, SuggestionSheet)
    assert sheet.words.text == "The box stands too high"


def test_a_step_that_is_done_can_be_read_and_suggested_on(hands: Hands, desk: Desk) -> None:
    through_parts(hands)
    hands.screen.ways.last_done()
    hands.button("Suggest")
    sheet = hands.sheet
    assert isinstance(sheet, SuggestionSheet)
    hands.qtbot.waitUntil(sheet.words.isVisible)
    hands.button("Words or picture are hard to follow")
    hands.tap(sheet.send)
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    assert [it.step for it in _made(desk)] == ["parts"]
