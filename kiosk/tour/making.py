"""The chapters of the shift in which something is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.tour.content import BOARD, EXPIRED_WRENCH, FLANGE, LI_NA, PACKING, WANG_LEI
from kiosk.tour.hands import NotReached
from kiosk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from kiosk.tour.crew import Crew
    from kiosk.tour.operator import Operator


def clear_the_line(crew: Crew) -> None:
    """Packaging: checklists, a waiting time, sums, photographs, and the second person."""
    worker = crew.begin(PACKING, second=WANG_LEI)
    crew.put_down()
    crew.photo.take_all("scan-live")
    worker.to_check("documents", "removed")
    crew.photo.take("checklist")
    worker.to_step("residues")
    crew.photo.take_all("warnings")
    worker.to_check("wiping", "contact")
    worker.acted(worker.press, "the timer to start")
    crew.clock.advance(24)
    crew.hands.rest(0.3)
    crew.photo.take("timer")
    worker.to_check("reconcile", "balance")
    crew.photo.take("calculation")
    worker.to_check("photo", "line")
    crew.put_on_bench("PKG-LC-07/B/media/cleared.svg")
    crew.hands.rest(0.5)
    crew.photo.take("photo-live")
    worker.shoot()
    crew.photo.take("photo-review")
    worker.to_check("clearance", "performed")
    crew.photo.take("sign-off")
    worker.press()
    crew.sheet("the sheet to sign on")
    crew.photo.take("sign-badge")
    worker.show_badge(crew.people[LI_NA])
    crew.photo.take("sign-pin")
    worker.sign(crew.people[LI_NA])
    worker.to_check("clearance", "verified")
    crew.photo.take("second-person")


def hand_over_and_mishaps(crew: Crew) -> None:
    """An exception in two taps, another operator, a contingency procedure and back."""
    worker = crew.resume(PACKING)
    bar = worker.screen.bar
    crew.hands.tap(bar.exception_button)
    crew.sheet("the sheet for exceptions")
    crew.photo.take("exception")
    sheet = crew.app.shell.sheet
    worker.acted(lambda: crew.hands.tap(sheet.tiles["machine"]), "the exception")  # type: ignore[union-attr]
    crew.photo.take("exception-raised", keep_message=True)
    crew.more(worker)
    crew.photo.take("more")
    crew.offer("more_hand_over")
    crew.photo.take("hand-over")
    worker.acted(lambda: worker.hold_up(WANG_LEI), "the handover")
    crew.photo.take("handed-over", keep_message=True)
    crew.more(worker)
    crew.offer("more_contingency")
    crew.photo.take("contingency-authority")
    crew.authorise(worker)
    crew.photo.take("contingency")


def build_a_board(crew: Crew) -> None:
    """Electronics: the hold, the gauge, a choice; then a pause."""
    worker = crew.begin(BOARD)
    worker.to_check("esd", "press")
    crew.photo.take("hold")
    worker.to_check("esd", "strap")
    worker.type_number(0.52, 2)
    crew.photo.take("measurement-outside")
    worker.acted(worker.press, "the wrong value to be judged")
    crew.photo.take("measurement-failed")
    worker.press()
    worker.type_number(1.04, 2)
    crew.photo.take("measurement-good")
    worker.acted(worker.press, "the good value")
    crew.photo.take("choice")
    worker.to_check("board", "serial")
    crew.more(worker)
    crew.offer("more_pause")
    crew.photo.take("pause-reason")
    worker.acted(lambda: crew.hands.tap(crew.app.shell.sheet.done), "the pause")  # type: ignore[union-attr]
    crew.photo.take("paused")


def fit_a_flange(crew: Crew) -> None:
    """The whole of it: wrong codes, a picture closely, a blocked step, skipping, the end."""
    crew.go_home()
    crew.photo.take_all("home-unfinished")
    worker = crew.begin(FLANGE)
    _look_closely(crew, worker)
    worker.to_check("start", "wrench")
    worker.acted(lambda: worker.hold_up(EXPIRED_WRENCH), "the expired wrench to be judged")
    crew.photo.take_all("wrong-code")
    worker.press()
    worker.to_step("sequence")
    crew.hands.rest(0.6)
    crew.photo.take_all("acknowledge")
    _watch(crew, worker)
    crew.hands.tap(worker.screen.bar.needed_button)
    crew.photo.take("needed")
    crew.app.shell.close_sheet()
    worker.screen.ways.last_done()
    crew.photo.take("step-read")
    crew.app.shell.close_sheet()
    worker.to_check("pass2_8", "torque")
    worker.type_number(60.2, 1)
    crew.photo.take("measurement-samples")
    worker.input("_pad").set_text("")
    worker.to_check("final_8", "angle")
    _correct(crew, worker)
    _block(crew, worker)
    worker.to_check("evaluate", "mean")
    crew.photo.take("calculation-mean")
    worker.to_step("gap")
    _skip(crew, worker)
    worker.to_check("release", "remark")
    crew.photo.take("text")
    worker.finish()
    crew.hands.until(lambda: crew.app.shell.current_name == "finish", "the finish screen")
    crew.hands.rest(0.8)
    crew.photo.take_all("finish")


def _look_closely(crew: Crew, worker: Operator) -> None:
    """The picture as large as it goes, and what a pin says."""
    pictures = worker.screen.card.pictures
    crew.hands.until(lambda: pictures.image_shown, "the step's picture")
    crew.hands.tap(pictures._magnify)
    crew.hands.rest(0.3)
    crew.photo.take("picture-zoomed")
    crew.hands.tap(pictures._magnify)
    pin = pictures.pin_position(1)
    if pin is None:
        raise NotReached("pin 1 of the picture")
    crew.hands.tap(pictures, pin)
    crew.hands.rest(0.2)
    crew.photo.take("pin-open")
    pictures.select_pin(None)


def _watch(crew: Crew, worker: Operator) -> None:
    """The clip after the picture, playing."""
    pictures = worker.screen.card.pictures
    crew.hands.tap(pictures._next)
    crew.hands.until(lambda: pictures._clip and pictures._clip.shows, "the clip to play")
    crew.hands.rest(0.9)
    crew.photo.take("clip")
    crew.hands.tap(pictures._previous)


def _correct(crew: Crew, worker: Operator) -> None:
    """One of eight readings was typed wrongly, at the step before."""
    worker.screen.ways.last_done()
    read = crew.sheet("the sheet of the step before")
    crew.hands.tap(read.findChild(Button, "correct_torque"))
    sheet = crew.sheet("the sheet to correct on")
    crew.hands.tap(sheet.answer._which.segment("2"))
    keys = {key.accessibleName(): key for key in sheet.answer._pad.findChildren(Button)}
    for figure in "60.1":
        crew.hands.tap(keys[figure])
    crew.hands.tap(sheet.reason._phrases.itemAt(0).widget())
    crew.photo.take("correction")
    worker.acted(lambda: crew.hands.tap(sheet.done), "the correction")
    crew.hands.rest(0.2)


def _block(crew: Crew, worker: Operator) -> None:
    """A value far out, where no second try is allowed; the team lead releases the step."""
    worker.type_number(71, 0)
    worker.acted(worker.press, "the step to be blocked")
    crew.hands.rest(0.3)
    crew.photo.take_all("blocked")
    worker.press()
    crew.sheet("the sheet for the team lead")
    crew.photo.take("release-reason")
    crew.authorise(worker)


def _skip(crew: Crew, worker: Operator) -> None:
    crew.more(worker)
    crew.offer("more_skip")
    sheet = crew.app.shell.sheet
    assert sheet is not None
    crew.hands.tap(sheet.pad._phrases.itemAt(0).widget())  # type: ignore[attr-defined]
    crew.photo.take("skip-reason")
    worker.acted(lambda: crew.hands.tap(sheet.done), "the step to be skipped")  # type: ignore[attr-defined]
