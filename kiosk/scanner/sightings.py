"""What a decoder saw, and what the station makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kiosk.scanner.symbologies import Symbology

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One reading of one code in one picture; not yet believed.

    ``corners`` are (x, y) in pixels of the picture given, clockwise from the
    symbol's own top left. ``certain`` says that the reading needs no second look:
    error correction carried it, or it was confirmed within the picture.
    """

    text: str
    symbology: Symbology
    engine: str
    corners: Corners | None = None
    gs1: bool = False
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """A code the station believes it was shown, once per showing.

    ``symbology`` is None where a keyboard-style scanner did not tell it.
    ``at_monotonic`` is in seconds of the clock the frames were stamped with.
    """

    text: str
    symbology: Symbology | None
    engine: str
    source: Literal["camera", "wedge"]
    corners: Corners | None
    at_monotonic: float
    gs1: bool = False


def centre(corners: Corners) -> Point:
    return (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)


def placed(
    sightings: list[Sighting], factor: float, left: float = 0.0, top: float = 0.0
) -> list[Sighting]:
    """The sightings of a shrunk or cut-out picture in pixels of the whole one."""
    if (factor, left, top) == (1.0, 0.0, 0.0):
        return sightings
    return [_placed(seen, factor, left, top) for seen in sightings]


def _placed(seen: Sighting, factor: float, left: float, top: float) -> Sighting:
    if seen.corners is None:
        return seen
    a, b, c, d = ((x * factor + left, y * factor + top) for x, y in seen.corners)
    return replace(seen, corners=(a, b, c, d))
