"""Opening the store: whatever state the last power cut, disk or hand left the folder in."""

import uuid
from datetime import UTC
from pathlib import Path

from kiosk.clock import Clock
from kiosk.store.aside import gather_strays, set_aside
from kiosk.store.connection import Connections, check_library
from kiosk.store.copies import damage_of_station, restore
from kiosk.store.disk import DiskGuard
from kiosk.store.errors import FolderUnusable
from kiosk.store.health import clear_suspicion
from kiosk.store.journal_file import open_journal
from kiosk.store.lock import FolderLock
from kiosk.store.model import Notice
from kiosk.store.notices import disk_low, station_damaged, station_restored
from kiosk.store.placing import make_whole
from kiosk.store.schema import migrate, open_migrated, station_migrations
from kiosk.store.store import Store
from kiosk.store.trouble import telling_disk_errors
from kiosk.system_errors import reason_of


def open_store(folder: Path, *, device: str, clock: Clock, guard: DiskGuard | None = None) -> Store:
    """Open the station's folder, creating what is not there, and take it for this process.

    A damaged database is set aside untouched, told of in `notices`, and followed by a fresh one
    that names its parent; a damaged `station.db` by its last good copy. Damaged rows of the list
    of runs are rebuilt from the events. `device` is this station's id, kept in the first event of
    a log.

    Raises `OldSqlite`, `FolderUnusable`, `StoreInUse`, `NewerDatabase`, `MigrationFailed`,
    `DiskFull`, `DiskFailed`, `Damaged`.
    """
    check_library()
    _make(folder)
    lock = FolderLock(folder)
    opened: list[Connections] = []
    try:
        guard = guard or DiskGuard(folder)
        notices = [disk_low(guard)] if guard.is_low() else []
        with telling_disk_errors(folder / "journal.db"):
            station = _open_station(folder / "station.db", clock, notices)
            opened.append(station)
            opened.append(open_journal(folder / "journal.db", device, clock, station, notices))
        return Store(folder, lock, opened[1], station, clock, guard, notices)
    except BaseException:
        for connections in opened:
            connections.close()
        lock.release()
        raise


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{uuid.uuid4().hex}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise FolderUnusable(folder, reason_of(error)) from error


def _open_station(path: Path, clock: Clock, notices: list[Notice]) -> Connections:
    gather_strays(path, clock.now().astimezone(UTC))
    if path.exists() and (reason := damage_of_station(path)):
        aside = set_aside(path, reason, clock.now().astimezone(UTC))
        restored = restore(path)
        notices.append(station_restored(aside) if restored else station_damaged(aside, reason))
    clear_suspicion(path)
    if not path.exists():
        make_whole(path, lambda database: migrate(database, station_migrations, path))
    return open_migrated(path, station_migrations)
