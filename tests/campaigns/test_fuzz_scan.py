"""A sample of the scan path's campaign."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scanner.gs1 import parse_gs1
from tests.campaigns.fuzz_scan import throw_frame, throw_text


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_spoilt_texts_break_nothing(chance: random.Random) -> None:
    throw_text(chance)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_gs1_or_is_not(text: str) -> None:
    found = parse_gs1(text)
    assert found is None or isinstance(dict(found.values), dict)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_a_spoilt_frame_admits_nothing_but_what_was_printed(seed: int) -> None:
    throw_frame(random.Random(seed))
