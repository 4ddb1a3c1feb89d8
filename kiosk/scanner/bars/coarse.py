"""A first guess at where on a line a symbol lies, by correlation with its parts.

Correlation does not care how bright the paper is or how deep the ink, so this works
before anything is known about the light.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.bars.fitting import Pose
from kiosk.scanner.bars.layouts import DIGIT_MODULES, Layout
from kiosk.scanner.bars.optics import kernel, widened

if TYPE_CHECKING:
    from kiosk.scanner.bars.layouts import Ints, Reals

_SAMPLES = 2
"""Samples per module that are compared; enough at the blur assumed here."""
_BLURS = (0.6, 1.1)
"""The blurs compared, in modules: a symbol is nearer to one of them."""
_ENDS = np.arange(-1.6, 1.7, 0.8)
_BENDS = np.arange(-0.28, 0.29, 0.07)
_WIDE = np.array(list(itertools.product(_ENDS, _ENDS, _BENDS, (0.02,))))
_STEP = (-1.0, 0.0, 1.0)
_CLOSE = np.array(list(itertools.product(_STEP, _STEP, _STEP, _STEP)))
_KNOWN = np.array(
    list(itertools.product(_ENDS, _ENDS, np.arange(-0.28, 0.29, 0.056), (-0.1, -0.04, 0.02, 0.08)))
)
_CLOSE_SIZES = (np.array([0.7, 0.7, 0.03, 0.07]), np.array([0.35, 0.35, 0.015, 0.035]))


@dataclass(frozen=True, slots=True)
class Guess:
    """A pose worth refining; ``misfit`` from 0 (correlates perfectly) to 1 (not at all).

    Where ``is_reversed``, the pose is that on the line read backwards.
    """

    misfit: float
    layout: Layout
    is_reversed: bool
    pose: Pose
    blur: float


def _around(layout: Layout, start: float, stop: float, grid: Reals) -> Reals:
    module = (stop - start) / layout.modules
    rows: Reals = np.array([start, stop, 0.0, 0.0]) + grid * np.array([module, module, 1.0, 1.0])
    return rows


def guesses_at(line: Reals, layout: Layout, start: float, stop: float) -> list[Guess]:
    """The best rough guess for either direction near an extent given in samples."""
    rows = _around(layout, start, stop, _WIDE)
    samples = _sampled(line, layout, rows)
    guesses = []
    for is_reversed in (False, True):
        tried = [
            _guess(
                line, layout, rows, _misfits(layout, samples, blur, is_reversed), is_reversed, blur
            )
            for blur in _BLURS
        ]
        guesses.append(min(tried, key=lambda guess: guess.misfit))
    return guesses


def refined(line: Reals, guess: Guess) -> Guess:
    """The guess with its pose searched more finely, bow of a curved surface included."""
    pose, layout = guess.pose, guess.layout
    unit = np.array([*[(pose.stop - pose.start) / layout.modules] * 2, 1.0, 1.0])
    row = _forward_row(line, guess)
    for size in _CLOSE_SIZES:
        rows = row + _CLOSE * size * unit
        samples = _sampled(line, layout, rows)
        misfits = _misfits(layout, samples, guess.blur, guess.is_reversed)
        row = rows[int(misfits.argmin())]
    return _guess(line, layout, rows, misfits, guess.is_reversed, guess.blur)


def pose_of(line: Reals, layout: Layout, shapes: Ints, start: float, stop: float) -> Pose:
    """The best pose for a symbol whose digits are known, its direction included."""
    module = (stop - start) / layout.modules
    unit = np.array([module, module, 1.0, 1.0])
    row = np.array([start, stop, 0.0, 0.0])
    for grid in (_KNOWN, _CLOSE * _CLOSE_SIZES[1]):
        rows = row + grid * unit
        samples = _sampled(line, layout, rows)
        row = rows[int(_explained_by(layout, samples, shapes).argmax())]
    return Pose(*(float(value) for value in row))


def _guess(
    line: Reals, layout: Layout, rows: Reals, misfits: Reals, is_reversed: bool, blur: float
) -> Guess:
    best = int(misfits.argmin())
    pose = Pose(*(float(value) for value in rows[best]))
    if is_reversed:
        pose = _turned(line, pose)
    return Guess(float(misfits[best]), layout, is_reversed, pose, blur)


def _forward_row(line: Reals, guess: Guess) -> Reals:
    pose = _turned(line, guess.pose) if guess.is_reversed else guess.pose
    return np.array([pose.start, pose.stop, pose.bend, pose.bow])


def _turned(line: Reals, pose: Pose) -> Pose:
    """The same place on the line read the other way."""
    last = line.size - 1
    return Pose(last - pose.stop, last - pose.start, -pose.bend, pose.bow)


def _sampled(line: Reals, layout: Layout, rows: Reals) -> Reals:
    """For each row (start, stop, bend, bow) its windows, of zero mean and together of
    unit length."""
    share = _parts(layout) / layout.modules
    lean = share * (1 - share)
    warps = np.stack([1 - share, share, lean, lean * (1 - 2 * share)]).astype(np.float32)
    length = rows[:, 1] - rows[:, 0]
    scaled = rows * np.column_stack([np.ones((len(rows), 2)), length, length])
    at = np.clip(scaled.astype(np.float32) @ warps, 0, line.size - 1.001)
    lower = at.astype(np.int32)
    seen = line.astype(np.float32)
    step = np.append(np.diff(seen), np.float32(0))
    samples = seen[lower] + (at - lower) * step[lower]
    samples = samples.reshape(len(rows), -1, DIGIT_MODULES * _SAMPLES)
    samples -= samples.mean(axis=2, keepdims=True)
    energy = np.einsum("ijk,ijk->i", samples, samples) + 1e-3
    unit: Reals = samples / np.sqrt(energy)[:, None, None]
    return unit


def _misfits(layout: Layout, samples: Reals, blur: float, is_reversed: bool) -> Reals:
    """How badly each row correlates with whatever suits it best, read one way."""
    parts = samples.shape[1]
    left = np.ones(len(samples))
    for looks, first, stop in _looks_of(layout, blur):
        if is_reversed:
            looks, first, stop = looks[:, ::-1], parts - stop, parts - first
        dots = samples[:, first:stop].reshape(-1, samples.shape[2]) @ -looks.T
        best = np.maximum(dots.max(axis=1), 0.0).reshape(len(samples), -1)
        left -= np.square(best).sum(axis=1)
    return left


def _explained_by(layout: Layout, samples: Reals, shapes: Ints) -> Reals:
    """How well each row correlates with these digits."""
    places = iter(shapes)
    rows = [
        looks[int(next(places))] if len(looks) > 1 else looks[0]
        for looks, first, stop in _looks_of(layout, _BLURS[0])
        for _ in range(first, stop)
    ]
    dots = -np.einsum("ijk,jk->ij", samples, np.array(rows))
    explained: Reals = np.square(np.maximum(dots, 0.0)).sum(axis=1)
    return explained


@functools.lru_cache(maxsize=8)
def _parts(layout: Layout) -> Reals:
    """Sample places in modules, in seven-module windows over guards and digits.

    The windows are in order along the symbol and lie evenly, so that reading backwards
    is the same samples in reverse.
    """
    within = (np.arange(DIGIT_MODULES * _SAMPLES) + 0.5) / _SAMPLES
    starts = [-3.0, *layout.starts[: layout.left]]
    if layout.centre:
        starts.append(layout.starts[layout.left] - 6.0)
    starts += [*layout.starts[layout.left :], layout.modules - 4.0]
    return (np.array(starts)[:, None] + within).ravel()


@functools.lru_cache(maxsize=16)
def _looks_of(layout: Layout, blur: float) -> list[tuple[Reals, int, int]]:
    """What the windows from one place to another may look like."""
    found = [
        (_looks(["000" + layout.start + "0"], 0.0, 0.5, blur), 0, 1),
        (_looks(_texts(layout, 0), 1.0, 0.0, blur), 1, 1 + layout.left),
    ]
    after = 1 + layout.left
    if layout.centre:
        looks = _looks(["1" + layout.centre + "1"], 0.5, 0.5, blur)
        found.append((looks, after, after + 1))
        after += 1
    if layout.right:
        looks = _looks(_texts(layout, layout.left), 0.0, 1.0, blur)
        found.append((looks, after, after + layout.right))
    after += layout.right
    end = layout.end[-4:].rjust(4, "0")
    return [*found, (_looks([end + "000"], 0.5, 0.0, blur), after, after + 1)]


def _texts(layout: Layout, place: int) -> list[str]:
    return ["".join("1" if bit else "0" for bit in row) for row in layout.shapes_at(place)]


def _looks(texts: list[str], before: float, after: float, blur: float) -> Reals:
    """Blurred shapes between average neighbours, each of zero mean and unit length."""
    shapes = np.array([[float(bit) for bit in text] for text in texts])
    count = len(shapes)
    ahead = np.column_stack([np.full((count, 3), 0.5), np.full(count, before)])
    behind = np.column_stack([np.full(count, after), np.full((count, 3), 0.5)])
    fine = widened(np.concatenate([ahead, shapes, behind], axis=1), 0.0)
    blurred = np.stack([np.convolve(row, kernel(blur), mode="same") for row in fine])
    per_module = fine.shape[1] / (shapes.shape[1] + 8)
    at = (4.0 + (np.arange(DIGIT_MODULES * _SAMPLES) + 0.5) / _SAMPLES) * per_module - 0.5
    picked = np.stack([np.interp(at, np.arange(fine.shape[1]), row) for row in blurred])
    picked = picked - picked.mean(axis=1, keepdims=True)
    unit = picked / np.linalg.norm(picked, axis=1, keepdims=True)
    looks: Reals = unit.astype(np.float32)
    return looks
