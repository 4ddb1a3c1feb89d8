"""A sheet that is left, or a screen that locks, while the answer is still on its way."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.operations import browsing
from kiosk.ui.run.sheets.more import MoreSheet
from kiosk.ui.run.sheets.writing import ReasonSheet
from kiosk.ui.signing.sheet import SigningSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.ui.desk import Desk
    from tests.ui.run.hands import Hands


@contextmanager
def slow_disk(desk: Desk) -> Iterator[None]:
    """Nothing is answered within; everything is when it ends."""
    go_on = threading.Event()
    desk.station.submit(lambda _station: go_on.wait(20))
    try:
        yield
    finally:
        go_on.set()


def test_an_answer_closes_only_the_sheet_that_asked(hands: Hands, desk: Desk) -> None:
    hands.screen.ways.pause()
    sheet = hands.sheet
    assert isinstance(sheet, ReasonSheet)
    with slow_disk(desk):
        sheet.given.emit("break")
        hands.shell.close_sheet()
        hands.screen.ways.more()
    hands.settle()
    assert isinstance(hands.sheet, MoreSheet)
    assert hands.kinds()[-1] == "ExecutionPaused"


def test_why_a_sheet_that_was_left_was_refused_is_said_on_the_screen(
    hands: Hands, desk: Desk
) -> None:
    said: list[str] = []
    hands.screen.run.refused.connect(said.append)
    hands.screen.ways.deviate()
    sheet = hands.sheet
    assert isinstance(sheet, SigningSheet)
    with slow_disk(desk):
        sheet.given.emit("NOBODY", "284917", "why")
        hands.shell.close_sheet()
        # As the event loop does on the next turn: the sheet is gone, not only hidden.
        hands.qtbot.waitUntil(lambda: not _lives(sheet))
    hands.settle()
    assert said == ["This badge (NOBODY) is not known here. Ask your team lead to register it."]


def test_a_run_begun_while_the_screen_locks_does_not_open_on_the_lock(
    hands: Hands, desk: Desk
) -> None:
    digest = hands.screen.run.state.release  # type: ignore[union-attr]
    hands.shell.go("home")
    home = hands.shell.current
    with slow_disk(desk):
        home.model.start_procedure(digest)  # type: ignore[union-attr]
        hands.shell.lock("asked")
    desk.station.submit(lambda _station: None).result()
    hands.qtbot.waitUntil(lambda: not home.model._starting)  # type: ignore[union-attr]
    assert hands.shell.current_name == "badge"
    assert len(desk.station.submit(browsing.home).result().unfinished) == 2


def _lives(sheet: object) -> bool:
    from shiboken6 import isValid

    return bool(isValid(sheet))
