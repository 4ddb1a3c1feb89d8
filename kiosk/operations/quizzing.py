"""The questions about a revision, asked of each person until every answer was right once.

Each answer is a fact of the station; how far a person is survives leaving and the plug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from sop.quiz import chosen_questions, is_right, shown_answers
from sop.station_events import QuizAnswered, QuizPassed

if TYPE_CHECKING:
    from collections.abc import Collection

    from kiosk.operations.station import Station
    from sop.procedure import Question


class Asked(Struct, frozen=True):
    """A question as it is put: `number` within the quiz, the answers in the order of `order`."""

    number: int
    question: Question
    attempt: int
    order: tuple[int, ...]


class Quiz(Struct, frozen=True):
    """How far a person is. `open` are the questions still to be answered right."""

    release: str
    asked: tuple[int, ...]
    open: tuple[Asked, ...]

    @property
    def place(self) -> int:
        """Which one of those asked comes now, from 1."""
        return len(self.asked) - len(self.open) + 1


class _Progress(Struct):
    """What is remembered of one person and release between two answers."""

    right: list[int] = []
    tries: dict[str, int] = {}
    first_right: int = 0
    passed: bool = False


def quiz_of(station: Station, release: str, changed: Collection[str]) -> Quiz:
    """What whoever is signed in is asked about that release; `changed` are its changed steps."""
    procedure, person = station.release(release).procedure, station.signed_in().id
    numbers = chosen_questions(procedure, changed, person, release)
    progress = _progress(station, person, release)
    left = [it for it in numbers if it not in progress.right and not progress.passed]
    return Quiz(
        release=release,
        asked=numbers,
        open=tuple(_put(procedure.quiz[it], it, person, progress) for it in left),
    )


def answer_question(
    station: Station, release: str, changed: Collection[str], number: int, answer: int
) -> tuple[bool, Quiz]:
    """Whether it was right, and what is asked next. Both the answer and, after the last right
    one, that the quiz was passed are recorded. A question answered right already stays so."""
    person = station.signed_in().id
    progress = _progress(station, person, release)
    question = station.release(release).procedure.quiz[number]
    correct = is_right(question, answer)
    if number not in progress.right and not progress.passed:
        _take(station, release, progress, QuizAnswered(
            person=person,
            release=release,
            question=number,
            answer=answer,
            correct=correct,
            attempt=_tries(progress, number) + 1,
        ))  # fmt: skip
    quiz = quiz_of(station, release, changed)
    if not quiz.open and not progress.passed:
        _pass(station, person, quiz, progress)
    return correct, quiz


def has_passed(station: Station, person: str, release: str) -> bool:
    return _progress(station, person, release).passed


def _take(station: Station, release: str, progress: _Progress, given: QuizAnswered) -> None:
    station.record(given)
    progress.tries = progress.tries | {str(given.question): given.attempt}
    if given.correct:
        progress.right = [*progress.right, given.question]
        progress.first_right += given.attempt == 1
    _remember(station, given.person, release, progress)


def _pass(station: Station, person: str, quiz: Quiz, progress: _Progress) -> None:
    station.record(
        QuizPassed(
            person=person,
            release=quiz.release,
            questions=quiz.asked,
            first_right=progress.first_right,
        )
    )
    progress.passed = True
    _remember(station, person, quiz.release, progress)


def _put(question: Question, number: int, person: str, progress: _Progress) -> Asked:
    attempt = _tries(progress, number) + 1
    return Asked(number, question, attempt, shown_answers(question, number, person, attempt))


def _tries(progress: _Progress, number: int) -> int:
    return progress.tries.get(str(number), 0)


def _progress(station: Station, person: str, release: str) -> _Progress:
    known = station.store.settings.get(_key(person, release))
    return msgspec.convert(known, _Progress) if known else _Progress()


def _remember(station: Station, person: str, release: str, progress: _Progress) -> None:
    station.store.settings.put(_key(person, release), msgspec.to_builtins(progress))


def _key(person: str, release: str) -> str:
    return f"quiz:{person}:{release}"
