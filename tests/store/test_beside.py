"""What lies beside the journal in a station's folder is verified with it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from kiosk.operations.station import Station
from kiosk.store import Problem, verify_database
from tests.operations.conftest import clock, release, run, station  # noqa: F401  fixtures


@pytest.fixture
def folder(station: Station, run: str) -> Path:  # noqa: F811
    """Of a closed station with one procedure and one run of it."""
    station.close()
    return station.store.folder


def problems(folder: Path) -> list[Problem]:
    return verify_database(folder / "journal.db").problems


def in_station(folder: Path, statement: str) -> None:
    connection = sqlite.connect(str(folder / "station.db"), isolation_level=None)
    connection.execute(statement)
    connection.close()


def media(folder: Path) -> list[Path]:
    """The procedure's files: nobody took a photograph."""
    return sorted((folder / "blobs").glob("??/*"))


def test_a_folder_as_it_was_left_is_whole(folder: Path) -> None:
    assert problems(folder) == []
    assert len(media(folder)) > 0


def test_one_flipped_byte_in_a_procedure_is_found(folder: Path, release: str) -> None:  # noqa: F811
    in_station(
        folder, "UPDATE releases SET body = CAST(replace(body, 'TEST-001', 'TEST-009') AS BLOB)"
    )
    (problem,) = problems(folder)
    assert problem.key == "altered_release"
    for text in (problem.zh, problem.en):
        assert "SOP-TEST-001" in text
        assert release in text


def test_a_procedure_that_a_run_followed_and_is_gone_is_found(folder: Path, release: str) -> None:  # noqa: F811
    in_station(folder, "DELETE FROM releases")
    (problem,) = problems(folder)
    assert problem.key == "missing_release"
    assert f"event {problem.seq}" in problem.en
    assert release in problem.zh


def test_an_altered_drawing_is_found_and_named(folder: Path) -> None:
    drawing = media(folder)[0]
    drawing.write_bytes(drawing.read_bytes()[:-1] + b"?")
    (problem,) = problems(folder)
    assert problem.key == "altered_media"
    assert f"blobs/{drawing.parent.name}/{drawing.name}" in problem.en
    assert "已损坏或被改动" in problem.zh


def test_a_drawing_that_is_gone_is_found_and_named(folder: Path) -> None:
    drawing = media(folder)[0]
    drawing.unlink()
    (problem,) = problems(folder)
    assert problem.key == "missing_media"
    assert f"blobs/{drawing.parent.name}/{drawing.name}" in problem.zh


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 500)


@pytest.mark.parametrize("damage", [Path.unlink, empty, overwrite], ids=lambda it: it.__name__)
def test_station_data_that_cannot_be_read_is_a_problem(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder / "station.db")
    assert {problem.key for problem in problems(folder)} >= {"station_unreadable"}


def test_a_person_who_cannot_be_read_is_a_problem(folder: Path) -> None:
    in_station(folder, "UPDATE people SET names = '{' WHERE id = 'E1001'")
    assert [problem.key for problem in problems(folder)] == ["station_unreadable"]


def test_a_journal_that_lies_alone_is_held_against_nothing(folder: Path, tmp_path: Path) -> None:
    alone = tmp_path / "copy.db"
    alone.write_bytes((folder / "journal.db").read_bytes())
    assert verify_database(alone).problems == []


def test_a_journal_put_back_as_it_was_is_found(folder: Path) -> None:
    in_station(folder, "UPDATE logs SET seq = seq + 5")
    assert [problem.key for problem in problems(folder)] == ["cut_off"]
    in_station(folder, "UPDATE logs SET seq = seq - 6")
    assert [problem.key for problem in problems(folder)] == ["replaced"]
