"""Which questions are asked, and where their answers stand."""

from msgspec.structs import replace

from sop.procedure import Answer, Question
from sop.quiz import chosen_questions, is_right, shown_answers
from tests.sop.execution.shop import procedure, step

ANSWERS = [Answer({"en": "a"}), Answer({"en": "b"}, correct=True), Answer({"en": "c"})]


def _asking(*steps: str) -> list[Question]:
    return [Question(each, {"en": f"about {each}"}, ANSWERS) for each in steps]


PROCEDURE = replace(
    procedure(step("fit"), step("turn")),
    quiz=_asking("fit", "fit", "turn", "fit", "turn", "fit"),
)


def test_three_are_asked_and_those_about_changed_steps_first() -> None:
    chosen = chosen_questions(PROCEDURE, {"turn"}, "p1", "r1")
    assert len(chosen) == 3
    assert {2, 4} < set(chosen)
    assert chosen == tuple(sorted(chosen))


def test_the_same_person_is_asked_the_same_and_others_are_asked_otherwise() -> None:
    mine = chosen_questions(PROCEDURE, set(), "p1", "r1")
    assert mine == chosen_questions(PROCEDURE, set(), "p1", "r1")
    others = {chosen_questions(PROCEDURE, set(), f"p{n}", "r1") for n in range(20)}
    assert len(others) > 3


def test_fewer_questions_than_three_are_all_asked() -> None:
    few = replace(PROCEDURE, quiz=PROCEDURE.quiz[:2])
    assert chosen_questions(few, set(), "p1", "r1") == (0, 1)


def test_answers_change_places_from_one_attempt_to_the_next() -> None:
    question = PROCEDURE.quiz[0]
    first, second = (shown_answers(question, 0, "p1", attempt) for attempt in (1, 2))
    assert sorted(first) == sorted(second) == [0, 1, 2]
    assert all(one != other for one, other in zip(first, second, strict=True))


def test_right_is_what_the_document_says() -> None:
    assert [is_right(PROCEDURE.quiz[0], it) for it in (-1, 0, 1, 2, 3)] == [
        False, False, True, False, False,
    ]  # fmt: skip
