"""From a frame to sightings: a fast look at everything, slow looks only where it pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.scanner.decoders import zbar, zxing
from kiosk.scanner.hints import Hint, hint_for, look_at
from kiosk.scanner.pictures import grey
from kiosk.scanner.regions import Region, busy_regions, shrunk
from kiosk.scanner.second_look import confirmed
from kiosk.scanner.sightings import Sighting, placed
from kiosk.scanner.stills import read_bars, read_closer
from kiosk.scanner.symbologies import SHOP_FLOOR, Symbology

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Picture, Plane

_SLOW_LOOK_SECONDS = 0.6
_UNREAD_SECONDS = 0.7
_THOROUGH_PIXELS = 400_000


@dataclass(frozen=True, slots=True)
class Glance:
    """What one frame gave: the sightings, and a hint where a code stays unread."""

    sightings: list[Sighting]
    hint: Hint | None = None


class Pipeline:
    """Looks at the frames of one camera, in order. Not for several threads at once.

    The first stage is a few milliseconds at 1280x720; the slow looks come at most
    every 0.6 s, and only while something like a code is there and nothing is read.
    """

    def __init__(self, formats: frozenset[Symbology] = SHOP_FLOOR) -> None:
        self._formats = formats
        self._engine = zxing()
        self._slow_at = float("-inf")
        self._unread_since: float | None = None
        self._region_before: Region | None = None

    def admit(self, formats: frozenset[Symbology]) -> None:
        """Look for these kinds from the next frame on."""
        self._formats = formats

    def feed(self, frame: Picture, now: float) -> Glance:
        """Look at one BGR frame; ``now`` in monotonic seconds."""
        plane = grey(frame)
        small, factor = shrunk(plane)
        found = self._confirmed(plane, self._read_whole(small, factor))
        regions: list[Region] = []
        if not found:
            regions = busy_regions(small, factor)
            found = self._read_closely(plane, regions) or self._read_slowly(plane, regions, now)
        if found:
            self._unread_since = None
            return Glance(found)
        return Glance([], self._hint(plane, regions, now))

    def _confirmed(self, plane: Plane, seen: list[Sighting]) -> list[Sighting]:
        return confirmed(self._engine, plane, seen, self._formats)

    def _read_whole(self, small: Plane, factor: float) -> list[Sighting]:
        if self._engine is not None:
            seen = self._engine.decode(small, self._formats, thorough=False)
        else:
            reserve = zbar()
            seen = [] if reserve is None else reserve.decode(small, self._formats)
        return placed(seen, factor)

    def _read_closely(self, plane: Plane, regions: list[Region]) -> list[Sighting]:
        """The busy places at full size; small ones turned and inverted too."""
        if self._engine is None:
            return []
        for region in regions:
            crop = region.cut(plane)
            seen = self._engine.decode(crop, self._formats, thorough=crop.size < _THOROUGH_PIXELS)
            found = self._confirmed(plane, placed(seen, 1.0, region.left, region.top))
            if found:
                return found
        return []

    def _read_slowly(self, plane: Plane, regions: list[Region], now: float) -> list[Sighting]:
        """The thorough looks of `read_image` at the likeliest place, now and then."""
        likely = next((region for region in regions if region.is_like_a_code), None)
        if likely is None or now - self._slow_at < _SLOW_LOOK_SECONDS:
            return []
        self._slow_at = now
        crop = likely.cut(plane)
        look = read_bars if likely.has_bars else read_closer
        found = look(crop, self._formats)
        if found:
            # It takes another frame to be believed: do not wait with the next look.
            self._slow_at = float("-inf")
        return placed(found, 1.0, likely.left, likely.top)

    def _hint(self, plane: Plane, regions: list[Region], now: float) -> Hint | None:
        region = next((region for region in regions if region.is_like_a_code), None)
        before, self._region_before = self._region_before, region
        if region is None:
            self._unread_since = None
            return None
        if self._unread_since is None:
            self._unread_since = now
        if now - self._unread_since < _UNREAD_SECONDS:
            return None
        return hint_for(look_at(plane, region, _shift(before, region)))


def _shift(before: Region | None, region: Region) -> float:
    """How far a region's middle has moved, in pixels."""
    if before is None:
        return 0.0
    across = abs(before.left + before.right - region.left - region.right) / 2
    down = abs(before.top + before.bottom - region.top - region.bottom) / 2
    return float(max(across, down))
