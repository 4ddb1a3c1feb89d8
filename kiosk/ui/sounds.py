"""Short sounds beside what is seen: pass, fail, attention, tap, shutter; and one for each category
of a call for help."""

from __future__ import annotations

import ctypes
import logging
import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QObject, Qt, QUrl, Signal

from kiosk.resources import resources
from sop.events import Category

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

log = logging.getLogger(__name__)

Name = Literal[
    "pass",
    "fail",
    "attention",
    "tap",
    "shutter",
    "call_man",
    "call_machine",
    "call_material",
    "call_method",
    "call_environment",
    "call_measurement",
]
_NAMES: tuple[Name, ...] = get_args(Name)
_CALLS: dict[Category, Name] = {
    "man": "call_man",
    "machine": "call_machine",
    "material": "call_material",
    "method": "call_method",
    "environment": "call_environment",
    "measurement": "call_measurement",
}


class Sounds(QObject):
    """Nothing here ever waits: a sound that is not ready, or has nowhere to sound, is left out.

    `ready` when there are sounds; never on a machine without loudspeakers.
    """

    ready = Signal()
    _loaded = Signal()

    def __init__(self, volume: float = 0.7, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._volume = volume
        self._effects: dict[Name, QSoundEffect] = {}
        self._preparing = False
        self._loaded.connect(self._make, Qt.ConnectionType.QueuedConnection)

    @property
    def available(self) -> bool:
        return bool(self._effects)

    def prepare(self) -> None:
        """Have the libraries read on a thread of its own, which is most of it. Python's side of
        them is made on the screen's: a window whose first widgets of a kind are made at the same
        moment would otherwise take the process with it."""
        if not self._preparing:
            self._preparing = True
            threading.Thread(target=self._load, name="sounds", daemon=True).start()

    def play(self, name: Name) -> None:
        """Sound it now, or not at all."""
        if self._volume <= 0:
            return
        if name in self._effects:
            self._effects[name].play()
        else:
            self.prepare()

    def call(self, category: Category) -> None:
        """Somebody calls for help: each category by a tune of its own."""
        self.play(_CALLS[category])

    def set_volume(self, volume: float) -> None:
        """0 is silent, 1 as loud as the machine."""
        self._volume = min(max(volume, 0.0), 1.0)
        for effect in self._effects.values():
            effect.setVolume(self._volume)

    def _load(self) -> None:
        try:
            spec = find_spec("PySide6.QtMultimedia")
            if spec is not None and spec.origin is not None:
                ctypes.CDLL(spec.origin)
        except (ImportError, OSError) as error:  # a system library of the sound server is missing
            log.warning("no sounds: %s", error)
            return
        try:
            self._loaded.emit()
        except RuntimeError:  # the program is closing
            return

    def _make(self) -> None:
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError as error:
            log.warning("no sounds: %s", error)
            return
        if QMediaDevices.defaultAudioOutput().isNull():
            log.info("no sounds: no loudspeaker")
            return
        for name in _NAMES:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(resources() / "sounds" / f"{name}.wav")))
            effect.setVolume(self._volume)
            self._effects[name] = effect
        self.ready.emit()
