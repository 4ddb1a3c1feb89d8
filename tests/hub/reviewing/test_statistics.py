"""The rules behind the signals: quiet for honest work, simulated; loud where it was not done."""

from __future__ import annotations

from random import Random

import pytest

from hub.reviewing.signals import statistics

STEPS_MS = (8_000, 20_000, 45_000, 12_000, 90_000, 30_000, 15_000, 60_000)


def worked(rng: Random, usual_ms: float, spread: float = 0.35) -> int:
    """Honest work: times spread on a logarithmic scale, as people's are, a long one at times."""
    long = 4 if rng.random() < 0.05 else 1
    return int(usual_ms * rng.lognormvariate(0, spread) * long)


@pytest.mark.parametrize("spread", [0.2, 0.35, 0.5])
def test_honest_times_are_not_too_fast(spread: float) -> None:
    """At most one alarm in ten thousand steps."""
    rng = Random(4)
    alarms = 0
    for _ in range(500):
        usual = rng.choice(STEPS_MS)
        below = statistics.too_fast_below([worked(rng, usual, spread) for _ in range(60)])
        assert below is not None
        alarms += sum(worked(rng, usual, spread) < below for _ in range(40))
    assert alarms <= 2


def test_a_tenth_of_the_usual_time_is_too_fast_even_where_one_in_ten_cheated() -> None:
    rng = Random(5)
    others = [worked(rng, 30_000) for _ in range(54)] + [1_500] * 6
    below = statistics.too_fast_below(others)
    assert below is not None
    assert below > 3_000


def test_what_is_hardly_known_or_a_mere_tap_is_never_too_fast() -> None:
    assert statistics.too_fast_below([30_000] * 11) is None
    assert statistics.too_fast_below([900] * 100) is None


def test_honest_work_has_no_even_rhythm() -> None:
    """Twenty thousand runs of eight steps."""
    rng = Random(6)
    alarms = 0
    for _ in range(20_000):
        steps = rng.sample(STEPS_MS, len(STEPS_MS))
        took = [worked(rng, it) for it in steps]
        alarms += statistics.rhythm_in(took, list(steps)) is not None
    assert alarms <= 2


def test_tapping_in_time_is_even_where_the_steps_are_not() -> None:
    rng = Random(7)
    took = [40_000, *(int(2_000 * rng.uniform(0.93, 1.07)) for _ in range(7))]
    found = statistics.rhythm_in(took, list(STEPS_MS))
    assert found is not None
    assert (found.first, found.steps) == (1, 7)
    assert statistics.rhythm_in(took, [20_000] * 8) is None, "steps that take the same anyway"
    assert statistics.rhythm_in(took, [None] * 8) is None, "nothing is expected"


@pytest.mark.parametrize("spread", [0.3, 1.0, 4.0])
def test_honest_readings_of_a_coarse_or_a_fine_gauge_are_quiet(spread: float) -> None:
    """In steps of the gauge's last digit: even one that nearly always shows the same. At most one
    alarm in fifty thousand readings."""
    rng = Random(8)
    alarms = 0
    values = [float(round(rng.gauss(100, spread))) for _ in range(50_000)]
    for end in range(200, len(values)):
        length = statistics.streak(values[end - 30 : end])
        if length < 4:
            continue
        others = values[end - 200 : end - length]
        chance = statistics.chance_of(length, others)
        before = statistics.chance_of(length - 1, others)
        alarms += chance is not None and chance < statistics.CHANCE <= (before or 1)
    assert alarms <= 1


def test_the_same_reading_again_and_again_is_told() -> None:
    rng = Random(9)
    others = [round(rng.gauss(60, 0.8), 1) for _ in range(100)]
    chance = statistics.chance_of(6, others)
    assert chance is not None
    assert chance < statistics.CHANCE
    assert statistics.chance_of(6, others[:19]) is None
    assert statistics.chance_of(50, [60.0] * 100) == 1.0, "a gauge that always shows it"


def test_two_clocks_a_minute_apart_each_make_nobody_be_in_two_places() -> None:
    one = list(range(0, 600_000, 30_000))
    here, there = one, [it + 600_000 - 110_000 for it in one]
    assert statistics.together(here, there) == 0
    assert statistics.together(here, [it + 200_000 for it in one]) == one[-1] - 200_000
    assert statistics.together(here, [100_000, 500_000]) == 400_000
    assert statistics.together(here, [-5_000, 590_000]) == 0, "away at the time: no act within"
