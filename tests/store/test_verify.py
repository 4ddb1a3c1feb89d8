"""Whatever is done to a journal behind its back is found, and where."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from kiosk.store import Draft, Head, Store, verify_chain, verify_database
from sop.journal.chain import EMPTY
from tests.store.fakes import OTHER_RUN, RUN, begin, draft


@pytest.fixture
def journal(opened: Callable[[], Store], folder: Path) -> Path:
    """Two executions, eight events, two photographs; the station closed."""
    store = opened()
    begin(store)
    begin(store, OTHER_RUN)
    photo = store.blobs.put(b"a photograph")
    other = store.blobs.put(b"another photograph")
    for digests in (f'"photo":"{photo}"', f'"photos":["{photo}","{other}"]'):
        store.append([Draft(kind="PhotoTaken", data=b"{%s}" % digests.encode(), execution=RUN)])
    store.append([draft(1), draft(2), draft(3)])
    store.close()
    return folder / "journal.db"


def tampered(journal: Path, *statements: str) -> None:
    """As somebody with a database tool and bad intentions would, leaving the triggers in place."""
    connection = sqlite.connect(str(journal), isolation_level=None)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _name, sql in triggers:
        connection.execute(sql)
    connection.close()


def found(journal: Path) -> list[tuple[int, str]]:
    return [(problem.seq, problem.key) for problem in verify_database(journal).problems]


def test_an_honest_journal_is_whole(journal: Path) -> None:
    report = verify_database(journal)
    assert report.problems == []
    assert (report.is_whole, report.events, report.evidence, report.head.seq) == (True, 8, 2, 8)


def test_a_journal_in_use_can_be_verified(store: Store, folder: Path) -> None:
    begin(store)
    assert verify_database(folder / "journal.db", head=store.head()).problems == []


@pytest.mark.parametrize(
    ("statement", "problems"),
    [
        (
            "UPDATE journal SET "
            "body = CAST(replace(CAST(body AS TEXT), 'step-1', 'step-9') AS BLOB)",
            [(7, "broken_link")],
        ),
        ("DELETE FROM journal WHERE seq = 4", [(5, "gap")]),
        ("UPDATE journal SET body = x'00' WHERE seq = 4", [(4, "unreadable"), (5, "broken_link")]),
        ("UPDATE journal SET run = 2 WHERE seq = 6", [(6, "wrong_run")]),
        ("UPDATE journal SET run = NULL WHERE seq = 6", [(6, "wrong_run")]),
        ("UPDATE journal SET seq = 9 WHERE seq = 8", [(9, "misplaced"), (8, "cut_off")]),
    ],
)
def test_tampering_is_found_where_it_was_done(
    journal: Path, statement: str, problems: list[tuple[int, str]]
) -> None:
    tampered(journal, statement)
    assert found(journal) == problems


def test_a_missing_photograph_is_found(journal: Path) -> None:
    for file in (journal.parent / "blobs").glob("??/*"):
        file.unlink()
    assert found(journal) == [(4, "missing_evidence"), (5, "missing_evidence")]


def test_an_altered_photograph_is_found(journal: Path) -> None:
    for file in (journal.parent / "blobs").glob("??/*"):
        file.write_bytes(b"a better photograph")
    assert found(journal) == [(4, "altered_evidence"), (5, "altered_evidence")]


def test_a_journal_cut_off_at_its_end_is_found_when_the_head_is_known(journal: Path) -> None:
    head = verify_database(journal).head
    tampered(journal, "DELETE FROM journal WHERE seq = 8")
    assert found(journal) == [(8, "cut_off")]  # the station knew how far it was
    alone = journal.with_name("alone") / "journal.db"
    alone.parent.mkdir()
    shutil.copytree(journal.parent / "blobs", alone.parent / "blobs")
    journal = shutil.copy(journal, alone)
    assert found(journal) == []
    assert [it.key for it in verify_database(journal, head=head).problems] == ["altered_head"]


def test_what_is_no_database_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all" * 100, encoding="utf-8")
    assert found(tmp_path / "text.db") == [(0, "unreadable_database")]
    assert found(tmp_path / "nowhere.db") == [(0, "unreadable_database")]


def test_events_on_a_page_that_cannot_be_read_are_named_and_the_others_followed(
    opened: Callable[[], Store], folder: Path
) -> None:
    store = opened()
    begin(store)
    store.append([draft(number) for number in range(300)])
    store.close()
    journal = folder / "journal.db"
    content = bytearray(journal.read_bytes())
    place = content.index(b'"step-150"') // 4096 * 4096
    content[place : place + 4096] = b"\xa5" * 4096
    journal.write_bytes(content)
    report = verify_database(journal)
    (problem,) = [it for it in report.problems if it.key == "unreadable_events"]
    first, last = (int(it) for it in re.findall(r"\d+", problem.en)[:2])
    assert problem.seq == first
    assert first <= 153 <= last < first + 40  # step-150 is event 153
    assert problem.zh.startswith(f"第 {first} 至 {last} 条无法读取")
    assert report.events == 302 - (last - first + 1)


def test_an_event_that_cannot_be_read_is_named_by_its_own_number(journal: Path) -> None:
    tampered(
        journal,
        "DELETE FROM journal WHERE seq = 4",
        "UPDATE journal SET body = x'78' WHERE seq = 6",
    )
    assert found(journal) == [(5, "gap"), (6, "unreadable"), (7, "broken_link")]


def test_verifying_changes_nothing(journal: Path) -> None:
    before = {file: file.read_bytes() for file in journal.parent.rglob("*") if file.is_file()}
    verify_database(journal)
    assert before == {
        file: file.read_bytes() for file in journal.parent.rglob("*") if file.is_file()
    }


def test_a_chain_of_lines_is_verified_without_a_database(store: Store) -> None:
    begin(store)
    store.append([draft(1), draft(2)])
    lines = [event.body + b"\n" for event in store.tail(0, 10)]
    assert list(verify_chain(lines, EMPTY, store.head())) == []
    assert list(verify_chain(lines[1:])) == []  # a slice is whole within itself
    assert keys(lines[1:], EMPTY) == [(2, "gap")]
    assert keys([lines[0], lines[2]]) == [(3, "gap")]
    assert keys([lines[1], lines[0]]) == [(1, "gap")]
    assert keys([lines[0], lines[0]]) == [(1, "gap")]
    assert keys([b"{}\n"]) == [(1, "unreadable")]
    assert keys(lines, end=Head(4, "f" * 64)) == [(4, "altered_head")]
    assert keys(lines[:3], end=store.head()) == [(3, "gap")]
    assert keys([], end=store.head()) == [(0, "gap")]


def test_events_of_two_logs_are_no_chain(store: Store) -> None:
    begin(store)
    first, second = (event.body for event in store.tail(0, 10))
    foreign = second.replace(store.log.encode(), b"0" * 36)
    assert keys([first, foreign]) == [(2, "other_log")]


def keys(
    lines: list[bytes], start: Head | None = None, end: Head | None = None
) -> list[tuple[int, str]]:
    return [(problem.seq, problem.key) for problem in verify_chain(lines, start, end)]


def test_problems_are_told_in_both_languages(journal: Path) -> None:
    tampered(journal, "DELETE FROM journal WHERE seq = 4")
    (problem,) = verify_database(journal).problems
    assert (problem.zh, problem.en) == (
        "应为第 4 条，实为第 5 条",
        "expected event 4, found event 5",
    )
