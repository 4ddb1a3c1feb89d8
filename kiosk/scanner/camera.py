"""The camera on its own thread: always the newest frame, recovering by itself."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.scanner.sources import FrameSource, SourceUnavailable, open_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.scanner.pictures import Picture

_RETRY_SECONDS = (0.5, 1.0, 2.0, 4.0)
_JOIN_SECONDS = 3.0


class CameraState(StrEnum):
    """Where the camera stands. ``absent`` is a normal state: there is none."""

    OPENING = "opening"
    LIVE = "live"
    LOST = "lost"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class CameraStatus:
    """The camera's state; ``reason`` is a message key where it is not live."""

    state: CameraState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture with its running number and the monotonic second it arrived."""

    picture: Picture
    number: int
    at: float


class Camera:
    """Reads a source on a thread of its own and keeps only the newest frame.

    ``source`` is a device index, a URL, the path of a video file or image folder, or
    any `FrameSource`; None is a station without a camera. The callbacks run on the
    camera's thread and must return quickly.
    """

    def __init__(
        self,
        source: FrameSource | int | str | Path | None,
        *,
        on_frame: Callable[[Frame], None] | None = None,
        on_status: Callable[[CameraStatus], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        retry_seconds: tuple[float, ...] = _RETRY_SECONDS,
    ) -> None:
        self._source = open_source(source)
        self._on_frame = on_frame or _ignore
        self._on_status = on_status or _ignore
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._status = CameraStatus(CameraState.ABSENT)
        self._newest: Frame | None = None
        self._arrived = threading.Condition()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def status(self) -> CameraStatus:
        return self._status

    def start(self) -> None:
        """Begin reading. Without a source the camera is absent and stays so."""
        if self._source is None:
            self._announce(CameraState.ABSENT, "no_camera_chosen")
            return
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop and release the device; returns within three seconds."""
        self._closing.set()
        with self._arrived:
            self._arrived.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_JOIN_SECONDS)

    def newest(self) -> Frame | None:
        """The newest frame while the camera is live, else None."""
        with self._arrived:
            return self._newest

    def wait_newer(self, than: int, timeout: float) -> Frame | None:
        """A frame with a number above ``than``, waiting up to so many seconds."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._closing.is_set() or self._has_newer(than), timeout)
            return self._newest if self._has_newer(than) else None

    def _has_newer(self, than: int) -> bool:
        return self._newest is not None and self._newest.number > than

    def _run(self) -> None:
        failures = 0
        number = 0
        # Only once: a camera that is away stays "lost" on the screen until it is back.
        self._announce(CameraState.OPENING, None)
        while not self._closing.is_set():
            reason, number, had_frames = self._session(number)
            if self._closing.is_set():
                break
            failures = 0 if had_frames else failures + 1
            state = CameraState.LOST if had_frames or number else CameraState.ABSENT
            self._drop_newest()
            self._announce(state, reason)
            pause = self._retry_seconds[min(failures, len(self._retry_seconds) - 1)]
            self._closing.wait(pause)

    def _session(self, number: int) -> tuple[str, int, bool]:
        """Open, read until it fails, close; why it ended and the last frame's number."""
        assert self._source is not None
        first = number
        try:
            self._source.open()
            while not self._closing.is_set():
                picture = self._source.read()
                if picture is None:
                    return "camera_unplugged", number, number > first
                number += 1
                self._show(Frame(picture, number, self._clock()), first=number == first + 1)
        except SourceUnavailable as unavailable:
            return unavailable.reason, number, number > first
        # A driver may raise anything; a camera that fails is a state, never a crash.
        except Exception:
            return "camera_failed", number, number > first
        finally:
            self._source.close()
        return "closed", number, number > first

    def _show(self, frame: Frame, *, first: bool) -> None:
        with self._arrived:
            self._newest = frame
            self._arrived.notify_all()
        if first:
            self._announce(CameraState.LIVE, None)
        self._on_frame(frame)

    def _drop_newest(self) -> None:
        # A frozen picture must not pass for what is before the lens now.
        with self._arrived:
            self._newest = None

    def _announce(self, state: CameraState, reason: str | None) -> None:
        status = CameraStatus(state, reason)
        if status != self._status:
            self._status = status
            self._on_status(status)


def _ignore(_: object) -> None:
    return None
