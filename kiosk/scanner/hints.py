"""Why a code that is plainly there is not read, from cheap measurements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.scanner.pictures import opencv

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Plane
    from kiosk.scanner.regions import Region


class Hint(StrEnum):
    """What the operator can do about it; the value is the message key."""

    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"
    TOO_FAR = "too_far"
    TOO_CLOSE = "too_close"
    GLARE = "glare"
    HOLD_STILL = "hold_still"


@dataclass(frozen=True, slots=True)
class Look:
    """Measurements of one place in a frame; grey levels 0 to 255."""

    dark: float
    bright: float
    burnt_share: float
    edge_width: float
    share_of_frame: float
    moved: float


def look_at(plane: Plane, region: Region, moved: float) -> Look:
    """Measure a region of a plane; ``moved`` in pixels since the frame before."""
    import numpy as np

    crop = plane[region.top : region.bottom, region.left : region.right]
    dark, bright = (float(level) for level in np.percentile(crop, (5, 95)))
    return Look(
        dark=dark,
        bright=bright,
        burnt_share=float((crop >= 250).mean()),
        edge_width=_edge_width(crop),
        share_of_frame=max(
            region.width / plane.shape[1],
            region.height / plane.shape[0],
        ),
        moved=moved,
    )


def _edge_width(crop: Plane) -> float:
    """How many pixels a dark-to-bright step takes: contrast over steepest slope."""
    import numpy as np

    cv2 = opencv()
    across = np.abs(cv2.Sobel(crop, cv2.CV_32F, 1, 0)) / 8
    down = np.abs(cv2.Sobel(crop, cv2.CV_32F, 0, 1)) / 8
    steepest = float(np.percentile(np.maximum(across, down), 98))
    low, high = np.percentile(crop, (5, 95))
    return float(high - low) / (2 * max(steepest, 0.5))


def hint_for(look: Look) -> Hint | None:
    """The first thing worth changing, light before focus before distance."""
    if look.bright < 70:
        return Hint.TOO_DARK
    if look.dark > 170:
        return Hint.TOO_BRIGHT
    if look.burnt_share > 0.2 and look.dark < 120 and look.bright >= 254:
        return Hint.GLARE
    if look.moved > 12:
        return Hint.HOLD_STILL
    if look.share_of_frame > 0.9:
        return Hint.TOO_CLOSE
    if look.share_of_frame < 0.18:
        return Hint.TOO_FAR
    return Hint.BLURRED if look.edge_width > 2.2 else None
