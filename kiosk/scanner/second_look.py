"""A second, different look at what one look has read, before it is believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.pictures import opencv
from kiosk.scanner.symbologies import MATRIX, RETAIL, WAYS_OF_READING, Symbology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.scanner.bars.layouts import Reals
    from kiosk.scanner.decoders import ZxingDecoder
    from kiosk.scanner.pictures import Plane
    from kiosk.scanner.sightings import Corners, Sighting

MODEL = "bar-model"
"""The engine named for texts the model read against the decoders."""

_MIN_ITF_DIGITS = 6
_LEAST_HEIGHT = 2.5
"""Pixels. A single line may run off the top of a tilted code and read a part of it."""
_UNCHECKED = frozenset({Symbology.CODE39, Symbology.ITF, Symbology.CODABAR})
"""Without a check of their own, blurred ones were misread in two looks alike."""


def confirmed(
    engine: ZxingDecoder | None,
    plane: Plane,
    sightings: list[Sighting],
    formats: frozenset[Symbology],
) -> list[Sighting]:
    """The sightings of one picture that hold, each now certain.

    ``formats`` are those it was read with, and is read again with.

    Matrix codes carry their own proof. A retail code is weighed by the model of its
    symbol, which may put another text in its place; any other linear code must be read
    again, and never differently, from the picture turned, enlarged or softened.
    """
    looker = _Looker(engine, plane, formats)
    believed = [looker.believed(seen) for seen in sightings if _is_sound(seen)]
    return _distinct([seen for seen in believed if seen is not None])


def _is_sound(sighting: Sighting) -> bool:
    if sighting.symbology is Symbology.UPCE:
        # The left half of an EAN-13 is a valid UPC-E of number system 1.
        return sighting.text.startswith("00")
    if sighting.symbology is Symbology.ITF:
        return len(sighting.text) >= _MIN_ITF_DIGITS
    return bool(sighting.text)


@dataclass(frozen=True, slots=True)
class _Looker:
    engine: ZxingDecoder | None
    plane: Plane
    formats: frozenset[Symbology]

    def believed(self, sighting: Sighting) -> Sighting | None:
        """The sighting as certain, or what takes its place, or None."""
        if sighting.certain or sighting.symbology in MATRIX:
            return replace(sighting, certain=True)
        if sighting.symbology in RETAIL:
            return self._weighed(sighting)
        if sighting.symbology not in _UNCHECKED:
            return self._if_read_again(sighting, least=1)
        if not _lies_between_paper(self.plane, sighting):
            return None
        return self._if_read_again(sighting, least=2)

    def _weighed(self, sighting: Sighting) -> Sighting | None:
        from kiosk.scanner.bars.referee import Opinion, judge

        judgement = judge(self.plane, sighting)
        if judgement.opinion is Opinion.AGREES:
            return replace(sighting, certain=True)
        if judgement.text is not None:
            return _rewritten(sighting, judgement.text)
        if judgement.opinion is Opinion.DISAGREES:
            return None
        # Crumpled or torn: the model cannot tell, so the engine must persist.
        return self._if_read_again(sighting, least=2)

    def _if_read_again(self, sighting: Sighting, *, least: int) -> Sighting | None:
        if self.engine is None or sighting.corners is None:
            return None
        kinds = RETAIL if sighting.symbology in RETAIL else self._kinds(sighting.symbology)
        agreeing = 0
        for view in _views(_around(self.plane, sighting.corners)):
            texts = {again.text for again in self.engine.decode(view, kinds)}
            if texts - {sighting.text}:
                return None
            agreeing += bool(texts)
            if agreeing == least:
                return replace(sighting, certain=True)
        return None

    def _kinds(self, symbology: Symbology) -> frozenset[Symbology]:
        return frozenset({symbology}) | (self.formats & WAYS_OF_READING)


def _rewritten(sighting: Sighting, text: str) -> Sighting:
    """The text the model read in place of the engine's."""
    from kiosk.scanner.decoders import upca_if_so

    symbology = sighting.symbology
    if symbology is Symbology.UPCA:
        symbology = Symbology.EAN13
    return replace(
        sighting,
        text=text,
        symbology=upca_if_so(symbology, text),
        engine=MODEL,
        certain=True,
    )


def _lies_between_paper(plane: Plane, sighting: Sighting) -> bool:
    """No more bars right beyond either end: a part of these codes reads like a whole."""
    if sighting.corners is None:
        return False
    first, second, third, fourth = np.array(sighting.corners)
    height = float(np.linalg.norm(fourth - first) + np.linalg.norm(third - second)) / 2
    if height < _LEAST_HEIGHT:
        return False
    start, stop = (first + fourth) / 2, (second + third) / 2
    inside = _levels_between(plane, start, stop)
    contrast = float(np.ptp(np.percentile(inside, (5, 95))))
    along = stop - start
    for begin, end in (
        (start - 0.075 * along, start - 0.02 * along),
        (stop + 0.02 * along, stop + 0.075 * along),
    ):
        # One step may be the label's rim; a bar has two.
        if _ups_and_downs(_levels_between(plane, begin, end), 0.25 * contrast) >= 2:
            return False
    return True


def _levels_between(plane: Plane, start: Reals, stop: Reals) -> Reals:
    """The grey levels on a straight line, about two a pixel."""
    count = max(8, int(2 * float(np.linalg.norm(stop - start))))
    at = np.linspace(start, stop, count).astype(np.float32)
    cv2 = opencv()
    line = cv2.remap(
        plane, at[None, :, 0], at[None, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    levels: Reals = line[0].astype(np.float64)
    return levels


def _ups_and_downs(levels: Reals, least: float) -> int:
    """How often a line turns from rising to falling or back by at least so much."""
    turns, extreme, way = 0, float(levels[0]), 0
    for level in levels[1:]:
        change = float(level) - extreme
        if way * change > 0:
            extreme = float(level)
        elif abs(change) >= least:
            turns, extreme, way = turns + 1, float(level), (1 if change > 0 else -1)
    return turns


def _around(plane: Plane, corners: Corners) -> Plane:
    """The code with its quiet zone."""
    points = np.array(corners)
    margin = 0.15 * float(np.ptp(points, axis=0).max())
    left, top = np.maximum(points.min(axis=0) - margin, 0).astype(int)
    right, bottom = (points.max(axis=0) + margin).astype(int) + 1
    return plane[top:bottom, left:right]


def _views(crop: Plane) -> Iterator[Plane]:
    cv2 = opencv()
    if min(crop.shape) < 4:
        return
    yield _turned(crop, 4)
    yield cv2.resize(crop, None, fx=1.6, fy=1.6, interpolation=cv2.INTER_CUBIC)
    yield cv2.GaussianBlur(crop, (0, 0), 0.8)
    yield cv2.resize(crop, None, fx=2.3, fy=2.3, interpolation=cv2.INTER_CUBIC)
    yield _turned(crop, -3)


def _turned(crop: Plane, degrees: float) -> Plane:
    cv2 = opencv()
    middle = (crop.shape[1] / 2, crop.shape[0] / 2)
    turn = cv2.getRotationMatrix2D(middle, degrees, 1)
    size = (crop.shape[1], crop.shape[0])
    turned: Plane = cv2.warpAffine(crop, turn, size, borderMode=cv2.BORDER_REPLICATE)
    return turned


def _distinct(sightings: list[Sighting]) -> list[Sighting]:
    """One of each text: the same label read twice is one label to the operator."""
    found: dict[tuple[str, Symbology], Sighting] = {}
    for sighting in sightings:
        found.setdefault((sighting.text, sighting.symbology), sighting)
    return list(found.values())
