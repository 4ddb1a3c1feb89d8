"""The journal's promises, asked of a real database."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from pysqlite3 import dbapi2 as sqlite

from kiosk.errors import BugError
from kiosk.store import Capture, Draft, Head, RunChange, StaleExecution, Store, Use
from kiosk.store.connection import connect
from sop.journal.envelope import digest_of
from tests.store.fakes import OTHER_RUN, RUN, begin, draft, new_run


def test_a_log_opens_by_naming_itself(store: Store) -> None:
    first = store.event_at(1)
    assert first is not None
    assert (first.kind, first.seq, first.envelope.prev) == ("LogOpened", 1, "0" * 64)
    assert msgspec.json.decode(first.data) == {
        "log": store.log,
        "device": "station-7",
        "parent": None,
        "reason": "new",
    }


def test_the_stored_bytes_are_one_json_line_in_a_fixed_order(store: Store) -> None:
    (started,) = begin(store)
    event = Draft(kind="StepCompleted", data=b'{"b":1,"a":"\xe6\xb3\x95"}', execution=RUN, id="x")
    (stored,) = store.append([event])
    expected = (
        '{"seq":3,"prev":"%s","id":"x","log":"%s","execution":"%s",'
        '"at":"2025-03-01T08:00:05.000+00:00","mono":1740816004000000000,"boot":"boot-1",'
        '"actor":null,"kind":"StepCompleted","data":{"b":1,"a":"法"}}'
    )
    assert stored.body.decode() == expected % (started.digest, store.log, RUN)


def test_an_append_returns_what_reading_returns(store: Store) -> None:
    written = begin(store) + store.append([draft(1), draft(2)])
    assert list(store.events(RUN)) == written
    assert store.tail(1, 10) == written
    assert store.tail(2, 1) == written[1:2]


def test_each_event_names_the_digest_of_the_one_before_it(store: Store) -> None:
    begin(store)
    store.append([draft(1), draft(2)])
    chain = store.tail(0, 100)
    assert [event.seq for event in chain] == [1, 2, 3, 4]
    assert [event.envelope.prev for event in chain[1:]] == [
        digest_of(event.body) for event in chain[:-1]
    ]
    assert store.head() == Head(4, chain[-1].digest)


def test_ids_are_uuids_that_sort_by_time(store: Store) -> None:
    begin(store)
    ids = [event.id for event in store.append([draft(n) for n in range(20)])]
    assert ids == sorted(ids)
    assert all(len(it) == 36 and it[14] == "7" for it in ids)


def test_reopening_continues_the_chain(opened: Callable[[], Store]) -> None:
    store = opened()
    begin(store)
    head, log = store.head(), store.log
    store.close()
    again = opened()
    assert (again.head(), again.log, again.notices) == (head, log, [])
    (event,) = again.append([draft(1)], expect_head=2)
    assert event.envelope.prev == head.digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET body = x'00' WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 2",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal (seq, body) VALUES (2, x'00')",
        "REPLACE INTO journal (seq, body) VALUES (2, x'00')",
        "INSERT INTO journal (seq, body) VALUES (2, x'00') ON CONFLICT DO UPDATE SET body = x'00'",
    ],
)
@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
def test_a_stored_event_cannot_be_changed(
    store: Store, folder: Path, statement: str, recursive_triggers: str
) -> None:
    begin(store)
    before = store.tail(0, 10)
    database = connect(folder / "journal.db")
    database.execute(f"PRAGMA recursive_triggers={recursive_triggers}")
    with pytest.raises(sqlite.IntegrityError):
        database.execute(statement)
    database.close()
    assert store.tail(0, 10) == before


@pytest.mark.parametrize("seq", [2, 4, 0, -1, 100])
def test_the_next_event_has_the_next_number(store: Store, folder: Path, seq: int) -> None:
    begin(store)  # the head is 2
    database = connect(folder / "journal.db")
    with pytest.raises(sqlite.IntegrityError):
        database.execute("INSERT INTO journal (seq, body) VALUES (?, x'00')", (seq,))
    database.close()
    assert store.reader().head() == store.head()


def test_an_event_of_an_unknown_run_is_refused_by_the_database(store: Store, folder: Path) -> None:
    begin(store)
    database = connect(folder / "journal.db")
    with pytest.raises(sqlite.IntegrityError, match="FOREIGN KEY"):
        database.execute("INSERT INTO journal (seq, run, body) VALUES (3, 99, x'00')")
    database.close()


def test_the_connection_keeps_what_the_journal_promises(store: Store) -> None:
    writer = store._journal.writer
    asked = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    found = {it: writer.execute(f"PRAGMA {it}").fetchone()[0] for it in asked}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(sqlite.OperationalError, match="readonly"):
        store._journal.reader().execute("INSERT INTO journal (seq, body) VALUES (2, x'00')")


def test_a_second_writer_of_the_same_execution_is_refused(store: Store) -> None:
    begin(store)
    store.append([draft(1)], expect_head=2)
    head = store.head()
    with pytest.raises(StaleExecution) as refusal:
        store.append([draft(1)], expect_head=2)
    assert refusal.value.details == {"execution": RUN, "expected": 2, "found": 3}
    assert store.head() == head == store.reader().head()


def test_another_executions_events_do_not_make_it_stale(store: Store) -> None:
    begin(store)
    begin(store, OTHER_RUN)
    (event,) = store.append([draft(1)], expect_head=2)
    assert event.seq == 4


def test_an_execution_begins_once(store: Store) -> None:
    begin(store)
    with pytest.raises(StaleExecution):
        begin(store)
    assert len(list(store.events(RUN))) == 1


def test_all_of_an_append_is_kept_or_none(store: Store) -> None:
    begin(store)
    head = store.head()
    nowhere = Capture(value="L1", kind="lot", check="s/c", event=5)
    with pytest.raises(IndexError):
        store.append([draft(1), draft(2)], captures=[nowhere])
    assert store.reader().head() == store.head() == head
    assert store.append([draft(1)])[0].seq == 3


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b'{"a":1', b'{"a":1}\n', b'{"a":\n1}', b'{"a":1}{"b":2}']
)
def test_data_is_one_json_object_on_one_line(store: Store, data: bytes) -> None:
    with pytest.raises(BugError):
        store.append([Draft(kind="Odd", data=data)])
    assert store.head().seq == 1


def test_an_event_needs_its_run_begun(store: Store) -> None:
    with pytest.raises(BugError, match="NewRun"):
        store.append([draft(1)])


def test_an_append_is_about_one_execution(store: Store) -> None:
    begin(store)
    begin(store, OTHER_RUN)
    with pytest.raises(BugError, match="one execution"):
        store.append([draft(1), draft(1, OTHER_RUN)])


def test_station_events_belong_to_no_run(store: Store) -> None:
    (event,) = store.append([draft(1, None, "BadgeRead")])
    assert event.execution is None
    assert store.tail(1, 10) == [event]


def test_a_run_shows_how_it_stands(store: Store) -> None:
    begin(store)
    begin(store, OTHER_RUN, code="PCB-02", operator="p-18")
    store.append([draft(1)])
    store.append([draft(2)], run=RunChange(execution=RUN, status="completed", operator="p-19"))
    run = store.run(RUN)
    assert run is not None
    assert (run.status, run.operator, run.first_seq) == ("completed", "p-19", 2)
    assert run.title == {"zh": "法兰装配", "en": "Flange assembly"}
    assert run.updated_at > run.started_at
    assert [it.execution for it in store.runs()] == [OTHER_RUN, RUN]
    assert [it.execution for it in store.runs("running")] == [OTHER_RUN]
    assert [it.execution for it in store.runs(["running", "completed"], limit=1, offset=1)] == [RUN]


@pytest.mark.parametrize(
    ("search", "found"),
    [("flg", 1), ("法兰 sn-0001", 1), ("wo-4711 pcb", 0), ("%", 0), ("DN50", 1), ("", 1)],
)
def test_runs_are_found_by_any_of_their_words(store: Store, search: str, found: int) -> None:
    begin(store)
    assert len(store.runs(search=search)) == found


def test_unknown_things_are_simply_not_there(store: Store) -> None:
    assert (store.run(RUN), store.event_at(99), store.used("L1")) == (None, None, [])
    assert list(store.events(RUN)) == []


def test_a_captured_code_is_known_to_have_been_used(store: Store) -> None:
    lot = Capture(value="LOT-9", kind="lot", check="s1/scan", event=1)
    serial = Capture(value="LOT-9", kind="serial", check="s1/scan")
    store.append([draft(0), draft(1)], run=new_run(), captures=[lot, serial])
    assert store.used("LOT-9", "lot") == [Use("LOT-9", "lot", "s1/scan", RUN, 3)]
    assert [use.kind for use in store.used("LOT-9")] == ["lot", "serial"]
    assert [use.seq for use in store.reader().captures(RUN)] == [2, 3]


def test_times_keep_their_offset_and_need_one(store: Store) -> None:
    at = datetime(2025, 3, 1, 16, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    (event,) = store.append([Draft(kind="Seen", data=b"{}", at=at)])
    assert event.envelope.at == "2025-03-01T16:00:00.123+08:00"
    with pytest.raises(BugError, match="offset"):
        store.append([Draft(kind="Seen", data=b"{}", at=datetime(2025, 3, 1))])


def test_history_is_read_while_another_thread_writes(store: Store) -> None:
    begin(store)
    seen: list[int] = []
    reader = Thread(target=lambda: seen.extend(len(list(store.events(RUN))) for _ in range(50)))
    reader.start()
    for number in range(50):
        store.append([draft(number)])
    reader.join()
    assert seen == sorted(seen)
    assert len(list(store.events(RUN))) == 51


def test_an_event_is_not_seen_before_its_commit(store: Store) -> None:
    begin(store)
    writer = store._journal.writer
    writer.begin()
    writer.execute("INSERT INTO journal (seq, body) VALUES (3, x'00')")
    assert store.reader().head().seq == 2
    writer.rollback()
    assert store.reader().head() == store.head()


def test_threads_that_have_ended_leave_no_connection_open(store: Store) -> None:
    begin(store)
    for _ in range(20):
        thread = Thread(target=lambda: list(store.events(RUN)))
        thread.start()
        thread.join()
    assert len(store._journal._readers) <= 2
