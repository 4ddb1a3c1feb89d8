"""Files that appear under their name complete, or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database

from kiosk.store.connection import connect, sidecars
from kiosk.store.disk import sync_folder


def make_whole(path: Path, fill: Callable[[Database], None]) -> None:
    """Create the database `path`, filled. A power cut meanwhile leaves nothing there: an empty
    `journal.db` is damage, never a first start that was interrupted."""
    incoming = incoming_for(path)
    database = connect(incoming)
    try:
        fill(database)
    finally:
        database.close()
    put_in_place(incoming, path)


def incoming_for(path: Path) -> Path:
    """A name beside `path` with nothing left under it from an earlier, interrupted attempt."""
    incoming = path.with_name(path.name + ".incoming")
    for leftover in [incoming, *sidecars(incoming)]:
        leftover.unlink(missing_ok=True)
    return incoming


def put_in_place(incoming: Path, path: Path) -> None:
    with incoming.open("r+b") as file:
        os.fsync(file.fileno())
    incoming.replace(path)
    sync_folder(path.parent)
