"""The chapters in which a change, a coach and an answer reach their person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kiosk.operations.changing import acknowledge_if_new
from kiosk.operations.running import do
from kiosk.operations.suggesting import take_news
from kiosk.tour.content import (
    BOARD,
    CHEN_JING,
    FLANGE,
    LI_NA,
    MARTIN_BECK,
    WANG_LEI,
    label_for,
)
from kiosk.tour.standing_in import assign, assigned
from sop import commands as c
from sop.wire.messages import News

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.tour.crew import Crew
    from kiosk.ui.change.screen import ChangeScreen
    from kiosk.ui.home.screen import HomeScreen
    from sop.release import Release

_CODE = "PCB-CTRL-21"
_ANSWER = {
    "zh": "已改：C 版把这一步拆成两步，谢谢。",
    "en": "Done: revision C makes two steps of it. Thank you.",
}


def a_revision_reaches_its_people(crew: Crew) -> None:
    """A run under revision A, then B comes: compared, acknowledged, and asked about."""
    crew.hands.until(lambda: crew.app.desk.is_open, "the station to open")
    station = crew.app.desk.station
    old, new = (station.submit(_release, revision).result() for revision in "AB")
    station.submit(assign, [assigned(old, "2025-01-01")]).result()
    crew.sign_in(LI_NA)
    station.submit(acknowledge_if_new, old.digest).result()
    worker = crew.begin(BOARD)
    station.submit(do, worker.screen.run.execution, c.Abort, reason="…").result()
    station.submit(assign, [assigned(new, "2025-10-01")]).result()
    crew.tap_order(BOARD)
    read_changes(crew, "comparison")
    _answer_wrong(crew)
    answer_right(crew)
    crew.hands.until(lambda: crew.app.shell.current_name == "run", "the run to begin")


def a_trainee_with_a_coach(crew: Crew) -> None:
    """Who lacks a skill sees what is missing, and starts with a coach beside them."""
    crew.sign_in(MARTIN_BECK)
    crew.tap_order(FLANGE)
    sheet = crew.sheet("what is missing")
    crew.photo.take("start-short")
    crew.hands.tap(sheet.coach)
    crew.sheet("the sheet for the coach")
    crew.photo.take("coach-signs-in")
    coach = crew.people[CHEN_JING]
    worker = crew.anybody()
    worker.show_badge(coach)
    worker.type_pin(coach)
    crew.hands.tap(crew.sheet("the sheet for the coach")._go)
    worker = crew.at_run(FLANGE, "")
    crew.photo.take_all("supervised")
    worker.person = crew.people[MARTIN_BECK]
    worker.labels = _of_the_second_flange
    worker.work_until(lambda: worker.view.action.kind == "coach", "the coach's turn")
    crew.photo.take("coach-vouches")
    worker.press()
    worker.sign(coach)
    worker.finish()
    crew.photo.take("supervised-finish")


def _of_the_second_flange(step: str, check: str) -> str:
    return "TCF-104412" if check == "serial" else label_for(FLANGE, step, check)


def suggestions_are_answered(crew: Crew) -> None:
    """Two taps from any step, a photograph, and later the owner's answer."""
    crew.sign_in(LI_NA)
    worker = crew.resume(BOARD)
    crew.more(worker)
    crew.offer("more_suggest")
    sheet = crew.sheet("the sheet for a suggestion")
    crew.hands.tap(sheet.words._phrases.itemAt(0).widget())
    crew.put_on_bench(f"{_CODE}/B/media/wrist_strap.svg")
    crew.hands.tap(sheet.shooting.button)
    crew.hands.until(crew.camera_live, "the camera to be live")
    crew.hands.rest(0.5)
    crew.hands.tap(sheet.shooting.button)
    crew.hands.until(lambda: sheet.shooting.pictures, "the photograph")
    crew.photo.take("suggestion")
    crew.hands.tap(sheet.send)
    crew.hands.until(lambda: crew.app.shell.sheet is None, "the suggestion to be kept")
    crew.photo.take("suggestion-kept", keep_message=True)
    crew.app.desk.station.submit(_answer, crew.app.preferences.language).result()
    crew.go_home()
    told = cast("HomeScreen", crew.app.shell.current)._answers
    crew.hands.until(told.isVisible, "word of the answer")
    crew.photo.take("home-answered")
    crew.hands.tap(told)
    crew.sheet("what concerns Li Na")
    crew.photo.take("mine")
    crew.sign_in(WANG_LEI)
    crew.photo.take("home-skill-runs-out")
    crew.sign_in(LI_NA)


def read_changes(crew: Crew, name: str) -> None:
    """Every change, one after the other, and the word that they were read."""
    crew.hands.until(lambda: crew.app.shell.current_name == "change", "what has changed")
    crew.hands.until(lambda: _change(crew).page.isVisible(), "the first change")
    crew.photo.take_all(name)
    while not _change(crew).at_last:
        crew.hands.tap(_change(crew).primary)
        crew.hands.rest(0.3)
        crew.photo.take(f"{name}-next")
    crew.hands.tap(_change(crew).primary)


def answer_right(crew: Crew) -> None:
    """Whatever questions there are still, each answered as the document has it."""
    crew.hands.until(
        lambda: crew.app.shell.current_name != "change" or _change(crew).asked is not None,
        "the questions, or the work",
    )
    while crew.app.shell.current_name == "change" and (asked := _change(crew).asked) is not None:
        right = [it.correct for it in asked.question.answers].index(True)
        _choose(crew, right)
        crew.hands.until(
            lambda before=asked: (  # type: ignore[misc]
                crew.app.shell.current_name != "change" or _change(crew).asked is not before
            ),
            "the answer to be recorded",
        )


def _answer_wrong(crew: Crew) -> None:
    crew.hands.until(lambda: _change(crew).asked is not None, "the first question")
    crew.hands.until(lambda: _change(crew).quiz.isVisible(), "the question to be shown")
    crew.photo.take_all("quiz")
    asked = _change(crew).asked
    assert asked is not None
    _choose(crew, [it.correct for it in asked.question.answers].index(False))
    crew.hands.until(lambda: _change(crew).quiz.step.isVisible(), "the step concerned")
    crew.photo.take("quiz-wrong")
    crew.hands.tap(_change(crew).primary)


def _choose(crew: Crew, answer: int) -> None:
    screen = _change(crew)
    crew.hands.until(lambda: screen.quiz.is_asking, "the answers")
    tile = screen.quiz.answers.tile(str(answer))
    crew.hands.until(tile.isVisible, "the answer")
    crew.hands.tap(tile)
    crew.hands.tap(screen.primary)
    crew.hands.rest(0.1)


def _change(crew: Crew) -> ChangeScreen:
    """The screen as it is now: another size of window makes it anew."""
    assert crew.app.shell.current_name == "change"
    return cast("ChangeScreen", crew.app.shell.current)


def _release(station: Station, revision: str) -> Release:
    digest = next(
        it.digest
        for it in station.store.releases.all()
        if (it.code, it.revision) == (_CODE, revision)
    )
    return station.release(digest)


def _answer(station: Station, language: str) -> None:
    """What the hub says a day later, of the suggestion and of an exception."""
    assert station.person is not None
    made = station.store.suggestions.of(station.person.id)[0]
    first = station.store.news.latest() + 1
    at = station.clock.now().isoformat(timespec="seconds")
    news = News(
        number=first, kind="suggestion", about=made.id, at=at, status="adopted",
        text=_ANSWER[language], owner="PE-Electronics", revision="C", points=20,
    )  # fmt: skip
    take_news(station, [news])
