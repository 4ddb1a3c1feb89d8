"""Laying a symbol's model over a line of grey levels: place, curvature, light, blur."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.bars.layouts import DIGIT_MODULES
from kiosk.scanner.bars.optics import (
    PER_MODULE,
    QUIET,
    Drawing,
    digit_looks,
    rendered,
    sample_places,
)
from kiosk.scanner.bars.trellis import likeliest, plainest

if TYPE_CHECKING:
    from kiosk.scanner.bars.layouts import Ints, Layout, Reals

_ROUNDS = 5
_BLURS = (0.2, 1.7)
_GAINS = (-0.24, 0.24)
_MIN_CONTRAST = 4.0
_LOST = 0.65
"""A fit as bad as this after a round never came right."""
_POOR = 0.28
"""Not worth a verdict at the end: random bars fit as well."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a symbol lies on a line: first and last edge in samples, and its bends."""

    start: float
    stop: float
    bend: float = 0.0
    bow: float = 0.0

    def places(self, modules: Reals, total: int) -> Reals:
        """The sample positions of places given in modules."""
        share = modules / total
        lean = share * (1 - share)
        share = share + self.bend * lean + self.bow * lean * (1 - 2 * share)
        return self.start + (self.stop - self.start) * share


@dataclass(frozen=True, slots=True)
class Fit:
    """A reading of one line.

    ``misfit`` is the share of the symbol's own contrast left unexplained (0 is
    perfect). ``margin`` is how many times the residual the nearest valid rival has.
    ``blur`` is in modules, ``contrast`` in grey levels.
    """

    text: str
    misfit: float
    margin: float
    pose: Pose
    blur: float
    gain: float
    contrast: float


@dataclass(slots=True)
class _State:
    pose: Pose
    blur: float = 0.7
    gain: float = 0.0


def fit(line: Reals, layout: Layout, pose: Pose, blur: float = 0.7) -> Fit | None:
    """Read a line beginning from a rough pose; None where no symbol can be laid on it."""
    state = _State(pose, blur)
    levels = _first_levels(line, layout, state)
    shapes = np.zeros(0, dtype=np.int64)
    misfit = 1e9
    for _ in range(_ROUNDS):
        darkness = _darkness(line, layout, state, levels)
        if darkness is None:
            return None
        newer = plainest(*_costs(layout, darkness, state))
        if np.array_equal(newer, shapes):
            break
        shapes = newer
        levels = _improved(line, layout, state, shapes, levels)
        misfit = _misfit(line, layout, state, shapes, levels)
        if misfit > _LOST:
            return None
    return None if misfit > _POOR else _judged(line, layout, state, levels, shapes)


def _misfit(line: Reals, layout: Layout, state: _State, shapes: Ints, levels: Reals) -> float:
    """The share of the contrast that these digits leave unexplained."""
    darkness = _darkness(line, layout, state, levels)
    if darkness is None:
        return 1e9
    ideal = rendered(layout.bits_of(shapes), state.blur, state.gain)
    return _share_of(darkness - ideal, ideal)


def _share_of(residual: Reals, ideal: Reals) -> float:
    spread = float(np.var(ideal)) * ideal.size
    return float(residual @ residual) / max(spread, 1e-9)


def fit_known(
    line: Reals,
    layout: Layout,
    shapes: Ints,
    pose: Pose,
    blur: float = 0.7,
    *,
    worst: float = math.inf,
) -> Fit | None:
    """As `fit`, but laid by digits already read: does the best reading come out the same?

    None where those digits leave a larger share than ``worst`` unexplained.
    """
    state = _State(pose, blur)
    levels = _first_levels(line, layout, state)
    for _ in range(2):
        levels = _improved(line, layout, state, shapes, levels)
    if worst < math.inf and _misfit(line, layout, state, shapes, levels) > worst:
        return None
    return _judged(line, layout, state, levels, shapes)


def _improved(line: Reals, layout: Layout, state: _State, shapes: Ints, levels: Reals) -> Reals:
    drawing = Drawing.of(layout.bits_of(shapes))
    for _ in range(2):
        levels = _improve(line, layout, state, drawing, levels)
    return levels


