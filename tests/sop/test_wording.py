"""What of a text another revision says otherwise."""

from hypothesis import given
from hypothesis import strategies as st

from sop.wording import Part, marked


def test_a_number_that_changed_is_marked_as_one() -> None:
    assert marked("Tighten to 24.5 N·m.", "Tighten to 20 N·m.") == (
        Part("Tighten to "),
        Part("24.5", True),
        Part(" N·m."),
    )


def test_chinese_is_compared_by_characters() -> None:
    assert marked("拧紧到 24 N·m", "拧到 20 N·m") == (
        Part("拧"),
        Part("紧", True),
        Part("到 "),
        Part("24", True),
        Part(" N·m"),
    )


def test_marks_with_only_a_space_between_become_one() -> None:
    assert marked("use new gloves here", "use these here") == (
        Part("use "),
        Part("new gloves", True),
        Part(" here"),
    )


def test_the_same_text_has_no_mark_and_another_one_is_one_mark() -> None:
    assert marked("same", "same") == (Part("same"),)
    assert marked("new", "") == (Part("new", True),)
    assert marked("", "old") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_joined_it_is_the_text(text: str, against: str) -> None:
    assert "".join(it.text for it in marked(text, against)) == text
