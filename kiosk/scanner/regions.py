"""Where in a picture a code may be: places dense with edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.scanner.pictures import opencv

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Plane

SMALL_WIDTH = 640
_CELL = 8
_MIN_ENERGY = 9.0
_MIN_CELLS = 12
_BAR_COHERENCE = 0.45
_PATCH_ENERGY = 14.0


@dataclass(frozen=True, slots=True)
class Region:
    """A box in pixels. ``coherence`` is 1.0 for parallel bars, 0.0 for a chequerboard."""

    left: int
    top: int
    right: int
    bottom: int
    coherence: float = 0.0
    energy: float = 0.0

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def has_bars(self) -> bool:
        return self.coherence >= _BAR_COHERENCE

    @property
    def is_like_a_code(self) -> bool:
        """Parallel bars, or a dense patch about as high as wide."""
        is_patch = 0.6 < self.width / max(self.height, 1) < 1.7
        return self.has_bars or (is_patch and self.energy >= _PATCH_ENERGY)

    def cut(self, plane: Plane) -> Plane:
        """The region's pixels."""
        return plane[self.top : self.bottom, self.left : self.right]


def shrunk(plane: Plane, width: int = SMALL_WIDTH) -> tuple[Plane, float]:
    """The plane at most so wide or high, and what it was divided by (1.0 or more)."""
    longest = max(plane.shape)
    if longest <= width:
        return plane, 1.0
    factor = longest / width
    size = (max(1, round(plane.shape[1] / factor)), max(1, round(plane.shape[0] / factor)))
    small: Plane = opencv().resize(plane, size, interpolation=opencv().INTER_AREA)
    return small, factor


def busy_regions(small: Plane, factor: float, most: int = 3) -> list[Region]:
    """The likeliest boxes, most promising first, in pixels of the unshrunk plane."""
    import numpy as np

    cv2 = opencv()
    cells = (max(1, small.shape[1] // _CELL), max(1, small.shape[0] // _CELL))
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=1 / 8)
    xx, yy, xy = (
        cv2.GaussianBlur(cv2.resize(product, cells, interpolation=cv2.INTER_AREA), (3, 3), 0)
        for product in (across * across, down * down, across * down)
    )
    energy = np.sqrt(xx + yy)
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / (xx + yy + 1.0)
    busy = (energy > max(_MIN_ENERGY, 0.3 * float(energy.max()))).astype(np.uint8)
    busy = cv2.morphologyEx(busy, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(busy, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height, area = (int(value) for value in boxes[label])
        if area < _MIN_CELLS:
            continue
        inside = labels == label
        strength = float(energy[inside].sum())
        found.append(
            (
                strength,
                _region(
                    (left, top, width, height),
                    small,
                    factor,
                    (
                        float(np.average(coherence[inside], weights=energy[inside])),
                        float(energy[inside].mean()),
                    ),
                ),
            )
        )
    found.sort(key=lambda pair: -pair[0])
    return [region for _, region in found[:most]]


def _region(
    box: tuple[int, int, int, int],
    small: Plane,
    factor: float,
    measures: tuple[float, float],
) -> Region:
    left, top, width, height = box
    # A margin for the quiet zone, without which engines refuse a code.
    margin = max(2, max(width, height) // 8)
    right, bottom = left + width + margin, top + height + margin
    scale = _CELL * factor
    limit_x, limit_y = round(small.shape[1] * factor), round(small.shape[0] * factor)
    return Region(
        max(0, int((left - margin) * scale)),
        max(0, int((top - margin) * scale)),
        min(limit_x, int(right * scale)),
        min(limit_y, int(bottom * scale)),
        *measures,
    )
