"""Opening the store: whatever state the last power cut, disk or hand left the folder in."""

import os
import uuid
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from kiosk.clock import Clock
from kiosk.store.aside import gather_strays, latest_parent, read_parent, set_aside
from kiosk.store.connection import Connections, check_library, connect
from kiosk.store.disk import DiskGuard, sync_folder
from kiosk.store.errors import FolderUnusable
from kiosk.store.health import clear_suspicion, damage_of, is_suspect, sidecars
from kiosk.store.lock import FolderLock
from kiosk.store.model import Notice
from kiosk.store.notices import disk_low, journal_damaged, station_damaged, station_restored
from kiosk.store.schema import journal_migrations, migrate, station_migrations
from kiosk.store.store import Store
from kiosk.store.writer import JournalWriter

JOURNAL_TABLES = ("journal", "runs", "captures")
STATION_TABLES = ("releases", "people", "work_orders", "settings")


def open_store(folder: Path, *, device: str, clock: Clock, guard: DiskGuard | None = None) -> Store:
    """Open the station's folder, creating what is not there, and take it for this process.

    A damaged database is set aside untouched, told of in `notices`, and followed by a fresh one
    that names its parent; a damaged `station.db` by its last good copy. `device` is this station's
    id, kept in the first event of a log.

    Raises `OldSqlite`, `FolderUnusable`, `StoreInUse`, `NewerDatabase`, `MigrationFailed`.
    """
    check_library()
    _make(folder)
    lock = FolderLock(folder)
    opened: list[Connections] = []
    try:
        guard = guard or DiskGuard(folder)
        notices = [disk_low(guard)] if guard.is_low() else []
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
    gather_strays(path)
    if path.exists():
        reason = damage_of(path, tables=JOURNAL_TABLES, thorough=is_suspect(path))
        if reason:
            aside = set_aside(path, reason, clock.now().astimezone(UTC), read_parent(path))
            notices.append(journal_damaged(aside, reason))
    clear_suspicion(path)
    if not path.exists():
        _make_whole(path, lambda database: _begin_log(database, path, device, clock))
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
    gather_strays(path)
    if path.exists() and (reason := damage_of(path, tables=STATION_TABLES)):
        aside = set_aside(path, reason, clock.now().astimezone(UTC))
        restored = _restore(path)
        notices.append(station_restored(aside) if restored else station_damaged(aside, reason))
    if not path.exists():
        _make_whole(path, lambda database: migrate(database, station_migrations, path))
    connections = _open(path, station_migrations)
    keep_copy(connections)
    return connections


def keep_copy(station: Connections) -> None:
    """Keep the small database in a second file as well, if it changed since the last copy."""
    copy = copy_of(station.path)
    files = [it for it in (station.path, sidecars(station.path)[0]) if it.exists()]
    changed = max(it.stat().st_mtime_ns for it in files)
    if copy.exists() and copy.stat().st_mtime_ns > changed:
        return
    incoming = _incoming(copy)
    with station.exclusively() as database:
        database.execute("VACUUM INTO ?", (str(incoming),))
    _put_in_place(incoming, copy)


def copy_of(path: Path) -> Path:
    return path.with_suffix(".copy.db")


def _restore(path: Path) -> bool:
    copy = copy_of(path)
    if not copy.exists() or damage_of(copy, tables=STATION_TABLES):
        return False
    incoming = _incoming(path)
    incoming.write_bytes(copy.read_bytes())
    _put_in_place(incoming, path)
    return True


def _make_whole(path: Path, fill: Callable[[Database], None]) -> None:
    """A new database appears under its name complete or not at all."""
    incoming = _incoming(path)
    database = connect(incoming)
    try:
        fill(database)
    finally:
        database.close()
    _put_in_place(incoming, path)


def _incoming(path: Path) -> Path:
    """A name beside `path` with nothing left under it from an earlier, interrupted attempt."""
    incoming = path.with_name(path.name + ".incoming")
    for leftover in [incoming, *sidecars(incoming)]:
        leftover.unlink(missing_ok=True)
    return incoming


def _put_in_place(incoming: Path, path: Path) -> None:
    with incoming.open("r+b") as file:
        os.fsync(file.fileno())
    incoming.replace(path)
    sync_folder(path.parent)


def _open(path: Path, migrations: Migrations) -> Connections:
    connections = Connections(path)
    try:
        migrate(connections.writer, migrations, path)
    except BaseException:
        connections.close()
        raise
    return connections
