"""The composition root: everything is built once, here, and handed down."""

from __future__ import annotations

import logging
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.ui.desk import Desk
from kiosk.ui.i18n import Translator
from kiosk.ui.preferences import Preferences
from kiosk.ui.shell.eyes import Eyes
from kiosk.ui.shell.window import Shell
from kiosk.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from kiosk.operations.demo import DemoStation
    from kiosk.operations.station import Station
    from kiosk.ui.demo.tray import LabelTray

log = logging.getLogger(__name__)


class App:
    """A station on a screen. `show` draws the first screen; everything heavy comes after it."""

    def __init__(
        self,
        data: Path,
        open_station: Callable[[], Station] | None = None,
        camera: Any = None,
        **overrides: Any,
    ) -> None:
        self.qt = _qt()
        self.preferences = Preferences(data / "preferences.json")
        for key, value in overrides.items():
            if value is not None:
                self.preferences[key] = value
        self._camera = camera
        self.tray: LabelTray | None = None
        theme.use(self.preferences["theme"])
        self.translator = Translator(self.qt)
        self.translator.use(self.preferences.language)
        self.desk = Desk(open_station or partial(_open, data, self.preferences))
        self.eyes = Eyes()
        self.shell = Shell(self.desk, self.eyes, self.preferences)
        self.preferences.changed.connect(self._preference_changed)

    def show(self, full_screen: bool = True) -> None:
        theme.load_fonts()
        if full_screen:
            self.shell.showFullScreen()
        else:
            self.shell.show()
        self.shell.go("badge")
        QTimer.singleShot(0, self.wake)

    def wake(self) -> None:
        """After the first frame: database, camera, keyboard-style scanner."""
        from kiosk.scanner.wedge import WedgeSettings
        from kiosk.ui.shell.keyboard import KeyboardReader

        self.desk.open()
        self.eyes.open(self._camera if self._camera is not None else self.preferences["camera"])
        self.keyboard = KeyboardReader(
            WedgeSettings(
                prefix=self.preferences["wedge_prefix"], suffix=self.preferences["wedge_suffix"]
            )
        )
        self.keyboard.scanned.connect(self.eyes.read)
        self.qt.installEventFilter(self.keyboard)
        self.qt.installEventFilter(self.shell)
        self.shell.look()

    def run(self) -> int:
        """Until the window is closed. Returns the exit code."""
        return self.qt.exec()

    def _preference_changed(self, key: str) -> None:
        if key == "language":
            self.translator.use(self.preferences.language)
        elif key == "theme":
            theme.use(self.preferences["theme"])
        elif key == "camera" and self._camera is None:
            self.eyes.open(self.preferences["camera"])
            self.shell.look()


def run_station(data: Path, **overrides: Any) -> int:
    """Start the station on its data folder."""
    windowed = overrides.pop("windowed", False)
    app = App(data, **overrides)
    app.show(full_screen=not windowed)
    return app.run()


def run_demo(data: Path, **overrides: Any) -> int:
    """The same station with demo content, a virtual lens and a tray of labels to hold before it."""
    windowed = overrides.pop("windowed", False)
    app = demo_app(data, **overrides)
    app.show(full_screen=not windowed)
    return app.run()


def demo_app(data: Path, **overrides: Any) -> App:
    """An `App` with the demo's content, camera and tray (`app.tray`)."""
    from kiosk.operations.demo import demo_content
    from kiosk.scanner.demo_camera import DemoCamera
    from kiosk.ui.demo.labels import labels_of
    from kiosk.ui.demo.tray import LabelTray

    content = demo_content()
    camera = DemoCamera()
    overrides.setdefault("station", content.station.name)
    overrides.setdefault("operation", content.station.operation)
    app = App(data, partial(_open_demo, data, content.station), camera, **overrides)
    app.tray = LabelTray(app.shell, camera, labels_of(content))
    return app


def _open_demo(data: Path, station: DemoStation) -> Station:
    from kiosk.operations.demo import install_demo
    from kiosk.operations.opening import open_station

    opened = open_station(data, station.name, station.operation)
    install_demo(opened)
    return opened


def _open(data: Path, preferences: Preferences) -> Station:
    from kiosk.operations.opening import open_station

    return open_station(data, preferences["station"], preferences["operation"])


def _qt() -> QApplication:
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(sys.argv[:1])
    qt.setApplicationName("SOP Kiosk")
    sys.excepthook = _report
    return qt


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An exception in a slot is a bug: keep its traceback, keep the station running."""
    log.critical("unexpected error", exc_info=(kind, error, trace))