def _judged(line: Reals, layout: Layout, state: _State, levels: Reals, shapes: Ints) -> Fit | None:
    """The verdict over all valid codewords; the model is laid anew if it changes."""
    darkness = _darkness(line, layout, state, levels)
    if darkness is None:
        return None
    verdict = likeliest(layout, *_costs(layout, darkness, state))
    if not np.array_equal(verdict.shapes, shapes):
        levels = _improved(line, layout, state, verdict.shapes, levels)
        darkness = _darkness(line, layout, state, levels)
        if darkness is None:
            return None
        verdict = likeliest(layout, *_costs(layout, darkness, state))
    ideal = rendered(layout.bits_of(verdict.shapes), state.blur, state.gain)
    return Fit(
        text=verdict.text,
        # The trellis ignores what bars add beyond their neighbours: judge by the whole model.
        misfit=_share_of(darkness - ideal, ideal),
        margin=verdict.rival_cost / max(verdict.cost, 1e-9),
        pose=state.pose,
        blur=state.blur,
        gain=state.gain,
        contrast=float(levels[2]),
    )


def _samples(line: Reals, layout: Layout, pose: Pose) -> Reals:
    at = pose.places(sample_places(layout), layout.modules)
    return np.interp(at, np.arange(line.size), line)


@functools.lru_cache(maxsize=8)
def _light(layout: Layout) -> Reals:
    """The shape of uneven light: constant, linear and curved over the symbol."""
    at = sample_places(layout) / layout.modules - 0.5
    return np.stack([np.ones_like(at), at, at * at * 4 - 0.4])


