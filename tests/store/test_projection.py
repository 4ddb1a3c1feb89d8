"""What stands beside the journal is verified against it."""

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from kiosk.store.verify import verify_database
from tests.operations.conftest import clock, release, run, station  # noqa: F401  fixtures


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        ("DROP TRIGGER journal_is_never_edited", "schema_altered"),
        ("UPDATE runs SET status = 'completed'", "run_differs"),
        ("UPDATE runs SET revision = 'Z'", "run_differs"),
        (
            'INSERT INTO captures (value, kind, "check", run, seq)'
            " VALUES ('L9', 'lot', 'a', 1, 2)",
            "capture_differs",
        ),
    ],
)
def test_a_row_the_events_do_not_bear_out_is_told(
    station: object,  # noqa: F811
    run: str,  # noqa: F811
    tmp_path: Path,
    tampering: str,
    code: str,
) -> None:
    station.close()  # type: ignore[attr-defined]
    journal = tmp_path / "station" / "journal.db"
    assert verify_database(journal).is_whole
    connection = sqlite.connect(str(journal))
    connection.execute(tampering)
    connection.commit()
    connection.close()
    assert [problem.key for problem in verify_database(journal).problems] == [code]
