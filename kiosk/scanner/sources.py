"""Where frames come from: a device, a stream, a video file, a folder of pictures."""

from __future__ import annotations

import platform
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from kiosk.scanner.pictures import IMAGE_SUFFIXES, UnreadablePicture, opencv, read_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.scanner.pictures import Picture

FRAME_WIDTH, FRAME_HEIGHT, FRAME_RATE = 1280, 720, 30
_TIMEOUT_MS = 1500
"""A stalled stream blocked a read for eight seconds without this."""
_TRIES_BEFORE_LOST = 3


class SourceUnavailable(Exception):
    """The source gives no frames now. ``reason`` is a message key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@runtime_checkable
class FrameSource(Protocol):
    """Anything frames can be read from; used by one thread at a time."""

    def open(self) -> None:
        """Make ready to read. Raises `SourceUnavailable`."""

    def read(self) -> Picture | None:
        """The next frame, at the source's own pace; None when it is gone or over."""

    def close(self) -> None:
        """Release it; may be opened again. Closing twice does no harm."""


class CaptureSource:
    """A camera by its device index, or a network stream by its URL."""

    def __init__(self, address: int | str) -> None:
        self._address = address
        self._capture: Any = None

    def open(self) -> None:
        for backend in _backends(self._address):
            self._capture = _opened(self._address, backend)
            if self._capture is not None:
                return
        is_stream = isinstance(self._address, str)
        raise SourceUnavailable("stream_unreachable" if is_stream else "camera_not_found")

    def read(self) -> Picture | None:
        # One dropped frame is no unplugged camera; three in a row are.
        for _ in range(_TRIES_BEFORE_LOST):
            taken, picture = self._capture.read()
            if taken and picture is not None and picture.size:
                return _as_bgr(picture)
        return None

    def close(self) -> None:
        if self._capture is not None:
            # V4L2 keeps the light on, and the device busy, until it is released.
            self._capture.release()
            self._capture = None


def _backends(address: int | str) -> tuple[int, ...]:
    cv2 = opencv()
    if isinstance(address, int) and platform.system() == "Windows":
        # Media Foundation takes seconds to open many cameras.
        return (cv2.CAP_DSHOW, cv2.CAP_MSMF)
    return (cv2.CAP_ANY,)


def _opened(address: int | str, backend: int) -> Any | None:
    cv2 = opencv()
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _TIMEOUT_MS]
    limits += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, _TIMEOUT_MS]
    capture = cv2.VideoCapture(address, backend, limits if isinstance(address, str) else [])
    if not capture.isOpened():
        capture.release()
        return None
    if isinstance(address, int):
        _prefer_smooth_720p(capture)
    return capture


def _prefer_smooth_720p(capture: Any) -> None:
    cv2 = opencv()
    # Uncompressed 720p does not fit through USB 2 at 30 frames a second.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, FRAME_WIDTH)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, FRAME_HEIGHT)
    capture.set(cv2.CAP_PROP_FPS, FRAME_RATE)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)


def _as_bgr(picture: Picture) -> Picture:
    if picture.ndim == 3 and picture.shape[2] == 3:
        return picture
    bgr: Picture = opencv().cvtColor(picture, opencv().COLOR_GRAY2BGR)
    return bgr


class VideoSource:
    """A video file at its own pace, over and over unless ``loop`` is False."""

    def __init__(self, path: Path, *, loop: bool = True, paced: bool = True) -> None:
        self._path = path
        self._loop = loop
        self._paced = paced
        self._capture: Any = None
        self._pace = Pace(FRAME_RATE)
        self.announced_s = 0.0
        """How long the file says it is; 0 when it does not."""
        self.shown_s = 0.0
        """Up to where it has been read."""

    def open(self) -> None:
        cv2 = opencv()
        self._capture = cv2.VideoCapture(str(self._path))
        if not self._path.is_file() or not self._capture.isOpened():
            raise SourceUnavailable("file_unreadable")
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self._pace = Pace(rate if 1 <= rate <= 240 else FRAME_RATE)
        self.announced_s = max(self._capture.get(cv2.CAP_PROP_FRAME_COUNT), 0.0) / max(rate, 1.0)

    def read(self) -> Picture | None:
        if self._paced:
            self._pace.wait()
        taken, picture = self._capture.read()
        if not taken and self._loop:
            self._capture.set(opencv().CAP_PROP_POS_FRAMES, 0)
            taken, picture = self._capture.read()
        if taken:
            self.shown_s = self._capture.get(opencv().CAP_PROP_POS_MSEC) / 1000
        return _as_bgr(picture) if taken else None

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class FolderSource:
    """The pictures of a folder in the order of their names, at a pace.

    What cannot be read as a picture is passed over; a folder with none is
    unavailable.
    """

    def __init__(self, folder: Path, *, rate: float = 5.0, loop: bool = True) -> None:
        self._folder = folder
        self._loop = loop
        self._pace = Pace(rate)
        self._left: list[Path] = []

    def open(self) -> None:
        self._left = self._listing()
        if not self._left:
            raise SourceUnavailable("folder_empty")

    def read(self) -> Picture | None:
        self._pace.wait()
        unreadable = 0
        while True:
            if not self._left:
                self._left = self._listing() if self._loop else []
            if not self._left or unreadable > len(self._left):
                return None
            try:
                return read_picture(self._left.pop(0))
            except UnreadablePicture:
                unreadable += 1

    def close(self) -> None:
        self._left = []

    def _listing(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(p for p in self._folder.iterdir() if p.suffix.lower() in IMAGE_SUFFIXES)


class Pace:
    """Waits so that turns come at an even rate, never catching up in a burst."""

    def __init__(
        self,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._period = 1.0 / rate
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0

    def wait(self) -> None:
        now = self._clock()
        if self._next > now:
            self._sleep(self._next - now)
        self._next = max(self._next, now) + self._period


def open_source(source: FrameSource | int | str | Path | None) -> FrameSource | None:
    """The source behind a setting: index, "0", URL, file, folder, or a source itself."""
    if source is None or source == "":
        return None
    if isinstance(source, int):
        return CaptureSource(source)
    if isinstance(source, str | Path):
        return _source_of_text(str(source))
    return source


def is_address(text: str) -> bool:
    """Whether this is a URL: then it is no path, and its slashes stay as they are."""
    return "://" in text


def _source_of_text(text: str) -> FrameSource:
    if text.isdigit():
        return CaptureSource(int(text))
    if is_address(text):
        return CaptureSource(text)
    path = Path(text).expanduser()
    return FolderSource(path) if path.is_dir() else VideoSource(path)


@dataclass(frozen=True, slots=True)
class Device:
    """A camera that can be chosen; ``index`` is what `Camera` takes."""

    index: int
    name: str


def list_devices() -> list[Device]:
    """The cameras of this machine. On Linux without opening any of them."""
    if platform.system() == "Linux":
        return _linux_devices(Path("/sys/class/video4linux"))
    return [Device(index, f"Camera {index + 1}") for index in range(4) if _answers(index)]


def _linux_devices(root: Path) -> list[Device]:
    devices = []
    for node in sorted(root.glob("video*")):
        # One camera shows several nodes; only the first carries pictures.
        if _line(node / "index") == "0" and node.name[5:].isdigit():
            devices.append(Device(int(node.name[5:]), _line(node / "name") or node.name))
    return sorted(devices, key=lambda device: device.index)


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _answers(index: int) -> bool:
    source = CaptureSource(index)
    try:
        source.open()
    except SourceUnavailable:
        return False
    source.close()
    return True
