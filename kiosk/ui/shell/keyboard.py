"""Keyboard-style scanners and gauges, whatever has the focus.

Every key is held for some milliseconds until it is clear whether a person or a scanner pressed
it: a scanner's burst becomes a `Scan`, a person's keys go on to where they were going.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.scanner.wedge import ENTER, F8, TAB, Burst, Wedge, WedgeSettings

if TYPE_CHECKING:
    from kiosk.scanner.wedge import Output

_NAMED = {
    Qt.Key.Key_Return: ENTER,
    Qt.Key.Key_Enter: ENTER,
    Qt.Key.Key_Tab: TAB,
    Qt.Key.Key_F8: F8,
}


class KeyboardReader(QObject):
    """An event filter of the application. `scanned` carries a `Scan`."""

    scanned = Signal(object)

    def __init__(self, settings: WedgeSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wedge = Wedge(settings)
        self._held: deque[tuple[QObject, QKeyEvent]] = deque()
        self._passing_on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._time_is_up)

    def configure(self, settings: WedgeSettings) -> None:
        self._wedge = Wedge(settings)

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        if self._passing_on or not isinstance(receiver, QWidget):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(receiver, event)
        if event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt:
                self._wedge.release_alt(time.monotonic())
            return False
        # A shortcut would otherwise act before anybody knows whose key it is.
        return event.type() == QEvent.Type.ShortcutOverride and bool(self._held)

    def _pressed(self, receiver: QObject, event: QKeyEvent) -> bool:
        name = _NAMED.get(Qt.Key(event.key()), event.text())
        if not name or event.isAutoRepeat():
            return False
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._held.append((receiver, event.clone()))
        self._hand_out(self._wedge.press(name, time.monotonic(), alt=alt))
        self._wait()
        return True

    def _time_is_up(self) -> None:
        self._hand_out(self._wedge.tick(time.monotonic()))
        self._wait()

    def _wait(self) -> None:
        deadline = self._wedge.deadline
        if deadline is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, int((deadline - time.monotonic()) * 1000) + 2))

    def _hand_out(self, outputs: list[Output]) -> None:
        """What is still in the wedge stays held: it is the newest of the held keys."""
        for output in outputs:
            if isinstance(output, Burst):
                self._drop_burst()
                self.scanned.emit(output.scan())
            else:
                self._pass_on(len(output.keys))

    def _drop_burst(self) -> None:
        waiting = 1 if self._wedge.deadline is not None else 0
        while len(self._held) > waiting:
            self._held.popleft()

    def _pass_on(self, count: int) -> None:
        self._passing_on = True
        try:
            for _ in range(min(count, len(self._held))):
                receiver, event = self._held.popleft()
                focus = QApplication.focusWidget() or receiver
                QApplication.sendEvent(focus, event)
                release = QKeyEvent(
                    QEvent.Type.KeyRelease, event.key(), event.modifiers(), event.text()
                )
                QApplication.sendEvent(focus, release)
        finally:
            self._passing_on = False
