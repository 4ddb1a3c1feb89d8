"""A camera on a cable: what happens when somebody pulls it in mid-run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.scanner.sources import SourceUnavailable

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Picture
    from kiosk.scanner.sources import FrameSource


class Cable:
    """A `FrameSource`: that of the camera, until it is pulled."""

    def __init__(self, camera: FrameSource) -> None:
        self._camera = camera
        self._plugged = True

    def pull(self) -> None:
        self._plugged = False

    def open(self) -> None:
        if not self._plugged:
            raise SourceUnavailable("camera_unplugged")
        self._camera.open()

    def read(self) -> Picture | None:
        return self._camera.read() if self._plugged else None

    def close(self) -> None:
        self._camera.close()
