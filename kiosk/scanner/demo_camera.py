"""A camera for machines that have none: a virtual lens over a bench.

Labels are held before it by hand: perspective, drift, defocus, noise and exposure are
rendered, and what comes out is read by the real pipeline.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.scanner.pictures import opencv
from kiosk.scanner.sources import FRAME_HEIGHT, FRAME_RATE, FRAME_WIDTH, Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from kiosk.scanner.pictures import Picture


@dataclass(frozen=True, slots=True)
class Lens:
    """How well the camera sees. Lengths in pixels, angles in degrees, noise in levels."""

    defocus: float = 0.8
    noise: float = 3.0
    exposure: float = 0.92
    tilt: float = 6.0
    drift: float = 5.0
    share_of_frame: float = 0.5


class DemoCamera:
    """A `FrameSource` before which labels and things can be held.

    `hold`, `show` and `release` may be called from any thread. Given one seed, the
    n-th frame after the same calls is always the same.
    """

    def __init__(
        self,
        *,
        seed: int = 7,
        lens: Lens | None = None,
        rate: float = FRAME_RATE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seed = seed
        self._lens = lens or Lens()
        self._pace = Pace(rate, clock, sleep)
        self._lock = threading.Lock()
        self._thing: Picture | None = None
        self._share = self._lens.share_of_frame
        self._number = 0
        self._bench: Picture | None = None
        self._grain: NDArray[np.int16] | None = None

    def hold(self, label: Picture) -> None:
        """Hold a label, as of `render_label`, before the lens until it is released."""
        with self._lock:
            self._thing, self._share = label, self._lens.share_of_frame

    def show(self, image: Picture) -> None:
        """Put a part or a finished unit on the bench, for a photo."""
        with self._lock:
            self._thing, self._share = image, 0.8

    def release(self) -> None:
        """Take away whatever is before the lens."""
        with self._lock:
            self._thing = None

    def open(self) -> None:
        """Always succeeds."""
        import numpy as np

        random = np.random.default_rng(self._seed)
        self._bench = _bench(random)
        tall, wide = FRAME_HEIGHT + 64, FRAME_WIDTH + 64
        grain = random.normal(0.0, self._lens.noise, (tall, wide, 1))
        self._grain = np.repeat(grain.round().astype(np.int16), 3, axis=2)

    def read(self) -> Picture | None:
        """The next frame, 1280x720 BGR, about 30 a second."""
        self._pace.wait()
        return self.render()

    def render(self) -> Picture | None:
        """The next frame at once; None before `open`."""
        if self._bench is None:
            return None
        with self._lock:
            thing, share = self._thing, self._share
            self._number += 1
            number = self._number
        scene = self._bench.copy()
        if thing is not None:
            self._place(scene, thing, share, number)
        return self._exposed(scene, number)

    def close(self) -> None:
        """Lets go of the bench; may be opened again."""
        self._bench = None

    def _place(self, scene: Picture, thing: Picture, share: float, number: int) -> None:
        """Draw the thing and its shadow where the hand holds it now."""
        import numpy as np

        cv2 = opencv()
        height, width = thing.shape[:2]
        corners = self._corners(width, height, share, number)
        _darken(scene, corners)
        left, top = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
        right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 1
        patch = scene[top:bottom, left:right]
        source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        warp = cv2.getPerspectiveTransform(source, (corners - (left, top)).astype(np.float32))
        # Area sampling first: a lens averages what a warp alone would skip over.
        shrink = width / max(1.0, float(np.ptp(corners[:, 0])))
        soft = cv2.GaussianBlur(thing, (0, 0), 0.5 * shrink) if shrink > 1.2 else thing
        size = (patch.shape[1], patch.shape[0])
        cv2.warpPerspective(soft, warp, size, dst=patch, borderMode=cv2.BORDER_TRANSPARENT)

    def _corners(self, width: int, height: int, share: float, number: int) -> NDArray[np.float32]:
        """Where the hand holds the thing now: slow drift, a little tilt and turn."""
        import numpy as np

        moment = number / FRAME_RATE
        scale = min(share * FRAME_WIDTH / width, 0.82 * FRAME_HEIGHT / height)
        half = np.array([width, height]) * scale / 2
        box = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * half
        turn = math.radians(self._lens.tilt * _sway(moment, 0.23, self._seed))
        rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
        lean = 0.00018 * self._lens.tilt / 6 * _sway(moment, 0.17, self._seed + 1)
        turned = box @ rotation.T
        turned /= 1.0 + lean * turned[:, :1]
        drift = [
            self._lens.drift * _sway(moment, 0.31, self._seed + 2),
            self._lens.drift * _sway(moment, 0.27, self._seed + 3),
        ]
        middle = np.array([FRAME_WIDTH, FRAME_HEIGHT]) / 2
        corners: NDArray[np.float32] = (turned + middle + drift).astype(np.float32)
        return corners

    def _exposed(self, scene: Picture, number: int) -> Picture:
        cv2 = opencv()
        assert self._grain is not None
        blurred: Any = scene
        if self._lens.defocus > 0:
            blurred = cv2.GaussianBlur(scene, (0, 0), self._lens.defocus)
        # Another cut of the same grain each frame: drawing it anew costs more than reading.
        dx, dy = (number * 37) % 64, (number * 23) % 64
        grain = self._grain[dy : dy + FRAME_HEIGHT, dx : dx + FRAME_WIDTH]
        lit = cv2.multiply(blurred, self._lens.exposure, dtype=cv2.CV_16S)
        seen: Picture = cv2.add(lit, grain, dtype=cv2.CV_8U)
        return seen


def _darken(scene: Picture, corners: NDArray[np.float32]) -> None:
    """The soft shadow below and beside what is held; drawn small, it is soft anyway."""
    import numpy as np

    cv2 = opencv()
    small = np.zeros((FRAME_HEIGHT // 8, FRAME_WIDTH // 8), np.uint8)
    cv2.fillConvexPoly(small, np.round((corners + np.array([8, 10])) / 8).astype(np.int32), 90)
    soft = cv2.GaussianBlur(small, (0, 0), 1.4)
    shadow = cv2.resize(soft, (FRAME_WIDTH, FRAME_HEIGHT), interpolation=cv2.INTER_LINEAR)
    cv2.subtract(scene, cv2.merge((shadow, shadow, shadow)), dst=scene)


def _sway(moment: float, rate: float, seed: int) -> float:
    """A slow wander between -1 and 1, as a hand does."""
    phase = seed * 1.7
    return 0.6 * math.sin(2 * math.pi * rate * moment + phase) + 0.4 * math.sin(
        2 * math.pi * rate * 2.3 * moment + 2 * phase
    )


def _bench(random: np.random.Generator) -> Picture:
    """A grey rubber mat under a lamp, softly out of focus."""
    import numpy as np

    cv2 = opencv()
    coarse = random.normal(0, 6, (FRAME_HEIGHT // 8, FRAME_WIDTH // 8, 1))
    texture = cv2.resize(coarse, (FRAME_WIDTH, FRAME_HEIGHT), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:FRAME_HEIGHT, 0:FRAME_WIDTH]
    away = np.hypot(x - 0.42 * FRAME_WIDTH, y - 0.35 * FRAME_HEIGHT) / FRAME_WIDTH
    light = 118 - 70 * away + texture
    tint = np.array([1.04, 1.0, 0.95])
    bench: Picture = np.clip(light[:, :, None] * tint, 0, 255).astype(np.uint8)
    return bench
