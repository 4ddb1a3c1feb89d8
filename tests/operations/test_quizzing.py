"""The quiz after the changes: asked until right, noted answer by answer, remembered."""

import msgspec
import pytest

from kiosk.operations.changing import (
    ChangesUnread,
    acknowledge_changes,
    acknowledge_if_new,
    answer,
    changes_of,
)
from kiosk.operations.quizzing import Quiz
from kiosk.operations.running import start_following_unit
from kiosk.operations.station import Station
from sop.procedure import Answer, Question
from sop.release import Release
from sop.station_events import QuizAnswered, QuizPassed
from tests.operations.revisions import assign, assigned, revision, take


def _newer(station: Station, release: str, questions: int) -> str:
    """Revision B, with that many questions; the second answer is right."""
    known = revision(station, release, "B")
    answers = [Answer({"en": "no"}), Answer({"en": "yes"}, correct=True), Answer({"en": "maybe"})]
    quiz = [Question("tighten", {"en": f"question {n}"}, answers) for n in range(questions)]
    newer = Release(msgspec.structs.replace(known.procedure, quiz=quiz), known.media)
    assign(station, assigned(newer))
    take(station, newer)
    return newer.digest


def _quiz(station: Station, release: str) -> Quiz:
    quiz = changes_of(station, release).quiz
    assert quiz is not None
    return quiz


def test_a_wrong_answer_asks_again_and_everything_is_noted(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, 1)
    acknowledge_changes(station, newer)
    with pytest.raises(ChangesUnread):
        start_following_unit(station, run)

    right, quiz = answer(station, newer, 0, 2)
    assert (right, [it.attempt for it in quiz.open]) == (False, [2])
    right, quiz = answer(station, newer, 0, 1)
    assert (right, quiz.open) == (True, ())

    assert start_following_unit(station, run).refusal is None
    told = [it for it in station.store.tail(0, 500) if it.kind.startswith("Quiz")]
    assert [it.kind for it in told] == ["QuizAnswered", "QuizAnswered", "QuizPassed"]
    assert [msgspec.json.decode(it.data, type=QuizAnswered) for it in told[:2]] == [
        QuizAnswered(person="E1001", release=newer, question=0, answer=2, correct=False),
        QuizAnswered(person="E1001", release=newer, question=0, answer=1, correct=True, attempt=2),
    ]
    assert msgspec.json.decode(told[2].data, type=QuizPassed) == QuizPassed(
        person="E1001", release=newer, questions=(0,), first_right=0
    )


def test_three_of_many_are_asked_and_where_one_left_one_goes_on(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, 7)
    acknowledge_changes(station, newer)
    quiz = _quiz(station, newer)
    assert (len(quiz.asked), quiz.place) == (3, 1)
    _right, after = answer(station, newer, quiz.open[0].number, 1)
    assert _quiz(station, newer) == after
    assert (after.asked, after.open, after.place) == (quiz.asked, quiz.open[1:], 2)


def test_an_answer_after_it_was_passed_is_not_noted_again(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, 2)
    acknowledge_if_new(station, newer)
    before = station.store.head()
    right, quiz = answer(station, newer, 0, 0)
    assert (right, quiz.open, station.store.head()) == (False, (), before)


def test_a_quiz_without_any_other_change_is_asked_all_the_same(
    station: Station, release: str, run: str
) -> None:
    known = station.release(release)
    newer = Release(msgspec.structs.replace(known.procedure, revision="B", changes=[]), known.media)
    assign(station, assigned(newer))
    take(station, newer)
    with pytest.raises(ChangesUnread):
        start_following_unit(station, run)
    acknowledge_if_new(station, newer.digest)
    assert start_following_unit(station, run).refusal is None
