"""Opening the store: whatever state the last power cut, disk or hand left the folder in."""

import uuid
from datetime import UTC
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from kiosk.clock import Clock
from kiosk.store.aside import gather_strays, latest_parent, read_parent, set_aside
from kiosk.store.connection import Connections, check_library
from kiosk.store.copies import STATION_TABLES, restore
from kiosk.store.disk import DiskGuard
from kiosk.store.errors import FolderUnusable
from kiosk.store.health import clear_suspicion, damage_of, is_suspect
from kiosk.store.lock import FolderLock
from kiosk.store.model import Notice
from kiosk.store.notices import disk_low, journal_damaged, station_damaged, station_restored
from kiosk.store.placing import make_whole
from kiosk.store.schema import journal_migrations, migrate, station_migrations
from kiosk.store.store import Store
from kiosk.store.trouble import telling_disk_errors
from kiosk.store.writer import JournalWriter

JOURNAL_TABLES = ("journal", "runs", "captures")


def open_store(folder: Path, *, device: str, clock: Clock, guard: DiskGuard | None = None) -> Store:
    """Open the station's folder, creating what is not there, and take it for this process.

    A damaged database is set aside untouched, told of in `notices`, and followed by a fresh one
    that names its parent; a damaged `station.db` by its last good copy. `device` is this station's
    id, kept in the first event of a log.

    Raises `OldSqlite`, `FolderUnusable`, `StoreInUse`, `NewerDatabase`, `MigrationFailed`,
    `DiskFull`, `DiskFailed`.
    """
    check_library()
    _make(folder)
    lock = FolderLock(folder)
    opened: list[Connections] = []
    try:
        guard = guard or DiskGuard(folder)
        notices = [disk_low(guard)] if guard.is_low() else []
        with telling_disk_errors(folder / "journal.db"):
            opened.append(_open_journal(folder / "journal.db", device, clock, notices))
            opened.append(_open_station(folder / "station.db", clock, notices))
        return Store(folder, lock, opened[0], opened[1], clock, guard, notices)
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
        raise FolderUnusable(folder, error.strerror or str(error)) from error


def _open_journal(path: Path, device: str, clock: Clock, notices: list[Notice]) -> Connections:
    gather_strays(path, clock.now().astimezone(UTC))
    if path.exists():
        reason = damage_of(path, tables=JOURNAL_TABLES, thorough=is_suspect(path))
        if reason:
            aside = set_aside(path, reason, clock.now().astimezone(UTC), read_parent(path))
            notices.append(journal_damaged(aside, reason))
    clear_suspicion(path)
    if not path.exists():
        make_whole(path, lambda database: _begin_log(database, path, device, clock))
    return _open(path, journal_migrations)


def _begin_log(database: Database, path: Path, device: str, clock: Clock) -> None:
    migrate(database, journal_migrations, path)
    parent = latest_parent(path)
    JournalWriter(database, clock).open_log(
        str(uuid.uuid4()),
        device=device,
        parent=msgspec.to_builtins(parent) if parent else None,
        reason="damaged" if parent else "new",
    )


def _open_station(path: Path, clock: Clock, notices: list[Notice]) -> Connections:
    gather_strays(path, clock.now().astimezone(UTC))
    if path.exists() and (reason := damage_of(path, tables=STATION_TABLES)):
        aside = set_aside(path, reason, clock.now().astimezone(UTC))
        restored = restore(path)
        notices.append(station_restored(aside) if restored else station_damaged(aside, reason))
    if not path.exists():
        make_whole(path, lambda database: migrate(database, station_migrations, path))
    return _open(path, station_migrations)


def _open(path: Path, migrations: Migrations) -> Connections:
    connections = Connections(path)
    try:
        migrate(connections.writer, migrations, path)
    except BaseException:
        connections.close()
        raise
    return connections
