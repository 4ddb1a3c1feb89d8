"""Bounds of what a pattern matches: true for every match, and exact for simple ones."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop.pattern_width import width
from sop.patterns import matches_whole

_atoms = st.sampled_from(["a", "[0-9]", r"\d", r"\.", "[^]a]", ".", "b", r"[\]x]", "[[:alpha:]]"])
_counts = st.sampled_from(["", "*", "+", "?", "{3}", "{2,4}", "{1,}", "+?"])
_patterns = st.recursive(
    st.builds("{}{}".format, _atoms, _counts),
    lambda inner: st.one_of(
        st.builds("({}){}".format, inner, _counts),
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds("(?P<g>{}){}".format, _atoms, _counts),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [
        ("[A-Z]{2}-[0-9]{4,6}", 7, 9),
        ("LOT(-[0-9]+)?", 3, math.inf),
        ("(?P<lot>A|BCD)x?", 1, 4),
        (r"^\d\d$", 2, 2),
        ("", 0, 0),
        ("a|", 0, 1),
        (r"a{,3}", 5, 5),
        (r"\x41", 0, math.inf),
        ("(?i)ab", 0, math.inf),
    ],
)
def test_bounds_of_a_pattern(pattern: str, least: float, most: float) -> None:
    assert width(pattern) == (least, most)


@settings(max_examples=200, deadline=None)
@given(pattern=_patterns.filter(lambda p: p.count("?P<g>") < 2), text=st.text("ab0.]x", max_size=9))
def test_what_matches_lies_within_the_bounds(pattern: str, text: str) -> None:
    least, most = width(pattern)
    if matches_whole(pattern, text):
        assert least <= len(text) <= most
