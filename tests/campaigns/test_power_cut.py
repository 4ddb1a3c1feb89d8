"""A sample of the power-cut campaign, and its control."""

import pytest

from tests.campaigns.power_cut import campaign


@pytest.mark.slow
def test_nothing_confirmed_is_lost_in_a_power_cut() -> None:
    tally = campaign(runs=200, seed=20250301)
    assert tally.is_clean, tally
    assert tally.runs == 200
    assert tally.confirmed > 5_000


@pytest.mark.slow
def test_the_control_shows_that_the_simulated_disk_forgets() -> None:
    tally = campaign(runs=40, seed=20250301, synchronous="NORMAL")
    assert tally.lost > 0
    assert tally.doubled == 0
