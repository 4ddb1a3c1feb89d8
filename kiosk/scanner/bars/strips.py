"""Bars cut out of a picture and laid straight: one line of grey levels per band."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kiosk.scanner.pictures import opencv

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.scanner.bars.layouts import Reals
    from kiosk.scanner.pictures import Plane

    Quad: TypeAlias = NDArray[np.float32]

_MARGIN = 0.35
"""How much of its length a strip is longer than the bars found, at either end."""
_WIDTH = 640
_ROWS = (8, 64)
_HEIGHT_SHARE = 0.84


@dataclass(frozen=True, slots=True)
class Strip:
    """A straightened cut-out: bars upright, ``start`` to ``stop`` their columns.

    ``to_picture`` maps (column, row, 1) to picture coordinates.
    """

    levels: Reals
    start: float
    stop: float
    to_picture: Reals

    def line(self, rows: slice) -> Reals:
        """The mean of some rows."""
        line: Reals = self.levels[rows].mean(axis=0)
        return line

    def bands(self, count: int = 5) -> list[slice]:
        """Bands of rows that share no pixels, those truest to upright bars first.

        Printed digits, glare and rims cross a band; bars do not change along it.
        """
        rows = self.levels.shape[0]
        edges = np.linspace(0, rows, min(count, rows // 2) + 1).astype(int)
        levels = self.levels.astype(np.float32)
        down = np.abs(np.diff(levels, axis=0)).mean(axis=1)
        across = np.abs(levels[:, 2:] - levels[:, :-2]).mean(axis=1)
        bands = [slice(int(a), int(b)) for a, b in itertools.pairwise(edges)]
        return sorted(bands, key=lambda band: _disturbance(band, down, across))

    def corners(self, start: float, stop: float) -> Quad:
        """The picture corners of the columns between two places."""
        rows = self.levels.shape[0]
        box = np.array([[start, 0, 1], [stop, 0, 1], [stop, rows, 1], [start, rows, 1]])
        return (box @ self.to_picture.T).astype(np.float32)


def _disturbance(band: slice, down: Reals, across: Reals) -> float:
    return float(down[band].mean() / (across[band].mean() + 1e-3)) if down[band].size else 9.0


def find_bars(plane: Plane) -> list[Quad]:
    """The corners of places that look like parallel bars.

    OpenCV's detector serves as localiser only: its decoder invents EANs. Bars too soft
    for it at full size are found at half.
    """
    quads = _detected(plane)
    if quads or min(plane.shape) < 64:
        return quads
    cv2 = opencv()
    half = cv2.resize(plane, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return [quad * 2 for quad in _detected(half)]


def _detected(plane: Plane) -> list[Quad]:
    if min(plane.shape) < 16:
        return []
    found, quads = opencv().barcode.BarcodeDetector().detect(plane)
    return [] if not found or quads is None else list(quads)


def cut_strip(plane: Plane, quad: Quad) -> Strip | None:
    """The strip along the bars of a quad; None where there are none after all."""
    direction = _across_bars(plane, quad)
    if direction is None:
        return None
    levels, to_picture = _rotated(plane, quad, direction)
    straight = _straightened(levels)
    extent = _extent(straight.mean(axis=0))
    return None if extent is None else Strip(straight, *extent, to_picture)


def _across_bars(plane: Plane, quad: Quad) -> Reals | None:
    """The unit vector across the bars, from the gradients inside the quad."""
    cv2 = opencv()
    left, top = np.maximum(quad.min(axis=0) - 2, 0).astype(int)
    right, bottom = (quad.max(axis=0) + 3).astype(int)
    crop = plane[top:bottom, left:right]
    if min(crop.shape) < 8:
        return None
    inside = np.zeros(crop.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.round(quad - (left, top)).astype(np.int32), 1)
    dx = cv2.Sobel(crop, cv2.CV_32F, 1, 0) * inside
    dy = cv2.Sobel(crop, cv2.CV_32F, 0, 1) * inside
    xx, yy, xy = (float((a * b).sum()) for a, b in ((dx, dx), (dy, dy), (dx, dy)))
    if xx + yy < 1.0:
        return None
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    return np.array([np.cos(angle), np.sin(angle)])


def _rotated(plane: Plane, quad: Quad, across: Reals) -> tuple[Reals, Reals]:
    """The strip with bars upright, and its map to the picture."""
    along = np.array([-across[1], across[0]])
    middle = quad.mean(axis=0).astype(np.float64)
    length = float(np.ptp(quad @ across)) * (1 + 2 * _MARGIN)
    sides = np.abs(np.diff(np.concatenate([quad, quad[:1]]), axis=0) @ along)
    height = max(float(sides.max()) * _HEIGHT_SHARE, 4.0)
    scale = min(max(_WIDTH / length, 1.0), 4.0)
    rows = int(np.clip(height, *_ROWS))
    row_height = height / rows
    origin = middle - across * length / 2 - along * height / 2
    to_picture = np.column_stack([across / scale, along * row_height, origin])
    cv2 = opencv()
    strip = cv2.warpAffine(
        plane,
        to_picture,
        (int(length * scale), rows),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return strip, to_picture


def _straightened(strip: Reals) -> Reals:
    """Undo the fan that perspective makes of parallel bars: a slope linear in x."""
    cv2 = opencv()
    fan = _fan(strip)
    if fan is None:
        return strip
    height, width = strip.shape
    columns = np.arange(width, dtype=np.float32)[None]
    rows = np.arange(height, dtype=np.float32)[:, None]
    slope = fan[1] + fan[0] * (columns / width - 0.5)
    at = (columns + (rows - (height - 1) / 2) * slope).astype(np.float32)
    straight: Reals = cv2.remap(
        strip,
        at,
        np.repeat(rows, width, axis=1),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return straight


def _fan(strip: Reals) -> Reals | None:
    """Slope of the bars by column: (change over the width, in the middle)."""
    cv2 = opencv()
    dx = cv2.Sobel(strip, cv2.CV_32F, 1, 0)
    dy = cv2.Sobel(strip, cv2.CV_32F, 0, 1)
    width = strip.shape[1]
    edges = np.arange(13) * width // 12
    xx = np.add.reduceat((dx * dx).sum(axis=0), edges[:-1])
    xy = np.add.reduceat((dx * dy).sum(axis=0), edges[:-1])
    slopes = -xy / (xx + 1e-3)
    places = (edges[:-1] + edges[1:]) / (2 * width) - 0.5
    trusted = (xx > 0.05 * xx.max()) & (np.abs(slopes) < 1.2)
    line: Reals | None = None
    for _ in range(3):
        if trusted.sum() < 3:
            return line
        line = np.polyfit(places[trusted], slopes[trusted], 1, w=np.sqrt(xx[trusted]))
        off = np.abs(slopes - np.polyval(line, places))
        trusted = off < 0.15 + 1.5 * float(np.median(off[trusted]))
    return line


def _extent(line: Reals) -> tuple[float, float] | None:
    """First and last column of the run of bars that fills the middle."""
    cv2 = opencv()
    width = line.size
    smooth = cv2.GaussianBlur(line[None].astype(np.float32), (0, 0), 1.2)[0]
    steps = np.abs(np.gradient(smooth)).astype(np.float32)[None]
    reach = max(5, int(width * 0.05)) | 1
    closed = cv2.morphologyEx(steps, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    envelope = cv2.GaussianBlur(closed, (0, 0), reach / 6)[0]
    usual = float(np.median(envelope[int(width * 0.35) : int(width * 0.65)]))
    on = np.concatenate([[False], envelope > max(0.22 * usual, 0.5), [False]])
    runs = np.nonzero(np.diff(on.astype(np.int8)))[0].reshape(-1, 2)
    if not len(runs):
        return None
    start, stop = max(runs, key=lambda run: int(run[1] - run[0]))
    inset = reach / 6
    return (start + inset, stop - inset) if stop - start > 40 else None


def extents(line: Reals, start: float, stop: float, most: int = 5) -> list[tuple[float, float]]:
    """Where on a line a symbol may begin and end, likeliest first.

    Between the widest gaps without an edge: an add-on symbol or the label's rim beside
    the bars is parted from them by a quiet zone wider than any space inside.
    """
    edges = _edges(line, start, stop)
    if len(edges) < 8:
        return []
    gaps = np.diff(edges)
    length = edges[-1] - edges[0]
    quiet = [i for i in np.argsort(-gaps)[:4] if gaps[i] > 0.04 * length]
    cuts = sorted([-1, *quiet, len(gaps)])
    spans = [
        (float(edges[one + 1]), float(edges[other]))
        for place, one in enumerate(cuts)
        for other in cuts[place + 1 :]
    ]
    middle = (start + stop) / 2
    fitting = [span for span in spans if span[1] - span[0] > 0.3 * length]
    fitting.sort(key=lambda span: span[0] - span[1] + 0.2 * abs(sum(span) / 2 - middle))
    return fitting[:most]


def _edges(line: Reals, start: float, stop: float) -> Reals:
    """The columns of the edges between bars and spaces, from just outside the extent."""
    cv2 = opencv()
    smooth = cv2.GaussianBlur(line[None].astype(np.float32), (0, 0), 1.0)[0]
    slope = np.abs(np.gradient(smooth))
    first = max(int(start) - 12, 1)
    last = min(int(stop) + 12, line.size - 2)
    here, before, after = (slope[first + k : last + k] for k in (0, -1, 1))
    peaks = (here >= before) & (here > after)
    usual = float(np.percentile(here, 75))
    return (first + np.nonzero(peaks & (here > 0.3 * usual))[0]).astype(np.float64)
