"""The scanner as the station uses it: a camera thread, a decoding thread, four notices."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from kiosk.scanner.admission import Admission, Expectation
from kiosk.scanner.camera import Camera, CameraState, CameraStatus, Frame
from kiosk.scanner.symbologies import SHOP_FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.scanner.hints import Hint
    from kiosk.scanner.pictures import Picture
    from kiosk.scanner.sightings import Scan
    from kiosk.scanner.sources import FrameSource

_BUSY_SHARE = 0.6
"""Decoding leaves this thread's core at least the rest, so the preview stays smooth."""
_JOIN_SECONDS = 3.0


class Scanner:
    """Watches a camera and tells what it was shown.

    The callbacks run on the scanner's own threads and must return quickly:
    ``on_frame`` for every frame, ``on_scan`` once per showing of a code, ``on_status``
    when the camera comes or goes, ``on_hint`` when the advice changes (None: no more).
    """

    def __init__(
        self,
        source: FrameSource | int | str | Path | None,
        *,
        on_frame: Callable[[Frame], None] | None = None,
        on_scan: Callable[[Scan], None] | None = None,
        on_status: Callable[[CameraStatus], None] | None = None,
        on_hint: Callable[[Hint | None], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on_frame = on_frame
        self._on_scan = on_scan or _ignore
        self._on_status = on_status
        self._on_hint = on_hint or _ignore
        self._clock = clock
        self._expectation: Expectation | None = None
        self._expectation_changed = True
        self._closing = threading.Event()
        self._camera = self._camera_for(source)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the camera and begin to watch; scans come once something is expected."""
        self._camera.start()
        self._thread = threading.Thread(target=self._watch, name="decoder", daemon=True)
        self._thread.start()

    def expect(self, expectation: Expectation | None) -> None:
        """What counts from now on; None rests the decoders (the preview goes on)."""
        self._expectation = expectation
        self._expectation_changed = True

    def use(self, source: FrameSource | int | str | Path | None) -> None:
        """Change to another camera; returns when the old one is released."""
        self._camera.close()
        self._camera = self._camera_for(source)
        self._camera.start()

    def grab(self) -> Picture | None:
        """A copy of the newest frame, for a photo; None while the camera is not live."""
        frame = self._camera.newest()
        return None if frame is None else frame.picture.copy()

    @property
    def status(self) -> CameraStatus:
        return self._camera.status

    @property
    def is_live(self) -> bool:
        return self.status.state is CameraState.LIVE

    def close(self) -> None:
        """Stop both threads and release the camera; at most a few seconds."""
        self._closing.set()
        self._camera.close()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_JOIN_SECONDS)

    def _camera_for(self, source: FrameSource | int | str | Path | None) -> Camera:
        return Camera(source, on_frame=self._on_frame, on_status=self._on_status, clock=self._clock)

    def _watch(self) -> None:
        # Imported here: the decoders pull in OpenCV, which must not delay the first screen.
        from kiosk.scanner.pipeline import Pipeline

        pipeline = Pipeline()
        admission = Admission(None)
        seen: tuple[Camera | None, int] = (None, 0)
        hint: Hint | None = None
        while not self._closing.is_set():
            camera = self._camera
            last = seen[1] if seen[0] is camera else 0
            frame = camera.wait_newer(last, timeout=0.2)
            if frame is None:
                self._closing.wait(0.02)
                continue
            seen = (camera, frame.number)
            began = time.perf_counter()
            if self._expectation_changed:
                self._expectation_changed = False
                admission.expect(self._expectation)
                pipeline.admit(self._expectation.symbologies if self._expectation else SHOP_FLOOR)
            if self._expectation is None:
                continue
            glance = pipeline.feed(frame.picture, frame.at)
            for scan in admission.consider(glance.sightings, frame.at):
                self._on_scan(scan)
            if glance.hint != hint:
                hint = glance.hint
                self._on_hint(hint)
            self._rest(time.perf_counter() - began)

    def _rest(self, worked: float) -> None:
        self._closing.wait(min(0.25, worked * (1 - _BUSY_SHARE) / _BUSY_SHARE))


def _ignore(_: object) -> None:
    return None
