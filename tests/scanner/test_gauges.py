from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanner.gauges import GaugeReading, parse_gauge


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("+012.34 mm\r", GaugeReading(Decimal("12.34"), "mm", 2)),
        ("12,3", GaugeReading(Decimal("12.3"), None, 1)),
        ("01A+00123.45", GaugeReading(Decimal("123.45"), None, 2)),
        ("-.5N·m", GaugeReading(Decimal("-0.5"), "N·m", 1)),
        ("  25.0  °C ", GaugeReading(Decimal("25.0"), "°C", 1)),
        ("8", GaugeReading(Decimal(8), None, 0)),
    ],
)
def test_a_gauge_line_is_read(line: str, expected: GaugeReading) -> None:
    assert parse_gauge(line) == expected


@pytest.mark.parametrize("line", ["", "mm", "1.2.3", "PN-4711", "4006381333931X9", "١٢", "1" * 40])
def test_what_is_no_reading_is_none(line: str) -> None:
    assert parse_gauge(line) is None


@given(st.text(max_size=80))
def test_garbage_never_raises(line: str) -> None:
    parse_gauge(line)


@given(st.decimals(-99999, 99999, places=3))
def test_every_number_comes_back(value: Decimal) -> None:
    found = parse_gauge(f"{value:+} mm")
    assert found is not None
    assert found.value == value
