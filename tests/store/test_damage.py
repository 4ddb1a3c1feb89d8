"""A damaged database is set aside as it was, told of, and the station goes on."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from pysqlite3 import dbapi2 as sqlite

from kiosk.store import (
    Damaged,
    DiskGuard,
    Person,
    Release,
    RunChange,
    Store,
    WorkOrder,
    open_store,
    verify_database,
)
from kiosk.store.aside import set_aside
from kiosk.system_errors import Reason
from tests.store.fakes import RUN, FakeClock, begin, draft

EVENTS = 300


@pytest.fixture
def journal(opened: Callable[[], Store], folder: Path) -> Path:
    """A journal of some pages, closed."""
    store = opened()
    begin(store)
    store.append([draft(number) for number in range(EVENTS - 2)])
    store.people.put(Person(id="p-17", badge="B17", names={"en": "Li"}))
    store.close()
    return folder / "journal.db"


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096])


def cut_within_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def flip_the_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3] ^= 0xFF
    path.write_bytes(content)


def flip_the_page_size(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[16:18] = b"\x00\x07"
    path.write_bytes(content)


def overwrite_a_page_in_the_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(content)


def change_one_letter_of_an_event(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"step-123"', b'"step-124"'))


def empty_it(path: Path) -> None:
    path.write_bytes(b"")


def write_a_letter_over_it(path: Path) -> None:
    path.write_bytes("尊敬的客户:".encode() * 2000)


def leave_garbage_as_its_log(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(os.urandom(50_000))


def put_another_database_there(path: Path) -> None:
    shutil.copy(path.with_name("station.db"), path)


KINDS = [
    cut_short,
    cut_within_a_page,
    flip_the_header,
    flip_the_page_size,
    overwrite_a_page_in_the_middle,
    change_one_letter_of_an_event,
    empty_it,
    write_a_letter_over_it,
    leave_garbage_as_its_log,
    put_another_database_there,
]


@pytest.mark.parametrize("damage", KINDS, ids=lambda it: it.__name__)
def test_the_station_goes_on_and_the_damaged_journal_is_kept_as_it_was(
    journal: Path, opened: Callable[[], Store], damage: Callable[[Path], None]
) -> None:
    damage(journal)
    before = contents(journal.parent)
    store = opened()
    (notice,) = store.notices
    aside = Path(notice.details["folder"])
    assert notice.key == "journal_damaged"
    assert str(aside) in notice.zh
    assert str(aside) in notice.en
    assert contents(aside) == before
    (event,) = begin(store)
    assert (event.seq, store.runs()[0].execution) == (2, RUN)
    assert store.people.by_badge("B17") is not None


def contents(folder: Path) -> dict[str, bytes]:
    """The journal's files in `folder`; a shared-memory index is rebuilt and says nothing."""
    return {
        file.name: file.read_bytes()
        for file in folder.glob("journal.db*")
        if not file.name.endswith("-shm")
    }


def opened_by(store: Store) -> dict[str, object]:
    first = store.event_at(1)
    assert first is not None
    data: dict[str, object] = msgspec.json.decode(first.data)
    return data


def test_the_fresh_log_names_its_parent(journal: Path, opened: Callable[[], Store]) -> None:
    parent = opened()
    log, head = parent.log, parent.head()
    parent.close()
    change_one_letter_of_an_event(journal)
    store = opened()
    assert store.log != log
    assert opened_by(store) == {
        "log": store.log,
        "device": "station-7",
        "parent": {"log": log, "seq": EVENTS, "head": head.digest, "known": None},
        "reason": "damaged",
    }


@pytest.mark.parametrize("damage", [flip_the_header, empty_it, write_a_letter_over_it])
def test_a_parent_that_no_longer_opens_is_named_as_it_was_known(
    journal: Path, opened: Callable[[], Store], damage: Callable[[Path], None]
) -> None:
    store = opened()
    log, head = store.log, store.head()
    store.close()
    damage(journal)
    fresh = opened()
    parent = {"log": log, "seq": head.seq, "head": head.digest, "known": None}
    assert opened_by(fresh)["parent"] == parent
    fresh.close()
    journal.unlink()
    fresh = opened()
    assert opened_by(fresh)["parent"]["log"] not in (None, log)  # type: ignore[index]


def test_events_a_power_cut_left_in_a_parent_are_seen_in_its_bytes(
    journal: Path, opened: Callable[[], Store]
) -> None:
    store = opened()
    log, known = store.log, store.head()
    store.append([draft(number) for number in range(60)])
    cut = journal.parent.with_name("cut")
    shutil.copytree(journal.parent, cut)
    store.close()
    shutil.rmtree(journal.parent)
    cut.rename(journal.parent)
    flip_the_header(journal)
    flip_the_header(journal.with_name("journal.db-wal"))
    assert opened_by(opened())["parent"] == {
        "log": log,
        "seq": EVENTS + 60,
        "head": None,
        "known": {"seq": known.seq, "digest": known.digest},
    }


