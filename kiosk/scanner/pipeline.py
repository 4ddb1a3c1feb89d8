"""From a frame to sightings: a fast look at everything, slow looks only where it pays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.scanner.decoders import ZbarDecoder, ZxingDecoder, zbar, zxing
from kiosk.scanner.hints import Hint, hint_for, look_at
from kiosk.scanner.pictures import grey
from kiosk.scanner.regions import Region, busy_regions, shrunk
from kiosk.scanner.symbologies import SHOP_FLOOR, Symbology

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Picture, Plane
    from kiosk.scanner.sightings import Corners, Sighting

_SLOW_LOOK_SECONDS = 0.6
_UNREAD_SECONDS = 0.7


@dataclass(frozen=True, slots=True)
class Glance:
    """What one frame gave: the sightings, and a hint where a code stays unread."""

    sightings: list[Sighting]
    hint: Hint | None = None


class Pipeline:
    """Looks at the frames of one camera, in order. Not for several threads at once.

    The first stage is a few milliseconds at 1280x720; the slow looks come at most
    every 0.6 s, and only while bars are before the lens and nothing is read.
    """

    def __init__(self, formats: frozenset[Symbology] = SHOP_FLOOR) -> None:
        self._formats = formats
        self._zxing: ZxingDecoder | None = zxing()
        self._zbar: ZbarDecoder | None = zbar()
        self._slow_at = float("-inf")
        self._unread_since: float | None = None
        self._last_region: Region | None = None

    def admit(self, formats: frozenset[Symbology]) -> None:
        """Look for these kinds from the next frame on."""
        self._formats = formats

    def feed(self, frame: Picture, now: float) -> Glance:
        """Look at one BGR frame; ``now`` in monotonic seconds."""
        plane = grey(frame)
        small, factor = shrunk(plane)
        found = scaled(self._read(small), factor)
        if found:
            self._unread_since = None
            return Glance(found)
        regions = busy_regions(small, factor)
        found = self._look_closer(plane, regions, factor)
        if not found and any(region.has_bars for region in regions):
            found = self._slow_look(plane, now)
        if found:
            self._unread_since = None
            return Glance(found)
        return Glance([], self._hint(plane, regions, now))

    def _read(self, plane: Plane) -> list[Sighting]:
        if self._zxing is not None:
            return self._zxing.decode(plane, self._formats, thorough=False)
        return self._zbar.decode(plane, self._formats) if self._zbar is not None else []

    def _look_closer(self, plane: Plane, regions: list[Region], factor: float) -> list[Sighting]:
        for region in regions:
            crop = plane[region.top : region.bottom, region.left : region.right]
            if self._zxing is None:
                continue
            found = self._zxing.decode(crop, self._formats, thorough=crop.size < 400_000)
            if found:
                return moved(found, region.left, region.top)
        return []

    def _slow_look(self, plane: Plane, now: float) -> list[Sighting]:
        if now - self._slow_at < _SLOW_LOOK_SECONDS:
            return []
        self._slow_at = now
        return []

    def _hint(self, plane: Plane, regions: list[Region], now: float) -> Hint | None:
        region = regions[0] if regions else None
        before, self._last_region = self._last_region, region
        if region is None:
            self._unread_since = None
            return None
        if self._unread_since is None:
            self._unread_since = now
        if now - self._unread_since < _UNREAD_SECONDS:
            return None
        return hint_for(look_at(plane, region, _shift(before, region)))


def _shift(before: Region | None, region: Region) -> float:
    if before is None:
        return 0.0
    return float(
        max(
            abs(before.left + before.right - region.left - region.right) / 2,
            abs(before.top + before.bottom - region.top - region.bottom) / 2,
        )
    )


def scaled(sightings: list[Sighting], factor: float) -> list[Sighting]:
    """The sightings of a shrunk plane in pixels of the whole one."""
    if factor == 1.0:
        return sightings
    return [_placed(seen, factor, 0.0, 0.0) for seen in sightings]


def moved(sightings: list[Sighting], left: float, top: float) -> list[Sighting]:
    """The sightings of a cut-out in pixels of the whole plane."""
    return [_placed(seen, 1.0, left, top) for seen in sightings]


def _placed(seen: Sighting, factor: float, left: float, top: float) -> Sighting:
    if seen.corners is None:
        return seen
    a, b, c, d = ((x * factor + left, y * factor + top) for x, y in seen.corners)
    corners: Corners = (a, b, c, d)
    return replace(seen, corners=corners)
