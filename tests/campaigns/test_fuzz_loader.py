"""A sample of the loader's campaign, with hypothesis choosing the blows and shrinking them."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop.language import check
from sop.messages import CATALOGUE
from tests.campaigns.fuzz_loader import throw


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_spoilt_package_gives_problems_and_nothing_else(chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert set(throw(Path(folder), chance)) <= set(CATALOGUE)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_no_package(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.sop").write_bytes(content)
        (Path(folder) / "sop.yaml").write_bytes(content)

        assert check(Path(folder))
        assert check(Path(folder) / "a.sop")
