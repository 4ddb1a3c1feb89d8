"""A station opened for one command, under the name its screen has."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from kiosk.commands.writing import write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.operations.station import Station


@contextmanager
def opened(args: Namespace) -> Iterator[Station]:
    """Raises a `StoreError` that says why it cannot be opened."""
    from kiosk.commands.speaking import tell_notices
    from kiosk.operations.opening import open_station

    station = open_station(args.data, *called(args))
    try:
        tell_notices(station, args.language)
        yield station
    finally:
        station.close()


def called(args: Namespace) -> tuple[str, str | None]:
    """Its name and operation: as asked for, else as its screen has them."""
    told = _preferences(args.data)
    name = getattr(args, "station", None) or told.get("station") or "A-01"
    return name, getattr(args, "operation", None) or told.get("operation")


def keep_name(data: Path, name: str | None, operation: str | None) -> None:
    """What the station is called and what is done there, from now on and on its screen too."""
    given = {"station": name, "operation": operation}
    said = {key: value for key, value in given.items() if value}
    if said:
        kept = json.dumps({**_preferences(data), **said}, ensure_ascii=False, indent=2)
        write_file(data / "preferences.json", kept.encode())


def _preferences(data: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        found = json.loads((data / "preferences.json").read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}
