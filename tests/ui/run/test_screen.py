"""The run through the screen alone: real taps, a real station, and what the journal then says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.operations.browsing import ended_run
from kiosk.record.archive import Archive
from kiosk.record.gathering import gather
from kiosk.scanner import ANYTHING
from kiosk.store.errors import DiskFull
from kiosk.ui.finish.screen import FinishScreen
from kiosk.ui.finish.summary import summarise
from kiosk.ui.run.sheets.correcting import CorrectSheet
from kiosk.ui.run.sheets.reading import ReadSheet
from kiosk.ui.run.sheets.writing import ReasonSheet
from kiosk.ui.widgets.buttons import Button
from tests.ui.run.hands import (
    Hands,
    through_note,
    through_parts,
    through_proof,
    through_torque,
)

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk


def test_a_whole_run_is_done_through_the_screen_alone(hands: Hands) -> None:
    through_parts(hands)
    through_torque(hands)
    through_note(hands)
    through_proof(hands)
    expected = [
        *("ExecutionStarted", "StepEntered", "WarningsAcknowledged", "CheckPassed"),
        *("ItemTicked", "ItemTicked", "CheckPassed", "StepCompleted", "StepEntered"),
        *("SampleTaken", "SampleTaken", "CheckPassed", "CheckPassed", "CheckPassed"),
        *("StepCompleted", "StepEntered", "CheckPassed", "StepCompleted", "StepEntered"),
        *("TimerStarted", "CheckPassed", "PhotoTaken", "CheckPassed", "CheckPassed"),
        *("CheckPassed", "CheckPassed", "StepCompleted"),
    ]
    assert hands.kinds() == expected
    hands.primary("Finish the run")
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.current, FinishScreen))


def test_the_finish_tells_the_result_and_starts_the_next_unit(hands: Hands) -> None:
    through_parts(hands)
    through_torque(hands)
    through_note(hands)
    through_proof(hands)
    hands.primary("Finish the run")
    finish = hands.shell.current
    assert isinstance(finish, FinishScreen)
    hands.qtbot.waitUntil(lambda: finish._run is not None)
    assert finish._run is not None
    summary = summarise(finish._run, "en")
    assert (summary.result, summary.photos, summary.operators) == ("passed", 1, ("Li",))
    assert [step.title for step in summary.steps] == [
        "Check the parts",
        "Tighten the bolts",
        "Remarks",
        "Keep proof",
    ]
    QTest.mouseClick(finish.next_button, Qt.MouseButton.LeftButton)
    hands.qtbot.waitUntil(lambda: hands.shell.current is not finish)
    run = hands.screen.run
    hands.qtbot.waitUntil(lambda: run.view is not None)
    assert run.execution != summary.execution


def test_the_fingerprint_is_that_of_the_exported_record(hands: Hands, desk: Desk) -> None:
    through_parts(hands)
    station = desk.station
    execution = hands.screen.run.execution
    run = station.submit(ended_run, execution).result()
    archive = Archive(next(station.store.folder.glob("journal*.db")))
    record = gather(archive, execution, station.clock.now())
    assert summarise(run, "en").fingerprint == record.fingerprint


def test_two_quick_taps_record_once(hands: Hands) -> None:
    button = hands.screen.bar.primary
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    assert button.busy
    hands.settle()
    assert hands.kinds().count("WarningsAcknowledged") == 1
    assert not button.busy


def test_a_wrong_code_stands_beside_the_expected_one(hands: Hands) -> None:
    hands.primary("I have read this")
    hands.scan("GSK-99")
    fail = hands.screen.checks._fail
    assert fail.isVisible()
    assert not hands.screen.checks.input.isVisible()  # type: ignore[union-attr]
    assert "GSK-80" in fail.verdict.accessibleDescription()
    assert "GSK-99" in fail.verdict.accessibleDescription()
    hands.primary("Try again")
    assert not fail.isVisible()
    assert hands.screen.checks.input.isVisible()  # type: ignore[union-attr]


def test_a_team_lead_releases_a_blocked_step_at_the_screen(hands: Hands) -> None:
    hands.primary("I have read this")
    for wrong in ("GSK-98", "GSK-99"):
        hands.scan(wrong)
    assert hands.screen.blocked.isVisible()
    hands.primary("Team lead: release")
    hands.button("Confirmed on the spot")
    hands.button("Go on")
    hands.scan("B-1")
    hands.keys("284917")
    hands.button("Authorise")
    hands.qtbot.waitUntil(lambda: "team_lead" in hands.signing._problem.text())
    hands.sign("B-3", "284917", "Authorise")
    assert not hands.screen.blocked.isVisible()
    assert "StepReleased" in hands.kinds()
    hands.scan("GSK-80")
    assert hands.kinds()[-1] == "CheckPassed"


def test_a_wrong_pin_signs_nothing_and_says_so(hands: Hands) -> None:
    through_parts(hands)
    through_torque(hands)
    through_note(hands)
    before = hands.kinds()
    hands.screen.ways.deviate()
    hands.button("Customer concession")
    hands.button("Go on")
    hands.scan("B-3")
    hands.keys("999999")
    hands.button("Authorise")
    hands.qtbot.waitUntil(lambda: hands.signing._problem.isVisible())
    assert "9 tries left" in hands.signing._problem.text()
    assert hands.kinds() == before


def test_an_exception_is_raised_with_two_taps(hands: Hands) -> None:
    hands.tap(hands.screen.bar.exception_button)
    hands.tap(hands.sheet.tiles["material"])  # type: ignore[attr-defined]
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    assert hands.kinds()[-1] == "ExceptionRaised"


def test_what_was_typed_stays_when_nothing_could_be_recorded(hands: Hands) -> None:
    through_parts(hands)
    hands.keys("24.9")

    def full(*_: object, **__: object) -> None:
        raise DiskFull(hands.shell.context.desk.station.store.folder, 0)

    hands.screen.run.ask(full)  # type: ignore[arg-type]
    hands.settle()
    assert hands.shell._toast is not None
    assert "NOT recorded" in hands.shell._toast.text
    assert hands.screen.checks.input._pad.text == "24.9"  # type: ignore[union-attr]
    hands.primary("Record reading")
    assert hands.kinds()[-1] == "SampleTaken"


def test_switching_the_language_keeps_what_was_typed(hands: Hands) -> None:
    through_parts(hands)
    hands.keys("24.9")
    hands.shell.context.preferences["language"] = "zh"
    hands.screen.retranslate()
    assert hands.says() == "记录读数"
    assert hands.screen.checks.input._pad.text == "24.9"  # type: ignore[union-attr]


def come(hands: Hands, badge: str) -> None:
    """Through the lock, to the run that waits behind it."""
    hands.scan(badge)
    hands.qtbot.waitUntil(lambda: hands.shell.current_name == "run")
    hands.qtbot.waitUntil(lambda: hands.screen.run.view is not None)
    hands.settle()


def test_what_was_typed_waits_behind_the_lock_for_whoever_typed_it_and_nobody_else(
    hands: Hands,
) -> None:
    through_parts(hands)
    hands.keys("24.9")
    hands.shell.lock("idle")
    come(hands, "B-1")
    assert hands.screen.checks.input._pad.text == "24.9"  # type: ignore[union-attr]
    hands.shell.lock("idle")
    come(hands, "B-2")
    hands.primary("Take over")
    hands.qtbot.waitUntil(lambda: hands.screen.checks.input is not None)
    assert hands.screen.checks.input._pad.text == ""  # type: ignore[union-attr]


def test_words_half_written_when_the_screen_locks_are_still_there(hands: Hands) -> None:
    through_parts(hands)
    through_torque(hands)
    hands.screen.checks.press()
    hands.sheet.pad.set_text("The gasket is a little")  # type: ignore[attr-defined]
    hands.shell.lock("idle")
    come(hands, "B-1")
    assert hands.shell.sheet is None
    hands.screen.checks.input._write()  # type: ignore[union-attr]
    assert hands.sheet.pad.text == "The gasket is a little"  # type: ignore[attr-defined]


def test_everything_goes_by_keyboard_too(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_Return)
    hands.scan("GSK-80")
    hands.tile("Gloves on")
    hands.tile("Surface clean")
    hands.screen.setFocus()
    hands.press_key(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_Period, Qt.Key.Key_9):
        hands.press_key(key)
    hands.press_key(Qt.Key.Key_Return)
    assert hands.kinds()[-1] == "SampleTaken"


def test_escape_closes_a_sheet_and_changes_nothing(hands: Hands) -> None:
    before = hands.kinds()
    hands.tap(hands.screen.bar.more_button)
    hands.press_key(Qt.Key.Key_Escape)
    assert hands.shell.sheet is None
    assert hands.kinds() == before


def test_a_flexible_step_is_moved_and_skipped_with_a_reason(hands: Hands) -> None:
    hands.screen.ways.step("note")
    assert isinstance(hands.sheet, ReasonSheet)
    hands.button("Waiting for material")
    hands.button("Do this step now")
    assert hands.screen.run.view.step.title == "Remarks"  # type: ignore[union-attr]
    hands.screen.ways.skip()
    hands.button("Not needed for this lot")
    hands.button("Skip this step")
    assert hands.kinds()[-2:] == ["StepSkipped", "StepEntered"]


def test_an_answer_is_corrected_and_the_old_one_stays(hands: Hands) -> None:
    through_parts(hands)
    through_torque(hands)
    hands.tap(hands.screen.bar.back_button)
    assert isinstance(hands.sheet, ReadSheet)
    hands.tap(hands.sheet.findChild(Button, "correct_look"))
    assert isinstance(hands.sheet, CorrectSheet)
    hands.tile("Bad")
    hands.button("Chose wrongly")
    hands.button("Correct")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    assert hands.kinds()[-1] == "AnswerCorrected"
    assert hands.screen.run.view.lines[1].status != "done"  # type: ignore[union-attr]


def test_going_back_reopens_what_came_after(hands: Hands) -> None:
    through_parts(hands)
    hands.tap(hands.screen.bar.back_button)
    hands.button("Go back to this step")
    hands.button("Part damaged")
    hands.button("Go back")
    assert hands.kinds()[-2:] == ["WentBack", "StepEntered"]
    assert hands.screen.run.view.step.visit == 2  # type: ignore[union-attr]


def test_pausing_stops_and_resuming_goes_on(hands: Hands) -> None:
    hands.screen.ways.pause()
    hands.button("Break")
    hands.button("Pause")
    assert hands.screen.card.notice.isVisible()
    hands.primary("Resume")
    assert hands.kinds()[-2:] == ["ExecutionPaused", "ExecutionResumed"]


def test_aborting_takes_a_reason_and_a_held_button(hands: Hands) -> None:
    hands.screen.ways.abort()
    hands.button("Order cancelled")
    assert isinstance(hands.sheet, ReasonSheet)
    button = hands.sheet.done
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    assert "ExecutionAborted" not in hands.kinds()
    hands.qtbot.waitUntil(lambda: isinstance(hands.shell.current, FinishScreen))


def test_handing_over_takes_the_badge_of_who_goes_on(hands: Hands) -> None:
    hands.screen.ways.take("hand_over")
    hands.scan("B-2")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    assert hands.kinds()[-1] == "HandedOver"
    assert hands.screen.run.view.action.kind == "warnings"  # type: ignore[union-attr]


def test_once_two_had_a_hand_in_the_run_each_step_says_whose(hands: Hands) -> None:
    hands.primary("I have read this")
    assert [line.by for line in hands.screen.run.view.lines if line.by] == []  # type: ignore[union-attr]
    hands.screen.ways.take("hand_over")
    hands.scan("B-2")
    hands.qtbot.waitUntil(lambda: hands.shell.sheet is None)
    hands.scan("GSK-80")
    lines = hands.screen.run.view.lines  # type: ignore[union-attr]
    assert [line.by for line in lines if line.by] == ["Li, Wang"]


def test_a_contingency_is_entered_with_a_team_lead_and_left_when_done(hands: Hands) -> None:
    hands.screen.ways.take("contingency")
    hands.button("Confirmed on the spot")
    hands.button("Go on")
    hands.sign("B-3", "284917", "Authorise")
    assert hands.screen.run.view.contingency == "Leak"  # type: ignore[union-attr]
    hands.primary("Done with this step")
    hands.primary("Back to the main path")
    assert hands.kinds()[-2:] == ["ContingencyLeft", "StepEntered"]


def test_leaving_the_screen_rests_the_camera(hands: Hands) -> None:
    hands.primary("I have read this")
    assert hands.shell.context.eyes.watching
    hands.screen.leave()
    assert not hands.shell.context.eyes.watching


def test_the_camera_looks_for_badges_while_a_signature_is_asked(hands: Hands) -> None:
    expected: list[object] = []
    hands.shell.context.eyes.expect = expected.append  # type: ignore[method-assign, assignment]
    hands.screen.ways.take("hand_over")
    assert expected[-1] is ANYTHING
    hands.press_key(Qt.Key.Key_Escape)
    assert expected[-1] is None


def test_nothing_typed_stands_in_for_a_code(hands: Hands) -> None:
    hands.primary("I have read this")
    for key in (Qt.Key.Key_G, Qt.Key.Key_8, Qt.Key.Key_0):
        hands.press_key(key)
    hands.primary("Scan the code")
    assert hands.kinds()[-1] == "WarningsAcknowledged"
