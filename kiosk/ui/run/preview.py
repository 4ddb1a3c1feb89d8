"""The camera's picture on a screen: frames, what was seen in them, and advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.scanner import CameraState
from kiosk.ui.run.words import say
from kiosk.ui.widgets.camera_view import CameraView, Outline

if TYPE_CHECKING:
    from kiosk.scanner import CameraStatus, Frame, Hint, Scan
    from kiosk.scanner.pictures import Picture
    from kiosk.ui.shell.context import Context

_SEEN_MS = 1200


class Preview(QWidget):
    """Watches only between `start` and `stop`: nobody pays for frames that nobody sees.

    `purpose` decides what is said while there is no camera.
    """

    def __init__(self, context: Context, purpose: Literal["scan", "photo"]) -> None:
        super().__init__()
        self.context, self._purpose = context, purpose
        self.view = CameraView()
        self.view.show_finder(purpose == "scan")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._watching = False
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.timeout.connect(lambda: self.view.show_outlines(()))
        eyes = context.eyes
        eyes.framed.connect(self._framed)
        eyes.status_changed.connect(self._status)
        eyes.hinted.connect(self._hinted)
        eyes.scanned.connect(self._scanned)

    @property
    def has_camera(self) -> bool:
        """It sees, or is about to: one that was unplugged waits for nobody."""
        status = self._now
        return status is not None and status.state in (CameraState.LIVE, CameraState.OPENING)

    @property
    def can_shoot(self) -> bool:
        """A photograph can be taken now."""
        scanner = self.context.eyes.scanner
        return scanner is not None and scanner.is_live

    def start(self) -> None:
        self._watching = True
        self.context.eyes.watching = True
        self.retranslate()

    def stop(self) -> None:
        if self._watching:
            self._watching = False
            self.context.eyes.watching = False
            self.view.show_outlines(())
            self.view.show_hint("")

    def retranslate(self) -> None:
        self._tell(self._now)

    def newest(self) -> Picture | None:
        """The newest frame, in full; None while the camera is not live."""
        scanner = self.context.eyes.scanner
        return scanner.grab() if scanner is not None else None

    @property
    def _now(self) -> CameraStatus | None:
        scanner = self.context.eyes.scanner
        return scanner.status if scanner is not None else None

    def _framed(self, frame: Frame) -> None:
        if self._watching:
            self.view.show_frame(frame.picture)

    def _status(self, status: CameraStatus) -> None:
        if self._watching:
            self._tell(status)

    def _tell(self, status: CameraStatus | None) -> None:
        """Without a picture the view says why, what still works, and what to do."""
        state = status.state if status is not None else CameraState.ABSENT
        if state is CameraState.LIVE:
            return
        language = self.context.language
        key = {CameraState.OPENING: "camera_opening", CameraState.LOST: "camera_lost"}.get(
            state, "camera_absent"
        )
        photo = self._purpose == "photo" and state is not CameraState.OPENING
        icon = "camera" if state is CameraState.OPENING else "camera_off"
        text, _, detail = say(f"{key}_photo" if photo else key, language).partition("\n")
        self.view.show_state(text, detail, icon)

    def _hinted(self, hint: Hint | None) -> None:
        if self._watching and self._purpose == "scan":
            said = say(f"hint_{hint.value}", self.context.language) if hint is not None else ""
            self.view.show_hint(said)

    def _scanned(self, scan: Scan) -> None:
        if self._watching and scan.corners is not None:
            self.view.show_outlines([Outline(scan.corners)])
            self._forget.start(_SEEN_MS)

    def shoot(self) -> Any:
        """A photograph, shown still; None while the camera is not live."""
        picture = self.newest()
        if picture is not None:
            self.view.flash()
            self.view.show_still(picture)
        return picture
