"""A verdict never hangs on binary rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.execution.numbers import calculated, decimals_of, mean, outside, rounded, shown

tenths = st.integers(-10_000, 10_000).map(lambda n: n / 10)


@given(tenths, tenths, tenths)
def test_a_reading_is_within_its_limits_exactly_when_its_decimals_are(
    value: float, one: float, other: float
) -> None:
    lower, upper = sorted((one, other))
    passes = Decimal(str(lower)) <= Decimal(str(value)) <= Decimal(str(upper))
    assert (outside(value, lower, upper, 1, "mm") is None) is passes


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000))
def test_a_sum_of_decimals_meets_a_limit_of_that_sum(one: int, other: int) -> None:
    computed = calculated(one / 100 + other / 100, 2)
    limit = float(Decimal(one + other) / 100)
    assert outside(computed, limit, limit, 2, "") is None


@given(st.lists(tenths, min_size=1, max_size=50))
def test_a_mean_of_readings_within_limits_is_within_them(samples: list[float]) -> None:
    assert outside(mean(samples, 1), min(samples), max(samples), 1, "") is None


@pytest.mark.parametrize(
    ("samples", "decimals", "value"),
    [((0.1, 0.2), 2, 0.15), ((0.1, 0.2), 1, 0.2), ((0.2, 0.3), 1, 0.2), ((-0.01, 0.0), 1, 0.0)],
)
def test_a_mean_is_rounded_half_to_even(
    samples: tuple[float, ...], decimals: int, value: float
) -> None:
    assert mean(samples, decimals) == value


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.1 + 0.2, 1, 0.3),
        (1.1 * 1.1, 2, 1.21),
        (2.675, 2, 2.68),
        (0.14500000000000002, 2, 0.14),
        (1e11 / 3, 2, 33333333333.3),
    ],
)
def test_what_binary_arithmetic_left_behind_is_taken_off_before_rounding(
    value: float, decimals: int, expected: float
) -> None:
    assert calculated(value, decimals) == expected


def test_nothing_is_minus_zero() -> None:
    assert str(rounded(Decimal("-0.04"), 1)) == "0.0"


@pytest.mark.parametrize(("value", "digits"), [(5, 0), (5.0, 0), (0.25, 2), (1e-6, 6), (1e12, 0)])
def test_decimals_are_counted_as_they_would_be_written(value: float, digits: int) -> None:
    assert decimals_of(value) == digits


def test_a_number_is_shown_with_its_decimals_and_unit() -> None:
    assert [shown(24, 1, "N·m"), shown(0.25, 1), shown(1e6, 0)] == ["24.0 N·m", "0.25", "1000000"]
