"""A past run read on the screen: whole values at a tap, no window larger than its screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.record.page import Pair
from kiosk.record.wording import Both, plain
from kiosk.ui.record.long_value import LongValue
from kiosk.ui.record.summary import facts
from kiosk.ui.shell.head import Title
from kiosk.ui.theme import theme
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


DIGEST = "e4034e525fd60a043868c6785a3c8e0b454265c6e7905ecfbfa9fbfe6497ede9"


def test_a_digest_is_never_wider_than_its_place_and_opens_at_a_tap(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    value = LongValue(DIGEST)
    shown(value, 400, 80)
    assert value.minimumSizeHint().width() < 400
    closed = value.heightForWidth(400)
    value.click()
    assert value.heightForWidth(400) > closed
    assert value.accessibleName() == DIGEST


def test_facts_fit_a_narrow_window_however_long_their_values(
    shown: Callable[..., QWidget],
) -> None:
    theme.fit(1080, 1920)
    pairs = [
        Pair(Both("发布包", "Release"), plain(DIGEST)),
        Pair(Both("工位", "Station"), plain("A")),
    ]
    assert facts(pairs, lambda both: both.en).minimumSizeHint().width() < 700


def test_a_title_grows_smaller_before_it_is_cut(shown: Callable[..., QWidget]) -> None:
    title = Title()
    title.setText("Turbocharger outlet flange, M12 joint")
    shown(title, 1400, 60)
    wide = title.font().pixelSize()
    title.resize(620, 60)
    assert title.font().pixelSize() < wide


def test_below_the_last_text_of_a_list_there_is_no_empty_room(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    area = ScrollArea()
    for _ in range(30):
        area.add(Label("what was asked, what was answered, by whom and when " * 3))
    shown(area, 900, 400)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    last = area.body.itemAt(29).widget()
    qtbot.waitUntil(lambda: area.widget().height() - last.geometry().bottom() < theme.px(40))


def test_a_long_list_never_holds_the_screen(shown: Callable[..., QWidget], qtbot: QtBot) -> None:
    def parts() -> Iterator[QWidget]:
        for number in range(20):
            time.sleep(0.004)
            yield Label(f"line {number}")

    area = ScrollArea()
    shown(area, 900, 400)
    area.fill(parts())
    assert 0 < area.body.count() < 20, "the first are seen before the last are made"
    qtbot.waitUntil(lambda: area.body.count() == 21)
    area.extend(iter([Label("one more")]))
    assert area.body.itemAt(20).widget().text() == "one more"
    assert area.body.count() == 22, "one stretch, at the end"


def test_a_list_that_is_replaced_makes_nothing_more_of_the_old_one(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    made = list[str]()

    def parts(name: str) -> Iterator[QWidget]:
        for _ in range(8):
            time.sleep(0.004)
            made.append(name)
            yield Label(name)

    area = ScrollArea()
    shown(area, 900, 400)
    area.fill(parts("old"))
    area.fill(parts("new"))
    before = made.count("old")
    qtbot.waitUntil(lambda: area.body.count() == 9)
    assert (made.count("old"), made.count("new")) == (before, 8)
