"""A sample of the campaign of 1,000 kills (`make faults`), and that it would notice."""

from pathlib import Path

import pytest

from kiosk.operations.opening import open_station
from tests.campaigns.kill_nine import Tally, _examine, campaign
from tests.campaigns.shift_log import ShiftLog, same_work
from tests.support.all_kinds import install_all_kinds


@pytest.mark.slow
def test_a_killed_station_loses_nothing_doubles_nothing_and_resumes_at_its_step(
    tmp_path: Path,
) -> None:
    tally = campaign(tmp_path / "station", runs=12, seed=11)
    assert tally.is_clean, tally
    assert tally.kills == 12


def test_an_event_that_was_printed_and_is_not_in_the_journal_counts_as_lost(
    tmp_path: Path,
) -> None:
    station = open_station(tmp_path)
    install_all_kinds(station)
    station.close()
    tally = Tally()
    _examine(ShiftLog(tmp_path / "journal.db"), ["an id that never was"], tally)
    assert tally.lost == 1


def test_work_that_differs_in_one_answer_is_not_the_same_work(tmp_path: Path) -> None:
    logs = [_shift(tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2))]
    first, again, other = (next(iter(log.runs.values())) for log in logs)
    assert same_work(first, again)
    assert not same_work(first, other)
    assert not same_work([*first[:4], first[5]], again)


def _shift(folder: Path, seed: int) -> ShiftLog:
    from kiosk.simulation.shift import work

    station = open_station(folder)
    install_all_kinds(station)
    station.close()
    work(folder, seed=seed, executions=1)
    log = ShiftLog(folder / "journal.db")
    log.read_on()
    return log
