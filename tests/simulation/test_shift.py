"""A virtual operator works as a real one would, and the same way twice."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from kiosk.clock import SystemClock
from kiosk.operations import running
from kiosk.operations.opening import open_station
from kiosk.operations.signing import sign_in
from kiosk.scanner.checkdigits import has_valid_gs1_check_digit
from kiosk.scanner.gs1 import parse_gs1
from kiosk.simulation.labels import element_string, gtin14
from kiosk.simulation.patterns import text_fitting
from kiosk.simulation.shift import work
from kiosk.store import Person, Run, Skill, Stored, open_store
from sop.events import WorkOrder
from sop.patterns import matches_whole
from tests.campaigns.shift_log import ShiftLog, same_work
from tests.support.all_kinds import install_all_kinds


@pytest.fixture
def station(tmp_path: Path) -> Callable[[str], Path]:
    def made(name: str) -> Path:
        opened = open_station(tmp_path / name)
        install_all_kinds(opened)
        opened.close()
        return tmp_path / name

    return made


def _log(folder: Path) -> ShiftLog:
    log = ShiftLog(folder / "journal.db")
    log.read_on()
    return log


def _runs(folder: Path) -> list[Run]:
    opened = open_station(folder)
    try:
        return opened.store.runs()
    finally:
        opened.close()


def test_every_run_is_brought_to_its_end(station: Callable[[str], Path]) -> None:
    folder = station("a")
    work(folder, seed=4, executions=5)
    runs = _runs(folder)
    assert [run.unit for run in runs] == [f"V4-{n:06d}" for n in (5, 4, 3, 2, 1)]
    assert {run.status for run in runs} <= {"completed", "aborted"}


def test_a_shift_that_goes_on_begins_no_earlier_than_it_ended(
    station: Callable[[str], Path],
) -> None:
    folder = station("a")
    for _ in range(2):
        work(folder, seed=4, executions=1)
    with closing(open_store(folder, device="a", clock=SystemClock())) as store:
        told = list(store.tail(0, 1000))
    assert [it.at for it in told] == sorted(it.at for it in told)
    assert "ClockChanged" not in {it.kind for it in told}


def test_without_mistakes_nothing_fails_and_every_run_passes(
    station: Callable[[str], Path],
) -> None:
    folder = station("a")
    work(folder, seed=4, executions=3, flawless=True)
    kinds = {type(event).__name__ for run in _log(folder).runs.values() for event in run}
    assert "CheckFailed" not in kinds
    assert {"ExecutionCompleted", "PhotoTaken", "TimerStarted"} <= kinds


def test_one_shift_is_the_same_as_two_half_ones(station: Callable[[str], Path]) -> None:
    whole, halves = station("whole"), station("halves")
    work(whole, seed=9, executions=4)
    work(halves, seed=9, executions=2)
    work(halves, seed=9, executions=2)
    pairs = zip(_log(halves).runs.values(), _log(whole).runs.values(), strict=True)
    assert all(same_work(one, other) for one, other in pairs)


def test_what_a_shift_of_another_seed_left_is_finished_as_that_shift_would_have(
    station: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, interrupted = station("whole"), station("interrupted")
    work(whole, seed=9, executions=1)
    with monkeypatch.context() as cut:
        cut.setattr("kiosk.simulation.shift._print", _plug_pulled_after(30))
        with pytest.raises(KeyboardInterrupt):
            work(interrupted, seed=9, executions=2)
    assert {run.status for run in _runs(interrupted)} & {"running", "paused"}
    work(interrupted, seed=2, executions=1)
    assert [run.unit for run in _runs(interrupted)] == ["V2-000001", "V9-000001"]
    assert {run.status for run in _runs(interrupted)} <= {"completed", "aborted"}
    logs = _log(interrupted).runs.values(), _log(whole).runs.values()
    assert all(same_work(one, other) for one, other in zip(*logs, strict=False))


def test_what_people_have_in_hand_is_left_alone(station: Callable[[str], Path]) -> None:
    folder = station("a")
    execution, events = _begun_by_a_person(folder)
    work(folder, seed=1, executions=1)
    opened = open_station(folder)
    try:
        assert opened.state(execution).status == "running"
        assert [event.id for event in opened.store.events(execution)] == events
    finally:
        opened.close()


def _plug_pulled_after(events: int) -> Callable[[Stored], None]:
    heard = iter(range(events))

    def hear(_stored: Stored) -> None:
        if next(heard, None) is None:
            raise KeyboardInterrupt

    return hear


def _begun_by_a_person(folder: Path) -> tuple[str, list[str]]:
    """A run in hand: its id, and those of its events."""
    opened = open_station(folder)
    try:
        li = Person(
            id="li", badge="B-1", names={"en": "Li"}, roles=("operator",),
            skills={"torque": Skill(3)},
        )  # fmt: skip
        opened.store.people.put(li)
        opened.submit(sign_in, "B-1").result()
        (release,) = opened.store.releases.all()
        order = WorkOrder(number="WO-1", product="FL-100", quantity=1)
        begun = opened.submit(running.start_execution, release.digest, order, "V1-000001").result()
        assert begun.refusal is None
        execution = begun.state.execution
        return execution, [event.id for event in opened.store.events(execution)]
    finally:
        opened.close()


def test_the_virtual_crew_leaves_the_roster_when_the_shift_ends(
    station: Callable[[str], Path],
) -> None:
    folder = station("a")
    work(folder, seed=1, executions=1)
    opened = open_station(folder)
    try:
        crew = [p for p in opened.store.people.all() if p.id.startswith("virtual-")]
        assert len(crew) == 4
        assert not any(person.active for person in crew)
    finally:
        opened.close()


@pytest.mark.parametrize(
    "pattern",
    ["SN[0-9]{8}", "(?P<lot>L[A-Z]{2}\\d{4})-\\d+", "(A|B)[^0-9]x?", "WO-\\d{6}(-[A-F])*", "a.c+"],
)
def test_a_text_made_for_a_pattern_matches_it(pattern: str) -> None:
    rng = Random(1)
    for _ in range(50):
        assert matches_whole(pattern, text_fitting(pattern, rng))


def test_element_strings_are_read_back_as_they_were_put_together() -> None:
    fields = {"10": "LOT1", "01": gtin14("0690123000001"), "21": "S9", "17": "301231"}
    text = element_string(fields)
    read = parse_gs1(text, gs1=True)
    assert read is not None
    assert dict(read.values) == fields
    assert not read.problems


def test_a_gtin_carries_its_check_digit() -> None:
    assert has_valid_gs1_check_digit(gtin14("0690123456789"))


def test_the_demo_procedures_are_worked_without_a_single_failure(tmp_path: Path) -> None:
    work(tmp_path, seed=1, executions=6, flawless=True)
    opened = open_station(tmp_path)
    try:
        runs = opened.store.runs()
        kinds = [stored.kind for run in runs for stored in opened.store.events(run.execution)]
    finally:
        opened.close()
    assert {run.code for run in runs} == {"FLG-M12-080", "PCB-CTRL-21", "PKG-LC-07"}
    assert kinds.count("ExecutionCompleted") == 6
    assert "CheckFailed" not in kinds
