"""A second, different look at what one look has read, before it is believed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.pictures import opencv
from kiosk.scanner.symbologies import MATRIX, RETAIL, Symbology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.scanner.decoders import ZxingDecoder
    from kiosk.scanner.pictures import Plane
    from kiosk.scanner.sightings import Corners, Sighting

MODEL = "bar-model"
"""The engine named for texts the model read against the decoders."""

_MIN_ITF_DIGITS = 6
_UNCHECKED = frozenset({Symbology.CODE39, Symbology.ITF, Symbology.CODABAR})
"""Without a check of their own, blurred ones were misread in two looks alike."""


def confirmed(
    engine: ZxingDecoder | None, plane: Plane, sightings: list[Sighting]
) -> list[Sighting]:
    """The sightings of one picture that hold, each now certain.

    Matrix codes carry their own proof. A retail code is weighed by the model of its
    symbol, which may put another text in its place; any other linear code must be read
    again, and never differently, from the picture turned, enlarged or softened.
    """
    believed = [_looked_at(engine, plane, seen) for seen in sightings if _is_sound(seen)]
    return _distinct([seen for seen in believed if seen is not None])


def _is_sound(sighting: Sighting) -> bool:
    if sighting.symbology is Symbology.UPCE:
        # The left half of an EAN-13 is a valid UPC-E of number system 1.
        return sighting.text.startswith("00")
    if sighting.symbology is Symbology.ITF:
        return len(sighting.text) >= _MIN_ITF_DIGITS
    return bool(sighting.text)


def _looked_at(engine: ZxingDecoder | None, plane: Plane, sighting: Sighting) -> Sighting | None:
    if sighting.certain or sighting.symbology in MATRIX:
        return replace(sighting, certain=True)
    if sighting.symbology in RETAIL:
        return _weighed(engine, plane, sighting)
    return _if_read_again(
        engine, plane, sighting, least=2 if sighting.symbology in _UNCHECKED else 1
    )


def _weighed(engine: ZxingDecoder | None, plane: Plane, sighting: Sighting) -> Sighting | None:
    from kiosk.scanner.bars.referee import Opinion, judge
    from kiosk.scanner.decoders import upca_if_so

    judgement = judge(plane, sighting)
    if judgement.opinion is Opinion.AGREES:
        return replace(sighting, certain=True)
    if judgement.text is not None:
        symbology = sighting.symbology
        if symbology is Symbology.UPCA:
            symbology = Symbology.EAN13
        return replace(
            sighting,
            text=judgement.text,
            symbology=upca_if_so(symbology, judgement.text),
            engine=MODEL,
            certain=True,
        )
    if judgement.opinion is Opinion.DISAGREES:
        return None
    # Crumpled or torn: the model cannot tell, so the engine must persist.
    return _if_read_again(engine, plane, sighting, least=2)


def _if_read_again(
    engine: ZxingDecoder | None, plane: Plane, sighting: Sighting, *, least: int
) -> Sighting | None:
    if engine is None or sighting.corners is None:
        return None
    agreeing = 0
    for view in _views(_around(plane, sighting.corners)):
        texts = {again.text for again in engine.decode(view, _kinds(sighting.symbology))}
        if texts - {sighting.text}:
            return None
        agreeing += bool(texts)
        if agreeing == least:
            return replace(sighting, certain=True)
    return None


def _kinds(symbology: Symbology) -> frozenset[Symbology]:
    return RETAIL if symbology in RETAIL else frozenset({symbology})


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
