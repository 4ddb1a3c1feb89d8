"""pyzbar asks the system for zbar and never looks beside the executable, where ours lies."""

import ctypes.util
import sys
from pathlib import Path

_find = ctypes.util.find_library


def _find_bundled(name: str) -> str | None:
    if name == "zbar":
        folder = Path(getattr(sys, "_MEIPASS", "."))
        for found in sorted(folder.glob("libzbar*")):
            return str(found)
    return _find(name)


ctypes.util.find_library = _find_bundled
