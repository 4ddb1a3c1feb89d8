"""The rules, as functions of numbers: no database, no clock. Their false alarms are measured in
docs/decisions/signals.md."""

from __future__ import annotations

from collections import Counter
from math import exp, log
from statistics import fmean, median, pstdev
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

# --- faster than possible ---
ENOUGH = 12
"""So many other times before a step's usual time is known."""
FRACTION = 0.25
DEVIATIONS = 4.0
LEAST_SPREAD = 0.2
"""Of the logarithm: nobody works more evenly than a fifth."""
NORMAL = 1.4826
"""Median absolute deviation to standard deviation, of a normal distribution."""
OF_STANDARD = 0.1
"""Without history: a tenth of the standard time."""
SHORTEST_USUAL_MS = 3000
"""A step that usually takes less is a tap: how fast it is says nothing."""


def too_fast_below(others_ms: Sequence[int]) -> float | None:
    """The time below which a step was faster than it can be, from what it took other times: both
    below a quarter of the median and four robust deviations below it, on a logarithmic scale.
    None while too little is known."""
    known = [it for it in others_ms if it > 0]
    if len(known) < ENOUGH or median(known) < SHORTEST_USUAL_MS:
        return None
    logs = [log(it) for it in known]
    middle = median(logs)
    spread = max(NORMAL * median(abs(it - middle) for it in logs), LEAST_SPREAD)
    return min(FRACTION * median(known), exp(middle - DEVIATIONS * spread))


# --- even rhythm ---
WINDOW = 6
EVEN = 0.10
UNEVEN = 0.35


class Rhythm(Struct, frozen=True):
    """From place `first` on, `steps` of them; variations as fractions of the mean."""

    first: int
    steps: int
    variation: float
    expected: float
    mean_ms: float


def rhythm_in(took_ms: Sequence[int], expected_ms: Sequence[float | None]) -> Rhythm | None:
    """The longest stretch of at least six steps that took almost the same time (coefficient of
    variation below 0.10) where it should not have: what is expected of them varies by more than
    0.35 of its mean. Steps nothing is expected of end a stretch."""
    best: Rhythm | None = None
    for first in range(len(took_ms) - WINDOW + 1):
        for last in range(first + WINDOW, len(took_ms) + 1):
            found = _even(took_ms[first:last], expected_ms[first:last], first)
            if found is None:
                break
            if found.expected >= UNEVEN and (best is None or found.steps > best.steps):
                best = found
    return best


def _even(took: Sequence[int], expected: Sequence[float | None], first: int) -> Rhythm | None:
    usual = [it for it in expected if it]
    if len(usual) < len(took) or not fmean(took):
        return None
    variation = pstdev(took) / fmean(took)
    if variation >= EVEN:
        return None
    return Rhythm(first, len(took), variation, pstdev(usual) / fmean(usual), fmean(took))


# --- identical readings ---
READINGS = 20
CHANCE = 1e-5


def streak(values: Sequence[float]) -> int:
    """How many of the last values are the same to the last digit."""
    count = 0
    for it in reversed(values):
        if it != values[-1]:
            break
        count += 1
    return count


def chance_of(length: int, others: Sequence[float]) -> float | None:
    """How likely readings taken honestly repeat one value so often: the share of the commonest
    value elsewhere, two more counted for safety, to the power of the repetitions. None while too
    little is known. A gauge that always shows the same makes it 1: it never alarms."""
    if len(others) < READINGS:
        return None
    share = (Counter(others).most_common(1)[0][1] + 2) / (len(others) + 2)
    return float(share ** (length - 1))


# --- two stations ---
TOLERANCE_MS = 120_000
"""Two clocks, each within the 60 s beyond which drift is an event of its own."""
ACTS = 2


def together(one: Sequence[int], other: Sequence[int], tolerance_ms: int = TOLERANCE_MS) -> int:
    """For how long, in ms, two stays overlap beyond what the clocks may be apart, with at least two
    acts of each in it; 0 when they do not. Both in order."""
    began, ended = max(one[0], other[0]), min(one[-1], other[-1])
    if ended - began <= tolerance_ms:
        return 0
    within = [sum(began <= it <= ended for it in acts) for acts in (one, other)]
    return ended - began if min(within) >= ACTS else 0