def _first_levels(line: Reals, layout: Layout, state: _State) -> Reals:
    """Paper and ink levels before anything is known: an envelope of the samples."""
    seen = _samples(line, layout, state.pose)
    pieces = seen[: seen.size // 8 * 8].reshape(8, -1)
    dark, bright = np.percentile(pieces, (10, 90), axis=1)
    light = _light(layout)[:, seen.size // 16 :: seen.size // 8][:2, :8]
    paper = np.linalg.lstsq(light.T, bright, rcond=None)[0]
    ink = 1.1 * np.linalg.lstsq(light.T, bright - dark, rcond=None)[0]
    # The ink's slope is held so that it does not vanish at either end.
    slope = float(np.clip(ink[1], -1.5 * abs(ink[0]), 1.5 * abs(ink[0])))
    return np.array([*paper, max(float(ink[0]), 1.0), slope, 0.0])


def _darkness(line: Reals, layout: Layout, state: _State, levels: Reals) -> Reals | None:
    """The samples as darkness, 0 for paper and 1 for ink; None without contrast."""
    light = _light(layout)
    paper = levels[0] * light[0] + levels[1] * light[1] + levels[4] * light[2]
    ink = levels[2] * light[0] + levels[3] * light[1]
    if float(ink.min()) < max(_MIN_CONTRAST, 0.1 * float(ink.max())):
        return None
    darkness: Reals = (paper - _samples(line, layout, state.pose)) / ink
    return darkness


def _improve(line: Reals, layout: Layout, state: _State, drawing: Drawing, levels: Reals) -> Reals:
    """One Gauss-Newton step on pose, blur, gain and light for known bits."""
    places = sample_places(layout)
    seen = _samples(line, layout, state.pose)
    look = drawing.seen(state.blur, state.gain)
    by_blur, by_gain = drawing.slopes(state.blur, state.gain, look)
    light = _light(layout)
    ink = levels[2] + levels[3] * light[1]
    columns = [
        *_pose_slopes(line, layout, state.pose, places),
        ink * by_blur,
        ink * by_gain,
        -light[0],
        -light[1],
        look * light[0],
        look * light[1],
        -light[2],
    ]
    paper = levels[0] + levels[1] * light[1] + levels[4] * light[2]
    residual = seen - (paper - ink * look)
    return _stepped(np.stack(columns, axis=1), residual, state, levels)


def _pose_slopes(line: Reals, layout: Layout, pose: Pose, places: Reals) -> list[Reals]:
    at = pose.places(places, layout.modules)
    slope = np.interp(at, np.arange(line.size), np.gradient(line))
    share = places / layout.modules
    lean = share * (1 - share)
    length = pose.stop - pose.start
    return [
        slope * (1 - share),
        slope * share,
        slope * length * lean,
        slope * length * lean * (1 - 2 * share),
    ]


def _stepped(slopes: Reals, residual: Reals, state: _State, levels: Reals) -> Reals:
    """Solve for the step, with priors that keep bends, blur and gain plausible."""
    pose, length = state.pose, state.pose.stop - state.pose.start
    module = length / 95
    noise = max(float(np.mean(np.square(residual))), 1.0)
    widths = np.array([module, module, 0.04, 0.03, 0.25, 0.08, 40, 40, 40, 20, 20])
    pull = np.zeros(11)
    pull[2], pull[3], pull[5] = pose.bend, pose.bow, state.gain
    normal = slopes.T @ slopes + np.diag(noise / np.square(widths))
    step = -np.linalg.solve(normal, slopes.T @ residual + noise * pull / np.square(widths))
    step[:2] = np.clip(step[:2], -2 * module, 2 * module)
    state.pose = Pose(
        pose.start + float(step[0]),
        pose.stop + float(step[1]),
        float(np.clip(pose.bend + np.clip(step[2], -0.05, 0.05), -0.4, 0.4)),
        float(np.clip(pose.bow + np.clip(step[3], -0.05, 0.05), -0.3, 0.3)),
    )
    state.blur = float(np.clip(state.blur + np.clip(step[4], -0.3, 0.3), *_BLURS))
    state.gain = float(np.clip(state.gain + np.clip(step[5], -0.1, 0.1), *_GAINS))
    return levels + step[6:]


def _costs(layout: Layout, darkness: Reals, state: _State) -> tuple[Reals, list[Reals], Reals]:
    """What each shape and pair of shapes would leave unexplained; see `likeliest`."""
    rest = darkness - rendered(layout.skeleton, state.blur, state.gain)
    half = DIGIT_MODULES * PER_MODULE
    middles = [_sample_at(start) + half // 2 for start in layout.starts]
    left = digit_looks(True, state.blur, state.gain)
    right = digit_looks(False, state.blur, state.gain)
    between = layout.left - 1
    pairs = _pairs(rest, middles[: layout.left], left, left)
    if layout.right:
        pairs += _pairs(rest, middles[between : layout.left + 1], left, right)
        pairs += _pairs(rest, middles[layout.left :], right, right)
    last_looks = right if layout.right else left
    first = _single(rest[: middles[0]], left[:, :half], at_end=True)
    last = _single(rest[middles[-1] :], last_looks[:, half:], at_end=False)
    return first, pairs, last


def _sample_at(module: float) -> int:
    return round((module + QUIET) * PER_MODULE)


def _pairs(rest: Reals, middles: list[int], one: Reals, other: Reals) -> list[Reals]:
    """The residual of each pair of shapes from one middle to the next, by superposition.

    The middles are evenly apart.
    """
    if len(middles) < 2:
        return []
    size = middles[1] - middles[0]
    windows = rest[middles[0] : middles[-1]].reshape(-1, size)
    half = DIGIT_MODULES * PER_MODULE
    ahead = _padded(one[:, half:], size, at_end=False)
    behind = _padded(other[:, :half], size, at_end=True)
    left = np.square(ahead).sum(axis=1) - 2 * (windows @ ahead.T)
    right = np.square(behind).sum(axis=1) - 2 * (windows @ behind.T)
    alone = np.square(windows).sum(axis=1)[:, None, None]
    costs = left[:, :, None] + right[:, None, :] + (alone + 2 * (ahead @ behind.T))
    return list(costs)


def _single(rest: Reals, looks: Reals, *, at_end: bool) -> Reals:
    fitted = _padded(looks, rest.size, at_end=at_end)
    costs: Reals = rest @ rest - 2 * (fitted @ rest) + np.square(fitted).sum(axis=1)
    return costs


def _padded(looks: Reals, size: int, *, at_end: bool) -> Reals:
    """The looks in a window of another size, lying at its beginning or its end."""
    if looks.shape[1] >= size:
        return looks[:, -size:] if at_end else looks[:, :size]
    room = np.zeros((looks.shape[0], size - looks.shape[1]))
    return np.concatenate([room, looks] if at_end else [looks, room], axis=1)