def test_a_parent_of_which_nothing_is_left_or_known_is_still_a_parent(
    journal: Path, opened: Callable[[], Store]
) -> None:
    for file in journal.parent.glob("*.db"):
        empty_it(file)
    nothing = {"log": None, "seq": None, "head": None, "known": None}
    assert opened_by(opened())["parent"] == nothing


def test_a_journal_put_back_as_it_was_long_ago_is_found_out(
    journal: Path, opened: Callable[[], Store]
) -> None:
    old = journal.read_bytes()
    store = opened()
    store.append([draft(1)])
    log, head = store.log, store.head()
    store.close()
    journal.write_bytes(old)
    fresh = opened()
    assert [notice.key for notice in fresh.notices] == ["journal_damaged"]
    assert f"known to reach {head.seq}" in fresh.notices[0].en
    parent = {"log": log, "seq": head.seq, "head": head.digest, "known": None}
    assert opened_by(fresh)["parent"] == parent


def test_a_confirmation_costs_the_stations_database_nothing(
    journal: Path, opened: Callable[[], Store]
) -> None:
    store = opened()
    station = journal.with_name("station.db-wal")
    before = station.stat().st_size
    store.append([draft(1)])
    assert station.stat().st_size == before


def test_damage_happens_more_than_once(journal: Path, opened: Callable[[], Store]) -> None:
    flip_the_header(journal)
    second = opened()
    log = second.log
    second.close()
    empty_it(journal)
    third = opened()
    assert len(list(journal.parent.glob("damaged-*"))) == 2
    assert third.notices[0].key == "journal_damaged"
    third.close()
    assert opened().notices == []
    assert third.log != log


def test_a_power_cut_while_setting_aside_loses_nothing(
    journal: Path, opened: Callable[[], Store]
) -> None:
    leave_garbage_as_its_log(journal)
    wal = journal.with_name("journal.db-wal")
    log = wal.read_bytes()
    wal.rename(journal.with_name("kept"))
    aside = set_aside(journal, Reason("坏了", "damaged"), datetime(2025, 3, 1, tzinfo=UTC))
    journal.with_name("kept").rename(wal)  # the database was moved, its log not yet
    store = opened()
    assert (aside / "journal.db-wal").read_bytes() == log
    assert opened_by(store)["reason"] == "damaged"
    assert begin(store)[0].seq == 2


def test_a_journal_lost_altogether_is_missed_and_named(
    journal: Path, opened: Callable[[], Store]
) -> None:
    store = opened()
    log, head = store.log, store.head()
    store.close()
    journal.unlink()
    store = opened()
    assert [notice.key for notice in store.notices] == ["journal_missing"]
    assert opened_by(store)["reason"] == "missing"
    parent = {"log": log, "seq": head.seq, "head": head.digest, "known": None}
    assert opened_by(store)["parent"] == parent


def test_a_creation_that_was_interrupted_starts_again(
    folder: Path, opened: Callable[[], Store]
) -> None:
    folder.mkdir()
    (folder / "journal.db.incoming").write_bytes(b"half a database")
    (folder / "journal.db.incoming-wal").write_bytes(b"half a log")
    store = opened()
    assert (store.notices, store.head().seq) == ([], 1)


