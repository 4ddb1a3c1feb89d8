"""A call over everything: seen, taken by badge, put away, and nothing under it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.operations.andon import Neighbour
from kiosk.ui.andon.rows import CallRow
from kiosk.ui.settings.entry import EntrySheet
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from sop.wire.andon import Taken
from tests.ui.andon.conftest import call, heard, status
from tests.ui.shell.conftest import badge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kiosk.ui.andon.cover import Cover
    from kiosk.ui.shell.window import Shell

ANNA = Taken(person="anna", name="anna", at="", station="A-01")


def words(cover: Cover) -> str:
    assert cover.over is not None
    return "\n".join(label.text() for label in cover.over.findChildren(QLabel) if label.text())


def sign_in(qtbot: QtBot, shell: Shell, name: str = "anna") -> None:
    shell.context.eyes.scanned.emit(badge(f"BADGE-{name}"))
    qtbot.waitUntil(lambda: shell.current_name == "home")


def tell(shell: Shell, *calls: object, **more: object) -> None:
    shell.context.andon.tell(status(*calls, **more))  # type: ignore[arg-type]


def button(cover: Cover, text: str) -> Button:
    assert cover.over is not None
    return next(one for one in cover.over.findChildren(Button) if one.text() == text)


def kinds(shell: Shell) -> list[str]:
    return [one.kind for one in shell.context.desk.station.store.tail(0, 1000)]


def test_a_call_of_another_station_stands_over_everything_and_says_all(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    sign_in(qtbot, shell)
    tell(shell, heard(call()))
    told = words(cover)
    for part in ("A-07", "Machine", "!! Major", "The run is held", "1 min · since 08:12",
                 "FLG-M12-080 · Tighten flange bolts", "Step: Tighten crosswise", "Unit U-3",
                 "no torque · Called by Li Qiang", "Nobody has answered yet"):  # fmt: skip
        assert part in told
    assert cover.over.geometry() == shell.rect()
    qtbot.waitUntil(lambda: "CallShown" in kinds(shell))


def test_it_stands_there_with_nobody_signed_in_too(shell: Shell, cover: Cover) -> None:
    tell(shell, heard(call()))
    assert shell.current_name == "badge"
    assert cover.over is not None


def test_a_badge_takes_the_call_and_whoever_works_here_stays_signed_in(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    sign_in(qtbot, shell, "anna")
    tell(shell, heard(call()))
    shell.context.eyes.scanned.emit(badge("BADGE-ben"))
    qtbot.waitUntil(lambda: cover.over is None)
    assert shell.context.desk.station.person.id == "anna"
    (answered,) = [
        msgspec.json.decode(one.data)
        for one in shell.context.desk.station.store.tail(0, 1000)
        if one.kind == "CallAnswered"
    ]
    assert answered["exception"] == "e-1"
    assert (answered["person"]["id"], answered["station"]) == ("ben", "A-07")


def test_an_unknown_badge_takes_nothing_and_the_call_stays(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    tell(shell, heard(call()))
    with qtbot.waitSignal(cover.model.refused):
        shell.context.eyes.scanned.emit(badge("BADGE-nobody"))
    assert cover.over is not None
    assert "CallAnswered" not in kinds(shell)


def test_a_badge_can_be_typed(qtbot: QtBot, shell: Shell, cover: Cover) -> None:
    tell(shell, heard(call()))
    coming = button(cover, "I am coming")
    qtbot.waitUntil(coming.isEnabled)
    coming.click()
    QTest.keyClicks(QApplication.focusWidget(), "BADGE-anna")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "CallAnswered" in kinds(shell))


def test_shown_small_it_leaves_a_strip_that_a_tap_makes_large_again(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    sign_in(qtbot, shell)
    tell(shell, heard(call()))
    small = button(cover, "Show small")
    qtbot.waitUntil(small.isEnabled)
    small.click()
    assert cover.over is None
    assert cover.strip.isVisible()
    assert cover.strip.text().startswith("A-07 · Machine · Tighten crosswise · 1 min")
    assert shell.current.geometry().top() == cover.strip.height()
    cover.strip.click()
    assert cover.over is not None


def test_a_finger_on_its_way_to_what_lay_there_hits_nothing(shell: Shell, cover: Cover) -> None:
    tell(shell, heard(call()))
    assert not button(cover, "Show small").isEnabled()
    assert not button(cover, "I am coming").isEnabled()


def test_what_is_half_typed_is_kept_and_typed_on_after_the_call(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    sign_in(qtbot, shell)
    sheet = EntrySheet("Note", "half a sen")
    shell.show_sheet(sheet)
    field = QApplication.focusWidget()
    tell(shell, heard(call()))
    QTest.keyClicks(QApplication.focusWidget(), "lost")
    assert shell.sheet is sheet
    cover.model.put_away()
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "tence")
    assert field.text() == "half a sentence"


def test_a_sheet_that_comes_later_lies_under_the_call(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    sign_in(qtbot, shell)
    tell(shell, heard(call()))
    shell.show_sheet(EntrySheet("Note", ""))
    assert shell.childAt(shell.rect().center()).window() is shell
    top = shell.childAt(40, 40)
    assert top is cover.over or cover.over.isAncestorOf(top)


def test_a_code_for_the_screen_under_it_is_not_given_to_it(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    tell(shell, heard(call()))
    shell.context.eyes.scanned.emit(badge("BADGE-ben"))
    qtbot.waitUntil(lambda: "CallAnswered" in kinds(shell))
    assert shell.current_name == "badge"
    assert shell.context.desk.station.person is None


def test_once_somebody_comes_it_goes_small_by_itself_and_says_who(
    shell: Shell, cover: Cover
) -> None:
    tell(shell, heard(call()))
    tell(shell, heard(call(taken=(ANNA,))))
    assert cover.over is None
    assert cover.strip.text().endswith("anna is coming")


def test_over_it_leaves_the_screen_as_it_was(qtbot: QtBot, shell: Shell, cover: Cover) -> None:
    sign_in(qtbot, shell)
    tell(shell, heard(call()))
    tell(shell)
    assert cover.over is None
    assert not cover.strip.isVisible()
    assert shell.current.geometry() == shell.rect()


def test_put_away_it_comes_back_when_it_goes_on_to_the_team_lead(
    shell: Shell, cover: Cover
) -> None:
    tell(shell, heard(call()))
    cover.model.put_away()
    tell(shell, heard(call(called=("team_lead",))))
    assert cover.over is not None
    assert "Called: the whole line, team lead" in words(cover)


def test_several_calls_are_a_list_and_a_badge_is_for_the_one_chosen(
    qtbot: QtBot, shell: Shell, cover: Cover
) -> None:
    grave = heard(call("e-2", severity="critical", category="material"), "A-09")
    tell(shell, grave, heard(call()))
    rows = cover.over.findChildren(CallRow)
    assert [row.text() for row in rows] == ["A-09 · Material", "A-07 · Machine"]
    rows[1].click()
    assert cover.over.chosen.id == "e-1"
    shell.context.eyes.scanned.emit(badge("BADGE-ben"))
    qtbot.waitUntil(lambda: "CallAnswered" in kinds(shell))
    assert cover.over is not None  # nobody comes to the other one yet
    assert cover.over.chosen is not None


def test_the_own_call_is_a_strip_that_says_who_was_called_and_who_comes(
    shell: Shell, cover: Cover
) -> None:
    own = heard(call(called=("team_lead",)), "A-01", own=True)
    tell(shell, own)
    assert cover.over is None
    assert cover.strip.text().startswith("This station is calling · Machine")
    assert cover.strip.text().endswith("Called: the whole line, team lead")
    tell(shell, heard(call(taken=(ANNA,)), "A-01", own=True))
    assert cover.strip.text().endswith("anna is coming")
    assert "CallShown" not in kinds(shell)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reach": "alone"}, "On no line, nobody else sees it: fetch your team lead"),
        (
            {"neighbours": (Neighbour("A-07", False),)},
            "No other station is heard: fetch your team lead",
        ),
    ],
)
def test_a_call_that_nobody_can_hear_says_so(
    shell: Shell, cover: Cover, more: dict[str, object], words: str
) -> None:
    tell(shell, heard(call(), "A-01", own=True), **more)
    assert cover.strip.text().endswith(words)


def test_the_language_is_switched_while_it_stands(shell: Shell, cover: Cover) -> None:
    from kiosk.ui.i18n import Translator

    translator = Translator(QApplication.instance())
    try:
        tell(shell, heard(call()))
        shell.context.preferences["language"] = "zh"
        translator.use("zh")
        QApplication.processEvents()
        assert "设备" in words(cover)
        assert button(cover, "我来处理").isVisible()
    finally:
        translator.use("en")


def test_it_fits_again_when_the_window_is_turned(shell: Shell, cover: Cover) -> None:
    tell(shell, heard(call()))
    shell.resize(1080, 1920)
    shell.fit()
    assert cover.over.geometry() == shell.rect()
    assert "A-07" in words(cover)


def test_the_primary_action_is_the_one_that_helps(shell: Shell, cover: Cover) -> None:
    tell(shell, heard(call()))
    assert [one.text() for one in cover.over.findChildren(PrimaryButton)] == ["I am coming"]
