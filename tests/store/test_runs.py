"""A damaged row of the list of runs is found at the start and rebuilt from the events."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from kiosk.operations import running
from kiosk.operations.station import Station
from kiosk.store import Damaged, DiskGuard, Run, Store, open_store, verify_database
from sop.commands import Abort, Pause
from tests.operations.conftest import clock, release, run, station  # noqa: F401  fixtures
from tests.store.fakes import FakeClock, begin

DAMAGE = [
    ("title", "'{\"en\":'"),
    ("title", "'[1]'"),
    ("title", "CAST(x'7b22656e223a22ff227d' AS TEXT)"),
    ("started_at", "'2026-11-2T08:00'"),
    ("updated_at", "'no date'"),
    ("status", "'runnjng'"),
    ("status", "CAST(x'ff' AS TEXT)"),
    ("execution", "CAST(x'ff41' AS TEXT)"),
    ("execution", "'another one'"),
    ("operator", "CAST(x'80' AS TEXT)"),
    ("station", "'A02'"),
    ("first_seq", "77"),
    ("unit", "'SN-9'"),
]


@pytest.fixture
def journal(station: Station, run: str) -> Path:  # noqa: F811
    """Of a closed station with one run that was paused."""
    running.do(station, run, Pause, reason="waiting")
    assert [it.execution for it in station.store.runs("paused")] == [run]
    station.close()
    return station.store.folder / "journal.db"


def reopened(journal: Path) -> Store:
    guard = DiskGuard(journal.parent, warn_below=0, refuse_below=0)
    return open_store(journal.parent, device="A01", clock=FakeClock(), guard=guard)


def only_run(journal: Path) -> Run:
    with reopened(journal) as store:
        (found,) = store.runs()
        return found


def damaged(journal: Path, column: str, value: str) -> None:
    connection = sqlite.connect(str(journal), isolation_level=None)
    connection.execute(f"UPDATE runs SET {column} = {value}")
    connection.close()


@pytest.mark.parametrize(("column", "value"), DAMAGE)
def test_a_damaged_row_is_rebuilt_as_it_was_and_told(
    journal: Path, column: str, value: str
) -> None:
    before = only_run(journal)
    damaged(journal, column, value)
    assert not verify_database(journal).is_whole
    with reopened(journal) as store:
        (notice,) = store.notices
        assert notice.key == "runs_rebuilt"
        assert "1 行" in notice.zh
        assert "1 damaged row" in notice.en
        assert store.runs("paused") == [before]
        assert store.runs(search=before.unit or "") == [before]
    assert verify_database(journal).is_whole
    with reopened(journal) as store:
        assert store.notices == []


@pytest.mark.parametrize("column", ["execution", "operator", "unit", "station", "product"])
def test_a_wrong_letter_in_the_row_of_a_finished_run_is_put_right(
    station: Station,  # noqa: F811
    run: str,  # noqa: F811
    column: str,
) -> None:
    running.do(station, run, Abort, reason="line stopped")
    station.close()
    journal = station.store.folder / "journal.db"
    before = only_run(journal)
    assert before.status == "aborted"
    damaged(journal, column, f"'[' || substr({column}, 2)")
    with reopened(journal) as store:
        assert [notice.key for notice in store.notices] == ["runs_rebuilt"]
        assert store.runs() == [before]


def test_a_row_whose_bytes_were_flipped_under_its_index_is_rebuilt(journal: Path) -> None:
    before = only_run(journal)
    content = journal.read_bytes()
    row = content.index(b"paused" + before.release.encode())  # of the table; an index has less
    journal.write_bytes(content[:row] + b"\xf0" + content[row + 1 :])
    with reopened(journal) as store:
        assert [notice.key for notice in store.notices] == ["runs_rebuilt"]
        assert store.runs("paused") == [before]
    assert verify_database(journal).is_whole


def test_a_damaged_row_of_which_no_event_tells_sets_the_journal_aside(
    opened: Callable[[], Store], folder: Path
) -> None:
    store = opened()
    begin(store)  # an event that does not say what an `ExecutionStarted` of the rules says
    store.close()
    damaged(folder / "journal.db", "title", "'{'")
    before = (folder / "journal.db").read_bytes()
    (notice,) = opened().notices
    assert notice.key == "journal_damaged"
    assert "no event tells" in notice.en
    assert (Path(notice.details["folder"]) / "journal.db").read_bytes() == before


def test_an_old_row_that_cannot_be_read_is_told_and_mended_at_the_next_start(
    journal: Path,
) -> None:
    before = only_run(journal)
    with reopened(journal) as store:
        damaged(journal, "title", "'{'")
        with pytest.raises(Damaged) as told:
            store.runs()
        assert "row 1 of the list of runs" in told.value.en
        assert "作业列表第 1 行" in told.value.zh
    assert only_run(journal) == before


def test_verifying_names_the_events_a_damaged_row_is_about(journal: Path) -> None:
    first = only_run(journal).first_seq
    damaged(journal, "title", "CAST(x'ff' AS TEXT)")
    (problem,) = verify_database(journal).problems
    assert (problem.seq, problem.key) == (first, "run_unreadable")
    assert str(first) in problem.zh


def test_a_row_without_a_single_event_is_told(journal: Path) -> None:
    connection = sqlite.connect(str(journal), isolation_level=None)
    connection.execute(
        "INSERT INTO runs SELECT 2, 'x', 'completed', release, code, revision, title, station,"
        " operator, work_order, unit, product, started_at, updated_at, 1 FROM runs"
    )
    connection.close()
    assert [problem.key for problem in verify_database(journal).problems] == ["run_differs"]


def test_a_run_is_still_listed_when_its_release_is_gone(journal: Path) -> None:
    before = only_run(journal)
    for name in ("station.db", "station.copy.db"):
        connection = sqlite.connect(str(journal.with_name(name)), isolation_level=None)
        connection.execute("DELETE FROM releases")
        connection.close()
    damaged(journal, "title", "'{'")
    found = only_run(journal)
    assert found.title == {"en": before.release[:12]}
    assert found.execution == before.execution
