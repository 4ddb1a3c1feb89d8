"""The scanner on the screen's thread: frames, codes and hints arrive here as signals."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kiosk.scanner import Scan, Scanner

if TYPE_CHECKING:
    from kiosk.scanner import Expectation, Frame


class Eyes(QObject):
    """One camera for the whole station. Frames are only passed on while somebody looks.

    `framed` carries a `Frame`, at most one waiting; `scanned` a `Scan`; `status_changed` a
    `CameraStatus`; `hinted` a `Hint` or None. Nothing here waits for a camera.
    """

    framed = Signal(object)
    scanned = Signal(object)
    status_changed = Signal(object)
    hinted = Signal(object)
    _frame_waits = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scanner: Scanner | None = None
        self._expectation: Expectation | None = None
        self._newest: Frame | None = None
        self._lock = threading.Lock()
        self._frame_waits.connect(self._pass_on)
        # Opening and releasing a camera takes up to seconds, and the old one must be released
        # before the new one is opened: it may be the same device.
        self._changing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="camera-change")
        self._closed = False
        self.watching = False
        #: There is a camera without a device (the demo's) that can be chosen.
        self.has_virtual = False

    def open(self, source: Any) -> None:
        """Watch through `source`: a device index, URL, file, folder, frame source, or None."""
        before = self._scanner
        scanner = self._scanner = Scanner(
            source,
            on_frame=self._came,
            on_scan=self.scanned.emit,
            on_status=self.status_changed.emit,
            on_hint=self.hinted.emit,
        )
        scanner.expect(self._expectation)
        self._changing.submit(_change, before, scanner)

    @property
    def scanner(self) -> Scanner | None:
        return self._scanner

    def expect(self, expectation: Expectation | None) -> None:
        self._expectation = expectation
        if self._scanner is not None:
            self._scanner.expect(expectation)

    def read(self, scan: Scan) -> None:
        """A code by other means than the camera: a keyboard-style scanner."""
        self.scanned.emit(scan)

    def close(self) -> None:
        """Release the camera and stop its threads; at most a few seconds. Twice does no harm."""
        if self._closed:
            return
        self._closed = True
        scanner, self._scanner = self._scanner, None
        self._changing.submit(_change, scanner, None)
        self._changing.shutdown(wait=True)

    def _came(self, frame: Frame) -> None:
        if not self.watching:
            return
        with self._lock:
            waiting, self._newest = self._newest is not None, frame
        if not waiting:
            self._frame_waits.emit()

    def _pass_on(self) -> None:
        with self._lock:
            frame, self._newest = self._newest, None
        if frame is not None:
            self.framed.emit(frame)


def _change(before: Scanner | None, after: Scanner | None) -> None:
    if before is not None:
        before.close()
    if after is not None:
        after.start()
