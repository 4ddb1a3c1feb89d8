"""Which camera, and what it sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.scanner import ANYTHING, CameraState
from kiosk.ui.run.preview import Preview
from kiosk.ui.settings.entry import ask_text
from kiosk.ui.settings.parts import Page
from kiosk.ui.settings.view_model import SettingsModel
from kiosk.ui.settings.visible import visible
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.rows import ListRow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kiosk.scanner import CameraStatus, Device, Expectation, Frame, Scan
    from kiosk.ui.shell.context import Context


class CameraPage(Page):
    """The camera stays on while this page is in view, so that it can be set up by what it sees:
    distance, focus and light are said over the picture, and a code that is read is named."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._model = SettingsModel(context)
        self._model.devices_found.connect(self._show_devices)
        self._devices: list[Device] = []
        self._preview = Preview(context, "scan")
        self._state = Chip()
        self._size = ""
        self._read = Label("", "label", "soft")
        self._choices = QVBoxLayout()
        self._choices.setSpacing(theme.px(10))
        self._again = Button("", "secondary", "search")
        self._again.clicked.connect(self._model.look_for_devices)
        context.eyes.status_changed.connect(self._tell_state)
        context.eyes.framed.connect(self._measure)
        self._lay_out()
        self.retranslate()

    def come(self) -> None:
        self._preview.start()
        self._read.setText(self._hint())
        self._tell_state()
        self._model.look_for_devices()

    def go(self) -> None:
        self._preview.stop()

    def expectation(self) -> Expectation | None:
        return ANYTHING

    def scanned(self, scan: Scan) -> bool:
        self._read.setText(self.tr("Read: %1").replace("%1", visible(scan.text)))
        return True

    def retranslate(self) -> None:
        self._again.setText(self.tr("Search again"))
        self._preview.retranslate()
        self._read.setText(self._hint())
        self._tell_state()
        self._show_devices(self._devices)

    def _hint(self) -> str:
        return self.tr("Hold a label before the camera to see whether it is read.")

    # --- what it shows ---

    def _show_devices(self, devices: list[Device]) -> None:
        self._devices = devices
        while (item := self._choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        chosen = self.context.preferences["camera"]
        if self.context.eyes.has_virtual:
            words = self.tr("Demo camera"), self.tr("Sees the labels of the tray")
            self._choice("demo", *words, chosen)
        for device in devices:
            place = self.tr("USB camera %1").replace("%1", str(device.index))
            self._choice(device.index, device.name, place, chosen)
        self._address(chosen, [device.index for device in devices])
        words = self.tr("No camera"), self.tr("Hand scanner only, no photographs")
        self._choice(None, *words, chosen)

    def _choice(self, value: Any, title: str, detail: str, chosen: Any) -> ListRow:
        mine = value == chosen
        trailing = self.tr("In use") if mine else ""
        tone, mark = ("accent", "tick") if mine else ("plain", "camera")
        if value is None and not mine:
            mark = "camera_off"
        row = ListRow(title, detail, trailing, mark, tone=tone, opens=False)  # type: ignore[arg-type]
        row.clicked.connect(lambda: self._choose(value))
        self._choices.addWidget(row)
        return row

    def _address(self, chosen: Any, indices: list[int]) -> None:
        """A stream or file; also a camera that is set but not plugged in now."""
        missing = isinstance(chosen, int) and chosen not in indices
        if missing:
            words = self.tr("Camera %1").replace("%1", str(chosen)), self.tr("Not found here")
            self._choice(chosen, *words, chosen)
        mine = isinstance(chosen, str) and chosen != "demo"
        title = self.tr("Network stream or file")
        detail = chosen if mine else self.tr("Address, video file or folder of pictures")
        row = ListRow(
            title, detail, self.tr("In use") if mine else "", "tick" if mine else "text",
            tone="accent" if mine else "plain",
        )  # fmt: skip
        row.clicked.connect(lambda: self._ask_address(chosen if mine else ""))
        self._choices.addWidget(row)

    def _tell_state(self, _status: CameraStatus | None = None) -> None:
        scanner = self.context.eyes.scanner
        state = scanner.status.state if scanner is not None else CameraState.ABSENT
        if state is CameraState.LIVE:
            self._state.show_status(self._live(self._size), "passed", "tick")
        elif state is CameraState.OPENING:
            self._state.show_status(self.tr("Opening…"), "plain", "clock")
        elif state is CameraState.LOST:
            self._state.show_status(self.tr("Not reachable"), "attention", "warning")
        else:
            self._state.show_status(self.tr("No camera"), "plain", "camera_off")

    def _measure(self, frame: Frame) -> None:
        height, width = frame.picture.shape[:2]
        size = f"{width}×{height}"
        if size != self._size or self._state.text() != self._live(size):
            self._size = size
            self._tell_state()

    def _live(self, size: str) -> str:
        word = self.tr("Live")
        return f"{word} {size}".strip()

    # --- what happens ---

    def _choose(self, value: Any) -> None:
        self.context.preferences["camera"] = value
        self._show_devices(self._devices)
        self._preview.retranslate()

    def _ask_address(self, text: str) -> None:
        def hint() -> str:
            return self.tr(
                "Such as rtsp://10.0.0.7/stream, or the path of a video file or a folder."
            )

        ask_text(
            self.context,
            lambda: self.tr("Network stream or file"),
            text,
            self._take_address,
            hint=hint,
            required=True,
        )

    def _take_address(self, text: str) -> None:
        self._choose(text.strip())

    # --- how it looks ---

    def _lay_out(self) -> None:
        tall = theme.scale.portrait
        way = QBoxLayout.Direction.TopToBottom if tall else QBoxLayout.Direction.LeftToRight
        whole = QWidget()
        row = QBoxLayout(way, whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(24))
        seen = QVBoxLayout()
        seen.setSpacing(theme.px(12))
        seen.addWidget(self._preview)
        seen.addWidget(self._state)
        seen.addWidget(self._read)
        seen.addStretch(1)
        row.addLayout(seen, 3)
        listed = QVBoxLayout()
        listed.setSpacing(theme.px(10))
        listed.addLayout(self._choices)
        listed.addWidget(self._again)
        listed.addStretch(1)
        row.addLayout(listed, 2)
        self.add(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview in the camera's own shape, as wide as there is room."""
        super().resizeEvent(event)
        share = 1.0 if theme.scale.portrait else 0.6
        self._preview.setFixedHeight(int(self.viewport().width() * share * 9 / 16))
