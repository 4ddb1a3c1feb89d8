"""The composition root: everything is built once, here, and handed down."""

from __future__ import annotations

import sys
import threading
import traceback
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.calling import Caller
from kiosk.reconciling import Reconciler
from kiosk.ui.desk import Desk
from kiosk.ui.i18n import Translator
from kiosk.ui.preferences import DEFAULTS, Preferences
from kiosk.ui.shell.crashes import CrashLog
from kiosk.ui.shell.eyes import Eyes
from kiosk.ui.shell.qt_noise import drop_qt_noise
from kiosk.ui.shell.window import SCREENS, Shell
from kiosk.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtGui import QScreen

    from kiosk.clock import Clock
    from kiosk.operations.demo import DemoStation
    from kiosk.operations.station import Station
    from kiosk.scanner.wedge import WedgeSettings
    from kiosk.ui.demo.tray import LabelTray

#: The preference that stands for the virtual lens of the demo.
DEMO_CAMERA = "demo"


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
        self._virtual = camera
        if camera is not None:
            self.preferences["camera"] = DEMO_CAMERA
        self.tray: LabelTray | None = None
        theme.use(self.preferences["theme"])
        theme.motion = bool(self.preferences["motion"])
        self.translator = Translator(self.qt)
        self.translator.use(self.preferences.language)
        self.desk = Desk(open_station or partial(_open, data, self.preferences))
        self.eyes = Eyes()
        self.eyes.has_virtual = camera is not None
        self.shell = Shell(self.desk, self.eyes, self.preferences)
        self.shell.context.sounds.set_volume(self.preferences["volume"])
        self.desk.opened.connect(_read_screens)
        self.reconciler = Reconciler(self.shell.context.presence)
        self.desk.opened.connect(self.reconciler.begin)
        self.desk.closing.connect(self.reconciler.end)
        self.caller = Caller(self.shell.context.andon, self.preferences.values)
        self.desk.opened.connect(self._cover)
        self.desk.opened.connect(self.caller.begin)
        self.desk.closing.connect(self.caller.end)
        self.preferences.changed.connect(self._preference_changed)
        self.crashes = CrashLog(data / "crashes")
        self.desk.broken.connect(self.crashes.write)
        _hear_bugs(self.desk.broken.emit)

    def show(self, full_screen: bool = True) -> None:
        theme.load_fonts()
        room = self.shell.screen().size() if full_screen else _window_size(self.shell.screen())
        # The first screen is made once, in its right size: a window manager is slow to say it.
        theme.fit(room.width(), room.height())
        self.shell.resize(room)
        if full_screen:
            self.shell.showFullScreen()
        else:
            self.shell.show()
        self.shell.go("badge")
        QTimer.singleShot(0, self.wake)

    def wake(self) -> None:
        """After the first frame: database, camera, keyboard-style scanner."""
        from kiosk.ui.shell.describing import describe_if_asked
        from kiosk.ui.shell.keyboard import KeyboardReader

        self.desk.open()
        self.eyes.open(self._source())
        self.keyboard = KeyboardReader(self._wedge())
        self.keyboard.scanned.connect(self.eyes.read)
        self.qt.installEventFilter(self.keyboard)
        self.qt.installEventFilter(self.shell)
        self.shell.look()
        describe_if_asked(self.shell)

    def run(self) -> int:
        """Until the window is closed. Returns the exit code."""
        return self.qt.exec()

    def close(self) -> None:
        """Let go of everything, so that another `App` may follow in the same process."""
        for listener in (self.keyboard, self.shell):
            self.qt.removeEventFilter(listener)
        self.translator.use("en")
        self.shell.close()
        self.shell.deleteLater()

    def _source(self) -> Any:
        """The camera that is set; the virtual one only where there is one."""
        chosen = self.preferences["camera"]
        if chosen == DEMO_CAMERA:
            return self._virtual if self._virtual is not None else DEFAULTS["camera"]
        return chosen

    def _wedge(self) -> WedgeSettings:
        from kiosk.scanner.wedge import WedgeSettings

        said = self.preferences
        usual = WedgeSettings()
        more = (said["wedge_separator"],) if said["wedge_separator"] else ()
        return replace(
            usual,
            prefix=said["wedge_prefix"],
            suffix=said["wedge_suffix"],
            separators=(*more, *usual.separators),
        )

    def _preference_changed(self, key: str) -> None:
        """Every setting takes effect at once."""
        value = self.preferences[key]
        if key == "language":
            self.translator.use(value)
        elif key == "theme":
            theme.use(value)
        elif key == "motion":
            theme.motion = bool(value)
        elif key == "volume":
            self.shell.context.sounds.set_volume(value)
        elif key == "camera":
            self.eyes.open(self._source())
        elif key.startswith("wedge_"):
            self.keyboard.configure(self._wedge())
        elif key.startswith("andon_") or key == "mqtt":
            self.caller.set_anew()

    def _cover(self, _station: Station) -> None:
        """Where calls for help are shown: not before there is somebody to hear them."""
        from kiosk.ui.andon.cover import Cover

        self.cover = Cover(self.shell)


