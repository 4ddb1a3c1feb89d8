"""Readings of keyboard-style gauges: calipers, scales, torque wrenches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_READING = re.compile(
    r"""^\s*
    (?:0[1-9]A)?                           # Mitutoyo Digimatic: channel and 'A' for data
    (?P<sign>[+-]?)\s*
    (?P<number>\d{1,12}(?:[.,]\d{0,9})?|[.,]\d{1,9})
    \s*(?P<unit>[A-Za-z°µμΩ%"'/·²³]{0,8})
    \s*$""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class GaugeReading:
    """One value; ``decimals`` is how many places the gauge sent, ``unit`` as sent."""

    value: Decimal
    unit: str | None
    decimals: int


def parse_gauge(line: str) -> GaugeReading | None:
    """The reading in a line such as ``+012.34 mm`` or ``12,3``; None if it is none."""
    if len(line) > 64 or not line.isprintable():
        line = line.strip()
    match = _READING.match(line) if len(line) <= 64 else None
    if match is None or not match["number"].isascii():
        return None
    number = match["number"].replace(",", ".")
    places = len(number.partition(".")[2])
    value = Decimal(match["sign"] + number)
    return GaugeReading(value, match["unit"] or None, places)
