"""The tables, by versions. A migration that has left this workshop is never edited: add one.

Two files, because they fail apart. `journal.db` is the record, append-only, and may grow to
gigabytes. `station.db` is what the station was given: releases, people, work orders, settings;
small, and kept in a copy. A damaged journal so leaves a station that still knows its people.
"""

from pathlib import Path

from sqlite_utils import Database, Migrations

from kiosk.store.calls import TABLE, fill_from_journal
from kiosk.store.connection import Connections
from kiosk.store.errors import MigrationFailed, NewerDatabase
from kiosk.store.trouble import tell_disk_error

journal_migrations = Migrations("journal")
station_migrations = Migrations("station")

JOURNAL_1 = (
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        execution TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL,
        release TEXT NOT NULL,
        code TEXT NOT NULL,
        revision TEXT NOT NULL,
        title TEXT NOT NULL,
        station TEXT NOT NULL,
        operator TEXT NOT NULL,
        work_order TEXT,
        unit TEXT,
        product TEXT,
        started_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        first_seq INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX runs_by_status ON runs (status, id)",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        run INTEGER REFERENCES runs (id),
        body BLOB NOT NULL
    ) STRICT""",
    # All that resuming needs, and no other: every index is paid for at each confirmation.
    "CREATE INDEX journal_by_run ON journal (run, seq) WHERE run IS NOT NULL",
    """CREATE TABLE captures (
        value TEXT NOT NULL,
        kind TEXT NOT NULL,
        "check" TEXT NOT NULL,
        run INTEGER NOT NULL REFERENCES runs (id),
        seq INTEGER NOT NULL REFERENCES journal (seq)
    ) STRICT""",
    "CREATE INDEX captures_by_value ON captures (value, seq)",
    # max + 1 also closes INSERT OR REPLACE, which deletes without firing the delete trigger on a
    # connection that has recursive_triggers off.
    """CREATE TRIGGER journal_has_no_gap BEFORE INSERT ON journal
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN SELECT raise(ABORT, 'the journal has no gap: seq must be the next number'); END""",
    """CREATE TRIGGER journal_is_never_edited BEFORE UPDATE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is append-only: an event is never edited'); END""",
    """CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is append-only: an event is never deleted'); END""",
)

STATION_1 = (
    """CREATE TABLE releases (
        digest TEXT PRIMARY KEY,
        code TEXT NOT NULL,
        revision TEXT NOT NULL,
        effective_at TEXT NOT NULL,
        installed_at TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX releases_by_code ON releases (code, effective_at)",
    """CREATE TABLE people (
        id TEXT PRIMARY KEY,
        badge TEXT UNIQUE,
        names TEXT NOT NULL,
        roles TEXT NOT NULL,
        skills TEXT NOT NULL,
        active INTEGER NOT NULL,
        pin TEXT
    ) STRICT""",
    """CREATE TABLE work_orders (
        number TEXT PRIMARY KEY,
        product TEXT NOT NULL,
        part_number TEXT,
        variant TEXT,
        lot TEXT,
        quantity REAL NOT NULL,
        fields TEXT NOT NULL,
        due TEXT,
        status TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

# The logs this station has kept, the latest last, each with the last event it was known to have:
# a journal that can no longer be read is still named by the one that follows it.
STATION_2 = (
    "CREATE TABLE logs (log TEXT PRIMARY KEY, seq INTEGER NOT NULL, head TEXT NOT NULL) STRICT",
)

# What the hub's roster says of a person beyond name and rights: the team; the one-time code of
# the first PIN (Argon2id), the reset PINs must have been chosen under, and the PIN chosen at
# another station, sealed for this one.
STATION_3 = (
    "ALTER TABLE people ADD COLUMN team TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE people ADD COLUMN first_use TEXT",
    "ALTER TABLE people ADD COLUMN pin_since INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE people ADD COLUMN pins TEXT",
)


@journal_migrations()
def m001_journal(database: Database) -> None:
    for statement in JOURNAL_1:
        database.execute(statement)


@journal_migrations()
def m002_open_exceptions(database: Database) -> None:
    database.execute(TABLE)
    fill_from_journal(database)


@station_migrations()
def m001_station(database: Database) -> None:
    for statement in STATION_1:
        database.execute(statement)


@station_migrations()
def m002_logs(database: Database) -> None:
    for statement in STATION_2:
        database.execute(statement)


@station_migrations()
def m003_roster(database: Database) -> None:
    for statement in STATION_3:
        database.execute(statement)


def migrate(database: Database, migrations: Migrations, path: Path) -> None:
    """Bring `database` to this version, all the pending steps or none of them.

    Raises `NewerDatabase` when it was written by a later version, `MigrationFailed` when a step
    failed; in both cases the content is as it was. `DiskFull` and `DiskFailed` as well.
    """
    applied = [migration.name for migration in migrations.applied(database)]
    unknown = sorted(set(applied) - _names(migrations))
    if unknown:
        raise NewerDatabase(path, unknown)
    if not migrations.pending(database):
        return
    try:
        with database.atomic():
            migrations.apply(database)
    except Exception as error:
        tell_disk_error(error, path)
        raise MigrationFailed(path, str(error)) from error


def open_migrated(path: Path, migrations: Migrations) -> Connections:
    """The database at `path`, brought to this version. Raises as `migrate` does."""
    connections = Connections(path)
    try:
        migrate(connections.writer, migrations, path)
    except BaseException:
        connections.close()
        raise
    return connections


def _names(migrations: Migrations) -> set[str]:
    return {migration.name for migration in migrations._migrations}
