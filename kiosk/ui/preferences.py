"""How this station's screen is set: language, theme, sound, camera. Kept beside the data.

A small JSON file rather than the database, because the first screen is drawn before the
database is open.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

DEFAULTS: dict[str, Any] = {
    "language": "zh",
    "theme": "light",
    "motion": True,
    "volume": 0.7,
    "camera": 0,
    "lock_after_s": 300,
    "wedge_prefix": "",
    "wedge_suffix": "",
    "wedge_separator": "",
    "station": "A-01",
    "operation": None,
    "andon_port": 47_147,
    "andon_addresses": [],
    "andon_minutes": [3, 10, 30],
    "mqtt": None,
}


class Preferences(QObject):
    """Read at start, written at once. `changed` carries the key."""

    changed = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._values = dict(DEFAULTS)
        # A damaged file must not keep the station from starting: defaults are workable.
        with contextlib.suppress(OSError, ValueError):
            self._values |= json.loads(file.read_text(encoding="utf-8"))

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        if self._values.get(key) == value:
            return
        self._values[key] = value
        self._write()
        self.changed.emit(key)

    def values(self) -> dict[str, Any]:
        """All of them as they are now, for other threads."""
        return dict(self._values)

    @property
    def language(self) -> str:
        return str(self._values["language"])

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        # A full disk must not take the screen away with it; the setting holds until restart.
        with contextlib.suppress(OSError):
            fresh.write_text(
                json.dumps(self._values, ensure_ascii=False, indent=2), encoding="utf-8"
            )
            fresh.replace(self._file)
