"""Which questions a person is asked about a revision, and in which order the answers stand.

Decided by person and release alone: whoever leaves and comes back finds the same questions, and
two colleagues do not share one list.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sop.procedure import Procedure, Question

ASKED = 3


def chosen_questions(
    procedure: Procedure, changed: Collection[str], person: str, release: str
) -> tuple[int, ...]:
    """The numbers (from 0) of at most `ASKED` questions of the quiz, in the order they stand in
    it; those about steps in `changed` come before the others."""

    def rank(number: int) -> tuple[bool, bytes]:
        about_a_change = procedure.quiz[number].step in changed
        return not about_a_change, _draw(person, release, number)

    return tuple(sorted(sorted(range(len(procedure.quiz)), key=rank)[:ASKED]))


def shown_answers(question: Question, number: int, person: str, attempt: int) -> tuple[int, ...]:
    """In which order its answers are shown: another one at the next attempt, so that a place on
    the screen is no answer."""
    count = len(question.answers)
    order = sorted(range(count), key=lambda each: _draw(person, str(number), each))
    shift = (attempt - 1) % count
    return tuple(order[shift:] + order[:shift])


def is_right(question: Question, answer: int) -> bool:
    """`answer` as it stands in the document, from 0."""
    return 0 <= answer < len(question.answers) and question.answers[answer].correct


def _draw(*of: object) -> bytes:
    return sha256("\x1f".join(map(str, of)).encode()).digest()
