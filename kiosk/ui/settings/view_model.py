"""What the settings ask of the machine. Nothing of it waits on the screen's thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.scanner import list_devices
from kiosk.ui.settings.facts import facts_of
from kiosk.ui.settings.trial_label import make_test_labels

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kiosk.ui.shell.context import Context


class SettingsModel(QObject):
    """`devices_found` carries a list of `Device`, `labels_made` the pixels of the test labels,
    `facts_found` a list of `Fact`."""

    devices_found = Signal(list)
    labels_made = Signal(list)
    facts_found = Signal(list)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def look_for_devices(self) -> None:
        """Off the screen's thread: Windows opens each camera to see whether it is there."""
        self._later(list_devices, self.devices_found.emit)

    def make_labels(self) -> None:
        self._later(make_test_labels, self.labels_made.emit)

    def gather_facts(self) -> None:
        station = self._context.desk.station
        self._later(lambda: facts_of(station), self.facts_found.emit)

    def _later(self, work: Callable[[], Any], tell: Callable[[Any], None]) -> None:
        def run() -> None:
            try:
                tell(work())
            except RuntimeError:  # the screen was closed meanwhile
                return

        threading.Thread(target=run, name="settings", daemon=True).start()
