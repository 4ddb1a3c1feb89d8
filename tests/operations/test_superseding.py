"""Runs under way when a revision comes or goes."""

import pytest

from kiosk.operations.changing import ChangesUnread, acknowledge_if_new
from kiosk.operations.running import (
    _unit_runs,
    do,
    predecessor_of,
    start_execution,
    start_next_unit,
)
from kiosk.operations.signing import RoleMissing, sign_in
from kiosk.operations.station import Station
from kiosk.operations.superseding import (
    NothingNewer,
    begin_anew,
    lift_halt,
    look_over,
)
from sop import commands as c
from sop.events import ExecutionHalted
from tests.operations.conftest import LI, WANG, ZHAO
from tests.operations.revisions import WHY, assign, assigned, revision, take

CHOSEN = {"step": "clean", "check": "surface", "options": ("good",)}
DONE = {"step": "clean", "acknowledge": ("done",)}


def _newer(station: Station, release: str, running: str) -> str:
    newer = revision(station, release, "B")
    take(station, newer, running=running)
    assign(station, assigned(newer))
    return newer.digest


def test_a_run_goes_on_under_the_release_it_began_with(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, "finish")
    do(station, run, c.Choose, **CHOSEN)
    outcome = do(station, run, c.CompleteStep, **DONE)
    assert (outcome.refusal, outcome.state.release) == (None, release)
    at = station.ruling.standing(outcome.state)
    assert at.successor is not None
    assert (at.successor.release, at.anew, at.stops) == (newer, False, False)


def test_restart_lets_the_step_in_hand_be_done_and_then_nothing_more(
    station: Station, release: str, run: str
) -> None:
    do(station, run, c.Choose, **CHOSEN)
    _newer(station, release, "restart")
    outcome = do(station, run, c.CompleteStep, **DONE)
    assert outcome.refusal is None
    assert station.ruling.standing(outcome.state).anew
    refused = do(station, run, c.AcknowledgeWarnings, step="gasket").refusal
    assert refused is not None
    assert refused.code == "newer_revision"


def test_the_same_unit_begins_anew_and_the_old_run_says_why_it_ended(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, "restart")
    acknowledge_if_new(station, newer)
    before = station.state(run)
    begun = begin_anew(station, run).state
    after = station.state(run)
    assert (begun.release, begun.unit, begun.work_order) == (newer, before.unit, before.work_order)
    assert (after.status, after.reason, after.release) == ("aborted", "superseded", release)
    assert predecessor_of(station, begun.execution) == run


def test_what_changed_is_read_before_the_unit_begins_anew(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, "restart")
    with pytest.raises(ChangesUnread):
        begin_anew(station, run)
    assert station.state(run).status == "running"
    acknowledge_if_new(station, newer)
    assert begin_anew(station, run).refusal is None


def test_begun_anew_before_the_power_went_it_is_not_begun_twice(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, "restart")
    acknowledge_if_new(station, newer)
    state = station.state(run)
    begun = start_execution(
        station, newer, state.work_order, state.unit.serial, instead_of=run
    ).state
    assert begin_anew(station, run).state.execution == begun.execution
    assert station.state(run).status == "aborted"
    assert len(station.store.runs(("running", "paused"))) == 1


def test_without_a_newer_revision_nothing_begins_anew(station: Station, run: str) -> None:
    with pytest.raises(NothingNewer):
        begin_anew(station, run)


def test_a_stop_halts_the_run_after_the_step_in_hand(
    station: Station, release: str, run: str
) -> None:
    do(station, run, c.Choose, **CHOSEN)
    assign(station, gone=(release,), severity="stop")
    look_over(station, run)
    assert station.state(run).halted is None, "a step is half done"
    outcome = do(station, run, c.CompleteStep, **DONE)
    assert isinstance(outcome.events[-1], ExecutionHalted)
    assert outcome.state.halted == WHY


def test_a_stop_halts_a_run_between_steps_as_soon_as_somebody_looks(
    station: Station, release: str, run: str
) -> None:
    assign(station, gone=(release,), severity="stop")
    look_over(station, run)
    look_over(station, run)
    assert station.state(run).halted == WHY
    kinds = [each.envelope.kind for each in station.store.events(run)]
    assert kinds.count("ExecutionHalted") == 1


def test_whoever_works_on_before_looking_is_halted_by_it(
    station: Station, release: str, run: str
) -> None:
    assign(station, gone=(release,), severity="stop")
    outcome = do(station, run, c.Choose, **CHOSEN)
    assert [type(each).__name__ for each in outcome.events] == ["ExecutionHalted"]


def test_severity_finish_only_keeps_new_runs_from_starting(
    station: Station, release: str, run: str
) -> None:
    assign(station, gone=(release,), severity="finish")
    look_over(station, run)
    assert do(station, run, c.Choose, **CHOSEN).refusal is None
    assert station.ruling.standing(station.state(run)).withdrawn


def test_a_team_lead_lets_it_go_on_with_badge_and_pin(
    station: Station, release: str, run: str
) -> None:
    assign(station, gone=(release,), severity="stop")
    look_over(station, run)
    with pytest.raises(RoleMissing):
        lift_halt(station, run, LI, "284917", "agreed")
    assert lift_halt(station, run, ZHAO, "284917", "agreed").refusal is None
    look_over(station, run)
    assert do(station, run, c.Choose, **CHOSEN).refusal is None


def test_the_halt_survives_the_plug(station: Station, release: str, run: str) -> None:
    assign(station, gone=(release,), severity="stop")
    look_over(station, run)
    station._states.clear()
    assert station.state(run).halted == WHY


def test_parts_of_a_unit_begun_anew_are_not_used_elsewhere(
    station: Station, release: str, run: str
) -> None:
    newer = _newer(station, release, "restart")
    acknowledge_if_new(station, newer)
    begun = begin_anew(station, run).state.execution
    assert _unit_runs(station, begun) == {run, begun}
    sign_in(station, WANG)
    other = start_next_unit(station, "WO-7", newer).state.execution
    assert _unit_runs(station, other) == {other}
