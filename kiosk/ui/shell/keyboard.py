"""Keyboard-style scanners and gauges, whatever has the focus.

Every key is held for some milliseconds until it is clear whether a person or a scanner pressed
it: a scanner's burst becomes a `Scan`, a person's keys go on to where they were going.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from kiosk.scanner.wedge import ENTER, F8, TAB, Burst, Wedge, WedgeSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.scanner.wedge import Output, Typed

_NAMED = {
    Qt.Key.Key_Return: ENTER,
    Qt.Key.Key_Enter: ENTER,
    Qt.Key.Key_Tab: TAB,
    Qt.Key.Key_F8: F8,
}
#: Some scanners end with a line feed typed as Ctrl+J, or with a key of its own.
_ENDS = {"\r": ENTER, "\n": ENTER, "\t": TAB}
#: Pressed in the middle of a burst, for a capital or a control character.
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
#: Scanners set to end with CR and LF press Enter twice; the second must not press a button.
_AFTERMATH_S = 0.3
#: The window system's clock may jump (a new session, 49 days): then it is compared anew.
_STAMPS_AGREE_S = 10.0
_LATE_S = 0.02
_LOOK_AGAIN_MS = 10
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


@dataclass
class _Held:
    receiver: QObject
    press: QKeyEvent
    release: QKeyEvent | None = None


class KeyboardReader(QObject):
    """An event filter of the application. `scanned` carries a `Scan`."""

    scanned = Signal(object)

    def __init__(
        self,
        settings: WedgeSettings,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._held: deque[_Held] = deque()
        self._passing_on = False
        self._looked_again = False
        self._distance = float("inf")
        self._quiet_until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._time_is_up)
        self.configure(settings)

    def configure(self, settings: WedgeSettings) -> None:
        """Another scanner, or the same set up otherwise."""
        self._wedge = Wedge(settings)
        self._pass_on(len(self._held))

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        if self._passing_on or not isinstance(receiver, QWidget):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(receiver, event)
        if event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._released(event)
        # A shortcut would otherwise act before anybody knows whose key it is.
        return event.type() == QEvent.Type.ShortcutOverride and bool(self._held)

    def _pressed(self, receiver: QObject, event: QKeyEvent) -> bool:
        name = _NAMED.get(Qt.Key(event.key()), _ENDS.get(event.text(), event.text()))
        if event.isAutoRepeat() or Qt.Key(event.key()) in _MODIFIERS:
            return False
        now = self._moment_of(event)
        if not name:
            self._let_go()
            return False
        if name in (ENTER, TAB) and now < self._quiet_until and not self._held:
            return True
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._held.append(_Held(receiver, event.clone()))
        self._hand_out(self._wedge.press(name, now, alt=alt, typing=_is_field(receiver)))
        self._wait()
        return True

    def _released(self, event: QKeyEvent) -> bool:
        """A release must not overtake its press: a button held by the space bar stays held."""
        if event.key() == Qt.Key.Key_Alt:
            self._wedge.release_alt(self._moment_of(event))
            self._wait()
        for held in self._held:
            if held.press.key() == event.key() and held.release is None:
                held.release = event.clone()
                return True
        return False

    def _moment_of(self, event: QKeyEvent) -> float:
        """When the key was pressed, in seconds of our clock, however late we come to hear of it.

        The window system stamps each key. A screen that was busy for a moment gets the keys
        of a burst at once and late; their stamps still tell how they were sent. The smallest
        distance ever seen between a stamp and our clock is what lies between the two.
        """
        now = self._clock()
        if not event.timestamp():  # made by a program, not by a window system
            return now
        stamp = event.timestamp() / 1000
        distance = now - stamp
        if not self._distance - _STAMPS_AGREE_S < distance < self._distance + _STAMPS_AGREE_S:
            self._distance = distance
        self._distance = min(self._distance, distance)
        return stamp + self._distance

    def _time_is_up(self) -> None:
        """Keys may lie unheard in the queue when the screen was busy: hear them first."""
        late = self._clock() - (self._wedge.deadline or self._clock())
        if late > _LATE_S and not self._looked_again:
            self._looked_again = True
            self._timer.start(_LOOK_AGAIN_MS)
            return
        self._looked_again = False
        self._hand_out(self._wedge.tick(self._clock()))
        self._wait()

    def _let_go(self) -> None:
        """An arrow or function key: what was typed before it goes before it."""
        self._hand_out(self._wedge.tick(float("inf")))
        self._wait()

    def _wait(self) -> None:
        deadline = self._wedge.deadline
        if deadline is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, int((deadline - self._clock()) * 1000) + 2))

    def _hand_out(self, outputs: list[Output]) -> None:
        """The wedge lets go of all it has but perhaps the newest key: the order tells which."""
        for index, output in enumerate(outputs):
            later = [one for one in outputs[index + 1 :] if not isinstance(one, Burst)]
            staying = (1 if self._wedge.deadline is not None else 0) + _keys_of(later)
            if isinstance(output, Burst):
                while len(self._held) > staying:
                    self._held.popleft()
                self._quiet_until = self._clock() + _AFTERMATH_S
                self.scanned.emit(output.scan())
            else:
                self._pass_on(len(self._held) - staying)

    def _pass_on(self, count: int) -> None:
        self._passing_on = True
        try:
            for _ in range(count):
                held = self._held.popleft()
                self._send(held.receiver, held.press)
                if held.release is not None:
                    self._send(held.receiver, held.release)
        finally:
            self._passing_on = False

    def _send(self, receiver: QObject, event: QKeyEvent) -> None:
        """Where the keys are heard now. A sheet closed meanwhile takes its key with it."""
        heard_by = QApplication.focusWidget() or receiver
        if isValid(heard_by):
            QApplication.sendEvent(heard_by, event)


def _is_field(receiver: QObject) -> bool:
    return isinstance(receiver, _FIELDS)


def _keys_of(outputs: list[Typed]) -> int:
    return sum(len(output.keys) for output in outputs)
