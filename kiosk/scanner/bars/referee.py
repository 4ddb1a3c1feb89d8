"""Does the picture really say what an engine read? The model of the symbol as judge.

zbar and zxing have been seen to agree on a wrong EAN with a right check digit, in every
line of a clean picture. The model weighs the text read against every other valid one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.bars.coarse import pose_of
from kiosk.scanner.bars.fitting import Fit, Pose, fit_known
from kiosk.scanner.bars.layouts import EAN8, EAN13, UPCE, Layout
from kiosk.scanner.pictures import opencv
from kiosk.scanner.symbologies import Symbology

if TYPE_CHECKING:
    from kiosk.scanner.bars.layouts import Ints, Reals
    from kiosk.scanner.pictures import Plane
    from kiosk.scanner.sightings import Corners, Sighting

_LAYOUTS = {
    Symbology.EAN13: EAN13,
    Symbology.UPCA: EAN13,
    Symbology.EAN8: EAN8,
    Symbology.UPCE: UPCE,
}
_LINES = 9
_BANDS = (slice(0, _LINES), slice(0, 4), slice(5, _LINES))
_AGREE_MISFIT, _AGREE_MARGIN = 0.30, 1.08
_CONTRADICT_MISFIT, _CONTRADICT_MARGIN = 0.15, 1.5


class Opinion(Enum):
    """What the model makes of a text that was read."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The opinion, and where it disagrees the text that two bands tell instead."""

    opinion: Opinion
    text: str | None = None


def judge(plane: Plane, sighting: Sighting) -> Judgement:
    """Weigh a retail code's text against the picture at its corners."""
    layout = _LAYOUTS.get(sighting.symbology)
    shapes = layout.shapes_of(sighting.text) if layout is not None else None
    if layout is None or shapes is None or sighting.corners is None:
        return Judgement(Opinion.UNSURE)
    cut = _cut(plane, sighting.corners)
    if cut is None:
        return Judgement(Opinion.UNSURE)
    rivals: list[str] = []
    for band in _BANDS:
        found = _weighed(cut.lines[band].mean(axis=0), layout, shapes, cut, sighting.text)
        if found is None:
            continue
        if _agrees(found, sighting.text):
            return Judgement(Opinion.AGREES)
        if found.misfit < _CONTRADICT_MISFIT and found.margin > _CONTRADICT_MARGIN:
            rivals.append(found.text)
    # The first band is made of the other two: it takes those to contradict.
    if len(rivals) >= 2 and len(set(rivals)) == 1:
        return Judgement(Opinion.DISAGREES, rivals[0])
    return Judgement(Opinion.DISAGREES if rivals else Opinion.UNSURE)


def _agrees(found: Fit, text: str) -> bool:
    is_close = found.misfit < _AGREE_MISFIT and found.margin > _AGREE_MARGIN
    return is_close and found.text == text


@dataclass(frozen=True, slots=True)
class _Cut:
    lines: Reals
    start: float
    stop: float


def _weighed(line: Reals, layout: Layout, shapes: Ints, cut: _Cut, text: str) -> Fit | None:
    """The fit from where the engine saw the ends, else from a search around there."""
    found = fit_known(line, layout, shapes, Pose(cut.start, cut.stop), worst=_AGREE_MISFIT)
    if found is not None and _agrees(found, text):
        return found
    pose = pose_of(line, layout, shapes, cut.start, cut.stop)
    return fit_known(line, layout, shapes, pose)


def _cut(plane: Plane, corners: Corners) -> _Cut | None:
    """Parallel lines through the symbol from its first to its last bar, and beyond."""
    first, second, third, fourth = np.array(corners)
    start, stop = (first + fourth) / 2, (second + third) / 2
    length = float(np.linalg.norm(stop - start))
    if length < 20:
        return None
    along = (stop - start) / length
    down = np.array([-along[1], along[0]])
    height = float(np.linalg.norm(fourth - first) + np.linalg.norm(third - second)) / 2
    beyond = 0.12 * length
    count = int((length + 2 * beyond) * float(np.clip(400 / length, 1, 4)))
    at = np.linspace(-beyond, length + beyond, count)
    across = np.linspace(-1, 1, _LINES) * max(0.35 * height, 1.0)
    x = start[0] + along[0] * at[None] + down[0] * across[:, None]
    y = start[1] + along[1] * at[None] + down[1] * across[:, None]
    cv2 = opencv()
    lines = cv2.remap(
        plane,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    scale = (count - 1) / (length + 2 * beyond)
    return _Cut(lines.astype(np.float64), beyond * scale, (beyond + length) * scale)
