"""Blurred bars of any symbology: undo the blur along the line, then let the engine read.

Richardson-Lucy deconvolution of single bands at several widths. It sharpens noise too,
so a text counts only if bands that share no pixels give it and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.checkdigits import is_gtin
from kiosk.scanner.pictures import opencv
from kiosk.scanner.symbologies import Symbology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.scanner.bars.layouts import Reals
    from kiosk.scanner.bars.strips import Strip
    from kiosk.scanner.decoders import ZxingDecoder
    from kiosk.scanner.pictures import Plane
    from kiosk.scanner.sightings import Sighting

_WIDTHS = (1.6, 2.4, 3.4, 4.8)
"""Blurs to undo, as standard deviations in columns of the strip."""
_ROUNDS = 14
_BANDS = 4
_ROWS = 24
_LEAST_BANDS = 2
_CHECKED = frozenset({Symbology.CODE128, Symbology.CODE93, Symbology.ITF})
"""Codes with a check in them; sharpened Code 39 and short ITF were read falsely."""


def read_sharpened(
    engine: ZxingDecoder, strip: Strip, formats: frozenset[Symbology]
) -> Sighting | None:
    """The one text that enough bands give; None where none does, or two texts are given.

    Only codes that check themselves; retail codes are left to the model. The corners are
    those of the strip.
    """
    wanted = formats & _CHECKED
    if not wanted:
        return None
    lines = np.stack([strip.line(band) for band in strip.bands()[:_BANDS]])
    bands: dict[tuple[str, Symbology], set[int]] = defaultdict(set)
    sample: dict[tuple[str, Symbology], Sighting] = {}
    for sharp in _sharpened(lines):
        for number, line in enumerate(sharp):
            for seen in engine.decode(_tile(line), wanted, thorough=False):
                bands[seen.text, seen.symbology].add(number)
                sample[seen.text, seen.symbology] = seen
    if len(bands) != 1:
        return None
    key, heard = next(iter(bands.items()))
    return _vouched(sample[key], len(heard), strip)


def _vouched(seen: Sighting, heard: int, strip: Strip) -> Sighting | None:
    if heard < _LEAST_BANDS:
        return None
    if seen.symbology is Symbology.ITF and not (len(seen.text) == 14 and is_gtin(seen.text)):
        return None
    a, b, c, d = ((float(x), float(y)) for x, y in strip.corners(strip.start, strip.stop))
    return replace(seen, corners=(a, b, c, d), certain=True)


def _sharpened(lines: Reals) -> Iterator[Reals]:
    """The lines with one blur after the other undone."""
    cv2 = opencv()
    seen = (lines - lines.min(axis=1, keepdims=True) + 4.0).astype(np.float32)
    for width in _WIDTHS:
        size = (2 * int(3 * width) + 1, 1)
        sharp = seen.copy()
        for _ in range(_ROUNDS):
            again = cv2.GaussianBlur(sharp, size, width, borderType=cv2.BORDER_REPLICATE)
            share = seen / np.maximum(again, 1e-3)
            sharp *= cv2.GaussianBlur(share, size, width, borderType=cv2.BORDER_REPLICATE)
        yield sharp


def _tile(line: Reals) -> Plane:
    """A line as a picture of bars, its contrast stretched."""
    low, high = np.percentile(line, (2, 98))
    level = np.clip((line - low) * (255.0 / max(float(high - low), 1.0)), 0, 255)
    tile: Plane = np.repeat(level.astype(np.uint8)[None], _ROWS, axis=0)
    return tile
