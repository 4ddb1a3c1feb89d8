"""What a decoder saw, and what the station makes of it."""

from __future__ import annotations

from dataclasses import dataclass
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