def test_damage_met_while_working_is_told_and_found_at_the_next_start(
    journal: Path, opened: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened() as store:
        store.append([draft(1)], run=RunChange(execution=RUN, status="completed"))
    overwrite_a_page_in_the_middle(journal)
    monkeypatch.setattr("kiosk.store.health.WHOLE_BELOW", 0)  # as if it were large
    monkeypatch.setattr("kiosk.store.health.TAIL", 10)
    monkeypatch.setattr("kiosk.store.runs.RECENT", 0)  # as if there were many later ones
    store = opened()
    assert store.notices == []
    with pytest.raises(Damaged) as told:
        list(store.events(RUN))
    assert "重启" in told.value.zh
    store.close()
    assert [notice.key for notice in opened().notices] == ["journal_damaged"]


def test_a_large_journal_cut_short_is_found_without_reading_it_all(
    journal: Path, opened: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_within_a_page(journal)
    monkeypatch.setattr("kiosk.store.health.WHOLE_BELOW", 0)
    assert [notice.key for notice in opened().notices] == ["journal_damaged"]


@pytest.mark.parametrize("damage", KINDS[:4] + KINDS[6:8], ids=lambda it: it.__name__)
def test_people_and_procedures_come_back_from_their_copy(
    journal: Path, opened: Callable[[], Store], damage: Callable[[Path], None]
) -> None:
    damage(journal.with_name("station.db"))
    store = opened()
    assert [notice.key for notice in store.notices] == ["station_restored"]
    assert store.people.by_badge("B17") is not None
    assert store.head().seq == EVENTS


def test_without_a_usable_copy_the_roster_starts_empty(
    journal: Path, opened: Callable[[], Store]
) -> None:
    for name in ("station.db", "station.copy.db"):
        empty_it(journal.with_name(name))
    store = opened()
    assert [notice.key for notice in store.notices] == ["station_damaged"]
    assert store.people.all() == []
    assert store.head().seq == EVENTS


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of a user who is not root: root may read and write everything."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("needs to begin as root to become nobody")
    folder = Path(tempfile.mkdtemp())
    os.chown(folder, 65534, 65534)
    os.seteuid(65534)
    try:
        yield folder
    finally:
        os.seteuid(0)
        shutil.rmtree(folder)


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_journal_that_may_not_be_written_is_set_aside(unprivileged: Path, mode: int) -> None:
    def store() -> Store:
        guard = DiskGuard(unprivileged, warn_below=0, refuse_below=0)
        return open_store(unprivileged, device="d", clock=FakeClock(), guard=guard)

    store().close()
    (unprivileged / "journal.db").chmod(mode)
    with store() as second:
        assert [notice.key for notice in second.notices] == ["journal_damaged"]
        assert "permission denied" in second.notices[0].en
        assert "没有权限" in second.notices[0].zh
        assert begin(second)[0].seq == 2


@pytest.mark.parametrize("name", ["journal.db", "station.db"])
def test_a_structure_that_cannot_even_be_spelled_is_damage_like_any_other(
    journal: Path, opened: Callable[[], Store], name: str
) -> None:
    path = journal.with_name(name)
    place = {"journal.db": b"CREATE TABLE runs", "station.db": b"CREATE TABLE people"}[name]
    path.write_bytes(path.read_bytes().replace(place, place.replace(b"TABLE", b"T\xd8BLE")))
    keys = {"journal.db": "journal_damaged", "station.db": "station_restored"}
    assert not verify_database(journal).is_whole
    assert [notice.key for notice in opened().notices] == [keys[name]]


def test_a_table_that_changed_while_working_is_told_as_damage(
    journal: Path, opened: Callable[[], Store]
) -> None:
    store = opened()
    connection = sqlite.connect(str(journal), isolation_level=None)
    connection.execute("ALTER TABLE runs RENAME COLUMN product TO prodact")
    connection.close()
    with pytest.raises(Damaged) as told:
        store.runs()
    assert "no such column" in told.value.en
    store.close()
    assert [notice.key for notice in opened().notices] == ["journal_damaged"]


def test_a_trigger_that_no_longer_says_what_it_said_is_damage(
    journal: Path, opened: Callable[[], Store]
) -> None:
    altered = journal.read_bytes().replace(b"0) + 1 FROM journal", b"0) + 1 FROM jounral")
    journal.write_bytes(altered)
    (notice,) = opened().notices
    assert notice.key == "journal_damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people SET names = '{'",
        "UPDATE people SET badge = CAST(x'ff' AS TEXT)",
        "UPDATE people SET pin = 'no verifier'",
        "UPDATE settings SET value = '{'",
        "UPDATE work_orders SET due = 'tomorrow'",
        "UPDATE releases SET body = x'7b7d'",
        "UPDATE releases SET revision = 'Z'",
        "UPDATE releases SET effective_at = 'never'",
    ],
)
def test_damaged_rows_of_the_stations_data_are_found_and_come_back_from_the_copy(
    given: Path, statement: str, opened: Callable[[], Store]
) -> None:
    before = everything(opened())
    connection = sqlite.connect(str(given), isolation_level=None)
    connection.execute(statement)
    connection.close()
    store = opened()
    assert [notice.key for notice in store.notices] == ["station_restored"]
    assert everything(store) == before


def test_damage_is_never_copied_over_the_copy(given: Path, opened: Callable[[], Store]) -> None:
    before = everything(opened())
    store = opened()
    store.settings.put("station", "A07")  # so that the copy is due
    connection = sqlite.connect(str(given), isolation_level=None)
    connection.execute("UPDATE people SET names = '{'")
    connection.close()
    with pytest.raises(Damaged):
        store.keep_copy()
    store.close()
    store = opened()
    assert [notice.key for notice in store.notices] == ["station_restored"]
    assert everything(store) == before


@pytest.fixture
def given(opened: Callable[[], Store], folder: Path) -> Path:
    """Station data with something in every table, closed and copied."""
    store = opened()
    store.people.put(Person(id="p-17", badge="B17", names={"en": "Li"}))
    store.people.set_pin("p-17", "284917")
    store.work_orders.put(
        WorkOrder(number="WO-1", product="P", due=datetime(2025, 3, 1, tzinfo=UTC))
    )
    store.settings.put("camera", 0)
    body = b'{"procedure":{"code":"FLG","revision":"A","title":{"en":"Flange"}}}'
    at = datetime(2025, 1, 1, tzinfo=UTC)
    digest = sha256(body).hexdigest()
    store.releases.install(
        Release(
            digest=digest, code="FLG", revision="A", effective_at=at, installed_at=at, body=body
        )
    )
    store.close()
    return folder / "station.db"


def everything(store: Store) -> list[object]:
    """What the station was given. Closes the store."""
    found = [
        store.people.all(),
        store.work_orders.all(),
        store.settings.all(),
        store.releases.all(),
        store.people.check_pin("p-17", "284917"),
    ]
    store.close()
    return found
