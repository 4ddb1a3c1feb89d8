"""What this installation is made of, for the person on the telephone with support."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import qVersion

from kiosk.version import version

if TYPE_CHECKING:
    from kiosk.operations.station import Station

_GB = 1_000_000_000


class Fact(NamedTuple):
    key: str
    value: str


def facts_of(station: Station) -> list[Fact]:
    """Versions of what matters to the records, where they lie, and the room left."""
    from kiosk.doctor.keeping import sqlite

    disk = station.store.disk
    return [
        Fact("program", version()),
        Fact("sqlite", sqlite(station.store.folder).found.en),
        Fact("qt", f"{qVersion()} · Python {platform.python_version()}"),
        Fact("decoders", " · ".join(_decoders())),
        Fact("opencv", _opencv()),
        Fact("system", f"{platform.system()} {platform.release()} · {platform.machine()}"),
        Fact("folder", str(station.store.folder)),
        Fact("free", f"{disk.free() / _GB:.1f} GB"),
        Fact("events", f"{station.store.head().seq:,}"),
    ]


def _decoders() -> list[str]:
    from importlib.metadata import version as of_package

    from kiosk.scanner.decoders import zbar, zxing

    found = []
    if zxing() is not None:
        found.append(f"zxing-cpp {of_package('zxing-cpp')}")
    if zbar() is not None:
        found.append(f"zbar (pyzbar {of_package('pyzbar')})")
    return found or ["–"]


def _opencv() -> str:
    from kiosk.scanner.pictures import opencv

    return str(opencv().__version__)
