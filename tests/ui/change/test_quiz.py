"""The comparison and the questions after it, by finger, through the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from kiosk.operations.governing import in_force
from kiosk.ui.change.screen import ChangeScreen
from sop.procedure import Answer, Question
from sop.release import Release
from sop.station_events import QuizAnswered, QuizPassed
from sop.wording import Part
from tests.operations.revisions import LONG_AGO, assign, assigned, take
from tests.ui.run.conftest import desk, execution, hands, station
from tests.ui.run.hands import Hands

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk

__all__ = ["desk", "execution", "hands", "station"]

_ANSWERS = [
    Answer({"zh": "25", "en": "25 N·m"}),
    Answer({"zh": "28", "en": "28 N·m"}, correct=True),
    Answer({"zh": "感觉", "en": "By feel"}),
]


def _newer(desk: Desk, **fields: Any) -> str:
    """Revision C: the words of the first step, and a question about it."""
    station = desk.station
    known = station.release(in_force(station)[0].digest)
    section, *others = known.procedure.sections
    first = replace(section.steps[0], text={"zh": "核对垫片。", "en": "Check gasket and nuts."})
    section = replace(section, steps=[first, *section.steps[1:]])
    quiz = [Question("parts", {"zh": "多少？", "en": "How tight?"}, _ANSWERS)]
    newer = replace(known.procedure, revision="C", sections=[section, *others], quiz=quiz, **fields)
    release = Release(newer, known.media)
    station.submit(take, release, LONG_AGO).result()
    station.submit(assign, assigned(release, LONG_AGO)).result()
    return release.digest


def _screen(hands: Hands, release: str) -> ChangeScreen:
    hands.shell.go("change", release=release, begin=("procedure", release))
    screen: Any = hands.shell.current
    assert isinstance(screen, ChangeScreen)
    hands.qtbot.waitUntil(lambda: screen.page.isVisible())
    return screen


def _facts(desk: Desk, kind: str) -> list[Any]:
    types = {"QuizAnswered": QuizAnswered, "QuizPassed": QuizPassed}
    tail = desk.station.store.tail(0, 1000)
    return [msgspec.json.decode(it.data, type=types[kind]) for it in tail if it.kind == kind]


def test_words_that_changed_are_marked_on_both_sides(hands: Hands, desk: Desk) -> None:
    screen = _screen(hands, _newer(desk))
    before, after = screen.page.before.text, screen.page.after.text
    assert before.parts == (Part("Check gasket and "), Part("bolts", True), Part("."))
    assert after.parts == (Part("Check gasket and "), Part("nuts", True), Part("."))
    assert "<s" in before.text()
    assert "<b" in after.text()


def test_a_wrong_answer_shows_the_step_and_asks_again_then_the_work_begins(
    hands: Hands, desk: Desk
) -> None:
    release = _newer(desk)
    screen = _screen(hands, release)
    assert screen.primary.text() == "I have read it: to the questions"
    hands.tap(screen.primary)
    hands.qtbot.waitUntil(lambda: screen.quiz.isVisible())
    assert screen.quiz.question.text() == "How tight?"
    assert not screen.primary.isEnabled()

    hands.tile("By feel")
    hands.tap(screen.primary)
    hands.qtbot.waitUntil(lambda: screen.quiz.step.isVisible())
    assert screen.quiz.step.text.accessibleName() == "Check gasket and nuts."
    assert screen.primary.text() == "I have seen it: ask me again"
    hands.tap(screen.primary)
    assert not screen.primary.isEnabled(), "nothing is chosen when it is asked again"
    hands.qtbot.waitUntil(lambda: screen.quiz.answers.tile("1").isVisible())
    hands.tile("28 N·m")
    hands.tap(screen.primary)
    hands.qtbot.waitUntil(lambda: hands.shell.current_name == "run")

    assert [it.correct for it in _facts(desk, "QuizAnswered")] == [False, True]
    assert _facts(desk, "QuizPassed") == [
        QuizPassed(person="li", release=release, questions=(0,), first_right=0)
    ]


def test_who_left_between_reading_and_answering_goes_on_with_the_questions(
    hands: Hands, desk: Desk
) -> None:
    release = _newer(desk)
    screen = _screen(hands, release)
    hands.tap(screen.primary)
    hands.qtbot.waitUntil(lambda: screen.quiz.isVisible())
    hands.tap(screen.head._arrow)
    assert hands.shell.current_name == "home"
    hands.shell.go("change", release=release, begin=("procedure", release))
    hands.qtbot.waitUntil(lambda: screen.quiz.isVisible())
    assert not screen.page.isVisible()
    assert _facts(desk, "QuizAnswered") == []


def test_a_coach_is_offered_only_where_the_procedure_says_so(hands: Hands, desk: Desk) -> None:
    assert not _screen(hands, _newer(desk)).coach_button.isVisible()
    assert _screen(hands, _newer(desk, unread="supervised")).coach_button.isVisible()


def test_from_the_questions_one_may_look_at_the_changes_again(hands: Hands, desk: Desk) -> None:
    screen = _screen(hands, _newer(desk))
    hands.tap(screen.primary)
    hands.qtbot.waitUntil(lambda: screen.quiz.isVisible())
    hands.tap(screen.back_button)
    hands.qtbot.waitUntil(lambda: screen.page.isVisible())
    hands.tap(screen.primary)
    hands.qtbot.waitUntil(lambda: screen.quiz.isVisible())
    told = [it.kind for it in desk.station.store.tail(0, 1000)]
    assert told.count("ChangesAcknowledged") == 1
