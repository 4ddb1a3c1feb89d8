"""How bars look through a lens: module bits blurred and widened, sampled evenly."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.bars.layouts import DIGIT_MODULES, LEFT_SET, RIGHT_SET

if TYPE_CHECKING:
    from kiosk.scanner.bars.layouts import Layout, Reals

PER_MODULE = 4
"""Samples taken per module."""
QUIET = 3
"""Modules of the quiet zone that belong to the model on either side."""
_HALF = DIGIT_MODULES * PER_MODULE // 2
_BLUR_STEP = 0.04
_REACH = 4
"""A blurred bar is taken to end after so many modules."""


@functools.lru_cache(maxsize=8)
def sample_places(layout: Layout) -> Reals:
    """Where the samples lie, in modules from the first bar's left edge."""
    count = (layout.modules + 2 * QUIET) * PER_MODULE
    return (np.arange(count) + 0.5) / PER_MODULE - QUIET


def kernel(blur: float) -> Reals:
    """The blur of so many modules (standard deviation), as weights per sample."""
    half = math.ceil(max(blur, 0.1) * 3.5 * PER_MODULE)
    at = np.arange(-half, half + 1) / (max(blur, 0.1) * PER_MODULE)
    weights = np.exp(-0.5 * at * at)
    return weights / float(weights.sum())


def widened(bits: Reals, gain: float) -> Reals:
    """Module bits as samples, each bar wider by ``gain`` modules on either side."""
    fine = np.repeat(bits, PER_MODULE, axis=-1)
    step = np.diff(fine, axis=-1)
    rise, fall = np.maximum(step, 0.0), np.maximum(-step, 0.0)
    change = gain * PER_MODULE
    # Less than a sample either way: shift the edge's share of the sample beside it.
    if change >= 0:
        fine[..., :-1] += change * rise
        fine[..., 1:] += change * fall
    else:
        fine[..., 1:] += change * rise
        fine[..., :-1] += change * fall
    return fine


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole symbol at `sample_places`, ready to be seen through different lenses."""

    bars: Reals
    rims: Reals

    @staticmethod
    def of(bits: Reals) -> Drawing:
        quiet = np.zeros(QUIET)
        bars = np.repeat(np.concatenate([quiet, bits, quiet]), PER_MODULE)
        step = np.abs(np.diff(bars)) * (PER_MODULE / 2)
        rims = np.zeros_like(bars)
        rims[:-1] += step
        rims[1:] += step
        return Drawing(bars, rims)

    def seen(self, blur: float, gain: float) -> Reals:
        """The darkness (0 to 1); bars are wider by ``gain`` modules on either side."""
        return np.convolve(self.bars + gain * self.rims, kernel(blur), mode="same")

    def slopes(self, blur: float, gain: float, seen: Reals) -> tuple[Reals, Reals]:
        """How `seen` changes with blur and with gain."""
        more = (self.seen(blur + _BLUR_STEP, gain) - seen) / _BLUR_STEP
        return more, np.convolve(self.rims, kernel(blur), mode="same")


def rendered(bits: Reals, blur: float, gain: float) -> Reals:
    """The darkness (0 to 1) of a whole symbol at `sample_places`."""
    return Drawing.of(bits).seen(blur, gain)


@functools.lru_cache(maxsize=512)
def _digit_looks(is_left: bool, blur_step: int, gain_step: int) -> Reals:
    shapes = LEFT_SET if is_left else RIGHT_SET
    room = np.zeros((len(shapes), _REACH))
    fine = widened(np.concatenate([room, shapes, room], axis=1), gain_step / 50)
    weights = kernel(blur_step / 50)
    looks = np.stack([np.convolve(row, weights, mode="same")[: row.size] for row in fine])
    middle = looks.shape[1] // 2
    return looks[:, middle - 2 * _HALF : middle + 2 * _HALF]


def digit_looks(is_left: bool, blur: float, gain: float) -> Reals:
    """What each shape of a digit adds, from 3.5 modules before it to 3.5 after it.

    Blur being linear, a pair of digits is the sum of both. Blur and gain are rounded
    to fiftieths of a module.
    """
    return _digit_looks(is_left, round(blur * 50), round(gain * 50))
