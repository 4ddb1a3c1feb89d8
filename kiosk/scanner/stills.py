"""Reading a still picture thoroughly: fast looks first, slow ones only while unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.scanner.decoders import zbar, zxing
from kiosk.scanner.pictures import bounded, grey, opencv
from kiosk.scanner.regions import busy_regions, shrunk
from kiosk.scanner.second_look import MODEL, confirmed
from kiosk.scanner.sightings import Corners, Sighting, placed
from kiosk.scanner.symbologies import ALL, LINEAR, MATRIX, RETAIL, Symbology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.scanner.pictures import Picture, Plane

_MOST_STRIPS = 3
_MOST_REGIONS = 2
_SMALL_PIXELS = 500_000


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
        found = confirmed(engine, plane, seen, formats)
        if found:
            return found
    return read_bars(plane, formats) or read_closer(plane, formats)


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
    from kiosk.scanner.bars.sharpening import read_sharpened
    from kiosk.scanner.bars.strips import cut_strip, find_bars

    engine = zxing()

    found = []
    for quad in find_bars(plane)[:_MOST_STRIPS]:
        strip = cut_strip(plane, quad)
        if strip is None:
            continue
        reading = read_strip(strip, layouts_for(formats))
        if reading is not None:
            quad = strip.corners(reading.start, reading.stop)
            found.append(_sighting(reading.text, reading.layout.symbology, quad.tolist()))
            continue
        sharp = None if engine is None else read_sharpened(engine, strip, formats)
        if sharp is not None:
            found.append(sharp)
    return found


def _sighting(text: str, symbology: Symbology, quad: list[list[float]]) -> Sighting:
    from kiosk.scanner.decoders import upca_if_so

    a, b, c, d = ((x, y) for x, y in quad)
    corners: Corners = (a, b, c, d)
    return Sighting(text, upca_if_so(symbology, text), MODEL, corners, certain=True)


def read_closer(plane: Plane, formats: frozenset[Symbology]) -> list[Sighting]:
    """Codes that need another size, softness or engine than the whole picture as it is."""
    engine = zxing()
    # The model has already said what there is to say on retail codes.
    wanted = formats - RETAIL
    for crop, left, top in _busy_crops(plane):
        for view, factor in _other_views(crop):
            is_small = crop.size <= _SMALL_PIXELS
            seen = [] if engine is None else engine.decode(view, wanted, thorough=is_small)
            found = confirmed(engine, crop, placed(seen, 1 / factor), wanted)
            if found:
                return placed(found, 1.0, left, top)
        found = _by_zbar(crop, formats & MATRIX)
        if found:
            return placed(found, 1.0, left, top)
    return []


def _busy_crops(plane: Plane) -> list[tuple[Plane, int, int]]:
    """The picture itself where it is small, else its places dense with edges."""
    if plane.size <= _SMALL_PIXELS:
        return [(plane, 0, 0)]
    regions = busy_regions(*shrunk(plane), most=_MOST_REGIONS)
    return [(each.cut(plane), each.left, each.top) for each in regions if each.is_like_a_code]


def _other_views(crop: Plane) -> Iterator[tuple[Plane, float]]:
    """Other looks at a cut-out, each with what it was enlarged by."""
    cv2 = opencv()
    if crop.size <= _SMALL_PIXELS:
        yield cv2.resize(crop, None, fx=1.6, fy=1.6, interpolation=cv2.INTER_CUBIC), 1.6
    # Softer: print dots, cloth and screens break modules apart.
    yield cv2.GaussianBlur(crop, (0, 0), 1.8), 1.0


def _by_zbar(crop: Plane, formats: frozenset[Symbology]) -> list[Sighting]:
    """QR codes by zbar, which bears more bending; error correction vouches for them."""
    reserve = zbar()
    if reserve is None or Symbology.QRCODE not in formats or crop.size > _SMALL_PIXELS:
        return []
    asked = frozenset({Symbology.QRCODE})
    soft = opencv().GaussianBlur(crop, (0, 0), 1.0)
    return reserve.decode(crop, asked) or reserve.decode(soft, asked)
