"""Opening a station: by one process, on the right library, whatever version wrote it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from kiosk.errors import KnownError
from kiosk.store import (
    FolderUnusable,
    MigrationFailed,
    NewerDatabase,
    OldSqlite,
    Store,
    StoreInUse,
    open_store,
)
from kiosk.store.connection import check_library, connect
from kiosk.store.schema import journal_migrations, migrate
from tests.store.fakes import RUN, FakeClock, begin


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 51, 2)])
def test_a_library_that_can_corrupt_the_journal_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(OldSqlite) as told:
        check_library(version)
    found = ".".join(map(str, version))
    for text in (told.value.zh, told.value.en):
        assert found in text
        assert "3.51.3" in text


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_sound_library_is_accepted(version: tuple[int, ...]) -> None:
    check_library(version)


def test_the_library_in_use_is_the_one_that_is_checked(store: Store) -> None:
    (version,) = store._journal.writer.execute("SELECT sqlite_version()").fetchone()
    check_library(tuple(map(int, version.split("."))))


def test_two_openers_in_one_process_are_refused_politely(
    opened: Callable[[], Store], folder: Path
) -> None:
    store = opened()
    with pytest.raises(StoreInUse) as told:
        opened()
    assert str(folder) in told.value.zh
    assert begin(store)[0].seq == 2


def test_a_second_process_is_refused_and_let_in_when_the_first_was_killed(folder: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from kiosk.clock import SystemClock;"
        "from kiosk.store import open_store;"
        "s = open_store(Path(sys.argv[1]), device='d', clock=SystemClock());"
        "print('open', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", hold, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        with pytest.raises(StoreInUse):
            open_store(folder, device="d", clock=FakeClock())
        first.kill()
    with open_store(folder, device="d", clock=FakeClock()) as store:
        assert (store.notices, store.head().seq) == ([], 1)


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FolderUnusable):
        open_store(tmp_path / "file", device="d", clock=FakeClock())
    with pytest.raises(FolderUnusable):
        open_store(tmp_path / "file" / "below", device="d", clock=FakeClock())


def test_closing_twice_and_opening_again_is_fine(opened: Callable[[], Store]) -> None:
    store = opened()
    store.close()
    store.close()
    assert opened().head().seq == 1


def test_a_closed_station_is_its_database_files_alone(store: Store, folder: Path) -> None:
    begin(store)
    store.close()
    assert sorted(file.name for file in folder.iterdir() if file.is_file()) == [
        "journal.db",
        "station.copy.db",
        "station.db",
        "station.lock",
    ]


def later_version(*steps: Callable[[Database], None]) -> Migrations:
    """The journal's migrations and then `steps`."""
    migrations = Migrations("journal")
    for known in journal_migrations._migrations:
        migrations(name=known.name)(known.fn)
    for number, step in enumerate(steps):
        migrations(name=f"m9{number}")(step)
    return migrations


def add_a_column(database: Database) -> None:
    database.execute("ALTER TABLE runs ADD COLUMN shift TEXT")


def add_a_table_and_fail(database: Database) -> None:
    database.execute("CREATE TABLE extra (id INTEGER)")
    database.execute("UPDATE runs SET status = 'migrated'")
    raise ZeroDivisionError("a mistake in the migration")


def test_a_migration_brings_the_journal_forward(store: Store, folder: Path) -> None:
    begin(store)
    store.close()
    database = connect(folder / "journal.db")
    migrate(database, later_version(add_a_column), folder / "journal.db")
    migrate(database, later_version(add_a_column), folder / "journal.db")  # once is enough
    assert "shift" in {column.name for column in database["runs"].columns}
    assert database.execute("SELECT count(*) FROM journal").fetchone() == (2,)
    database.close()


def test_of_several_migrations_all_take_effect_or_none(store: Store, folder: Path) -> None:
    begin(store)
    store.close()
    path = folder / "journal.db"
    before = path.read_bytes()
    database = connect(path)
    with pytest.raises(MigrationFailed) as told:
        migrate(database, later_version(add_a_column, add_a_table_and_fail), path)
    database.close()
    assert path.read_bytes() == before
    assert "保持原样" in told.value.zh
    assert "mistake" in told.value.en


def test_a_journal_of_a_later_version_is_not_touched(
    store: Store, folder: Path, opened: Callable[[], Store]
) -> None:
    begin(store)
    store.close()
    path = folder / "journal.db"
    database = connect(path)
    migrate(database, later_version(add_a_column), path)
    database.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="m90"):
        opened()
    assert path.read_bytes() == before
    assert list(folder.glob("damaged-*")) == []


def test_what_is_told_is_told_in_both_languages() -> None:
    error = KnownError("key", "剩余 {n} MB", "{n} MB left", n=3)
    assert (error.text("zh_CN"), error.text("en"), str(error)) == (
        "剩余 3 MB",
        "3 MB left",
        "3 MB left",
    )


def test_a_kill_between_commits_keeps_every_confirmed_event(folder: Path) -> None:
    work = (
        "import sys; from pathlib import Path; from kiosk.clock import SystemClock;"
        "from kiosk.store import open_store; from tests.store.fakes import begin, draft;"
        "s = open_store(Path(sys.argv[1]), device='d', clock=SystemClock());"
        "begin(s)\n"
        "while True: print(s.append([draft(1)])[0].id, flush=True)"
    )
    command = [sys.executable, "-c", work, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        confirmed = [worker.stdout.readline().strip() for _ in range(100)]
        worker.kill()
        rest = [line for line in worker.stdout.read().split("\n")[:-1] if len(line) == 36]
    with open_store(folder, device="d", clock=FakeClock()) as store:
        found = [event.id for event in store.events(RUN)][1:]
    told = confirmed + rest
    assert found[: len(told)] == told
    assert len(found) <= len(told) + 1
