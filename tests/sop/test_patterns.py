"""Patterns in RE2: whole texts, named groups, and no pattern that takes for ever."""

import pytest

from sop.messages import text
from sop.patterns import PatternError, captures, group_names, matches_whole


def test_a_pattern_matches_the_whole_text_or_not_at_all() -> None:
    assert matches_whole("[A-Z]{2}-[0-9]+", "AB-12")
    assert not matches_whole("[A-Z]{2}-[0-9]+", "AB-12 ")
    assert not matches_whole("AB", "AB\n")
    assert not matches_whole("a|ab", "abc")


def test_named_groups_are_captured_and_absent_ones_left_out() -> None:
    pattern = "(?P<lot>[A-Z]+)(-(?P<serial>[0-9]+))?"

    assert captures(pattern, "AB-12") == {"lot": "AB", "serial": "12"}
    assert captures(pattern, "AB") == {"lot": "AB"}
    assert captures(pattern, "12") is None
    assert group_names(pattern) == {"lot", "serial"}


def test_a_pattern_that_would_explode_elsewhere_answers_at_once() -> None:
    assert not matches_whole("(a*)*(b*)*(a|b)*c", "ab" * 2000)


def test_half_a_character_matches_nothing() -> None:
    assert not matches_whole(".*", "\ud800")


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("(", "pattern_brackets"),
        ("a)", "pattern_brackets"),
        ("[a", "pattern_brackets"),
        ("(?=a)", "pattern_lookaround"),
        (r"(a)\1", "pattern_escape"),
        ("a{99999}", "pattern_repetition"),
        ("*a", "pattern_repetition"),
        ("[z-a]", "pattern_syntax"),
        ("((a{100}){100}){100}", "pattern_repetition"),
        ("x" * 201, "pattern_too_long"),
        ("\ud800", "pattern_characters"),
    ],
)
def test_a_pattern_that_is_not_re2_is_refused_with_its_reason(pattern: str, key: str) -> None:
    with pytest.raises(PatternError) as error:
        matches_whole(pattern, "a")

    assert error.value.key == key

    assert text(error.value.key, "zh", **error.value.details)
