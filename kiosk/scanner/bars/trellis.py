"""The likeliest codeword and its nearest rival, check digit and parity included.

Dynamic programming over the digits with the running check sum as part of the state:
only valid codewords compete, so the margin says how far the next valid one is.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kiosk.scanner.bars.layouts import Ints, Layout, Reals

_NEVER = 1e9
_DIGITS = np.arange(10)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best codeword, its cost, and the cost of the best one with another text."""

    text: str
    shapes: Ints
    cost: float
    rival_cost: float


def likeliest(layout: Layout, first: Reals, pairs: list[Reals], last: Reals) -> Verdict:
    """Search all valid codewords.

    ``first`` and ``last`` are the costs by shape of what lies before the middle of the
    first digit and after that of the last; ``pairs[i]`` those between the middles of
    digits i and i + 1, by both shapes. Costs are squared residuals.
    """
    variants = layout.variants
    steps = _steps(layout, pairs)
    forward = _forward(layout, first, steps)
    ending = last[variants.shapes[:, -1:] + _DIGITS]
    ending = np.where(variants.last_digits, ending, _NEVER)
    marginals = _marginals(layout, forward, steps, ending)
    return _verdict(layout, marginals)


def plainest(first: Reals, pairs: list[Reals], last: Reals) -> Ints:
    """The cheapest shapes with no regard to parity and check digit; much faster."""
    costs, came_from = first, []
    for pair in pairs:
        through = costs[:, None] + pair
        came_from.append(through.argmin(axis=0))
        costs = through.min(axis=0)
    shapes = [int((costs + last).argmin())]
    for origin in reversed(came_from):
        shapes.append(int(origin[shapes[-1]]))
    return np.array(shapes[::-1])


def _steps(layout: Layout, pairs: list[Reals]) -> list[Reals]:
    """The pair costs of each variant, as (variant, digit, next digit)."""
    return [
        pair.ravel().take(_pair_index(layout, place, pair.shape[1]))
        for place, pair in enumerate(pairs)
    ]


@functools.lru_cache(maxsize=64)
def _pair_index(layout: Layout, place: int, width: int) -> Ints:
    shapes = layout.variants.shapes[:, :, None] + _DIGITS
    index: Ints = shapes[:, place, :, None] * width + shapes[:, place + 1, None, :]
    return index


def _forward(layout: Layout, first: Reals, steps: list[Reals]) -> list[Reals]:
    """Best cost up to each digit, as (variant, digit, check sum so far)."""
    variants = layout.variants
    count = len(variants.shapes)
    state = np.full((count, 10, 10), _NEVER)
    sums = (variants.constant[:, None] + variants.weights[:, :1] * _DIGITS) % 10
    costs = first[variants.shapes[:, :1] + _DIGITS]
    state[np.arange(count)[:, None], _DIGITS[None], sums] = costs
    states = [state]
    for place, step in enumerate(steps, start=1):
        merged = (state[:, :, None, :] + step[:, :, :, None]).min(axis=1)
        state = merged[_shifted(layout, place, -1)]
        states.append(state)
    return states


@functools.lru_cache(maxsize=128)
def _shifted(layout: Layout, place: int, sign: int) -> tuple[Ints, Ints, Ints]:
    """An index that moves each sum to that before (-1) or after (+1) a digit."""
    weighted = layout.variants.weights[:, place, None] * _DIGITS
    sums = (_DIGITS + sign * weighted[:, :, None]) % 10
    count = len(sums)
    return np.arange(count)[:, None, None], _DIGITS[None, :, None], sums


def _marginals(layout: Layout, forward: list[Reals], steps: list[Reals], ending: Reals) -> Reals:
    """The best whole codeword through each digit, as (variant, place, digit)."""
    backward = np.full((len(ending), 10, 10), _NEVER)
    backward[:, :, 0] = ending
    found = [(forward[-1] + backward).min(axis=2)]
    for place in range(len(steps) - 1, -1, -1):
        shifted = backward[_shifted(layout, place + 1, 1)]
        backward = (steps[place][:, :, :, None] + shifted[:, None, :, :]).min(axis=2)
        found.append((forward[place] + backward).min(axis=2))
    return np.stack(found[::-1], axis=1)


def _verdict(layout: Layout, marginals: Reals) -> Verdict:
    by_variant = marginals[:, 0].min(axis=1)
    variant = int(by_variant.argmin())
    digits = marginals[variant].argmin(axis=1)
    others = marginals[variant].copy()
    others[np.arange(len(digits)), digits] = _NEVER
    rival = min(float(others.min()), float(np.delete(by_variant, variant).min(initial=_NEVER)))
    return Verdict(
        text=layout.text_of(variant, digits),
        shapes=layout.variants.shapes[variant] + digits,
        cost=float(by_variant[variant]),
        rival_cost=rival,
    )