def run_station(
    data: Path, unopened: Callable[[BaseException], None] = lambda _error: None, **overrides: Any
) -> int:
    """Start the station on its data folder. The screen tells why it cannot be opened, and so is
    `unopened` told; 1 when it never could be."""
    windowed = overrides.pop("windowed", False)
    app = App(data, **overrides)
    app.desk.unopened.connect(unopened)
    app.show(full_screen=not windowed)
    return app.run() or int(not app.desk.is_open)


def run_demo(data: Path, **overrides: Any) -> int:
    """The same station with demo content, a virtual lens and a tray of labels to hold before it."""
    windowed = overrides.pop("windowed", False)
    app = demo_app(data, **overrides)
    app.show(full_screen=not windowed)
    return app.run()


def demo_app(
    data: Path, clock: Clock | None = None, frame_rate: float = 30, **overrides: Any
) -> App:
    """An `App` with the demo's content, camera and tray (`app.tray`)."""
    from kiosk.operations.demo import demo_content
    from kiosk.scanner.demo_camera import DemoCamera
    from kiosk.ui.demo.labels import labels_of
    from kiosk.ui.demo.tray import LabelTray

    content = demo_content()
    camera = DemoCamera(rate=frame_rate)
    overrides.setdefault("station", content.station.name)
    overrides.setdefault("operation", content.station.operation)
    app = App(data, partial(_open_demo, data, content.station, clock), camera, **overrides)
    app.tray = LabelTray(app.shell, camera, labels_of(content))
    return app


def _open_demo(data: Path, station: DemoStation, clock: Clock | None) -> Station:
    from kiosk.operations.demo import install_demo
    from kiosk.operations.opening import open_station

    opened = open_station(data, station.name, station.operation, clock)
    install_demo(opened)
    return opened


def _open(data: Path, preferences: Preferences) -> Station:
    from kiosk.operations.opening import open_station

    return open_station(data, preferences["station"], preferences["operation"])


def _qt() -> QApplication:
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        drop_qt_noise()
        qt = QApplication(sys.argv[:1])
    qt.setApplicationName("SOP Kiosk")
    return qt


def _window_size(screen: QScreen) -> QSize:
    """Large, but with room for the frame and the task bar."""
    return QSize(1600, 1000).boundedTo(screen.availableSize() * 0.94)


def _read_screens(_station: Station) -> None:
    from kiosk.ui.shell.ahead import import_ahead

    screens = [place.split(":")[0] for place in SCREENS.values()]
    # The last is what the first GS1 code would otherwise wait for.
    import_ahead([*screens, "kiosk.ui.run.checks", "biip.gs1_messages"])


def _hear_bugs(tell: Callable[[BaseException], None]) -> None:
    """An exception in a slot or a thread is a bug: it is told and written down, and the station
    goes on. `tell` may be called from any thread."""

    def hear(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
        else:
            tell(error.with_traceback(trace))
            # The traceback would keep the painter of a paintEvent that failed, and a painter
            # that outlives its paintEvent spoils every later one, and may crash the process.
            traceback.clear_frames(trace)

    def hear_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            tell(args.exc_value)

    sys.excepthook = hear
    threading.excepthook = hear_thread
