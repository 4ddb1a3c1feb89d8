"""Working through a run by the operations the screen uses."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.operations.exceptions import raise_in_run
from kiosk.operations.installing import install_procedure
from kiosk.operations.running import (
    add_photo,
    do,
    finish_hold,
    finish_timer,
    hand_over,
    record_scan,
    release_step,
    sign,
    sign_deviation,
    start_execution,
    start_next_unit,
)
from kiosk.operations.signing import RoleMissing, sign_in
from kiosk.operations.station import NobodySignedIn, Station
from kiosk.scanner import Scan, Symbology
from sop import commands as c
from sop import events as e
from sop.answers import Waited
from sop.execution import Refusal
from tests.operations.conftest import FLANGE, LI, WANG, ZHAO, WallClock

LABEL = "\x1d0104006381333931" + "10LOT42\x1d" + "21S1\x1d" + "17311231"


def _scan(text: str) -> Scan:
    return Scan(text, Symbology.DATAMATRIX, "zxing", "camera", None, 0.0, gs1=True)


def _kinds(events: tuple[e.Event, ...]) -> list[str]:
    return [type(event).__name__ for event in events]


def _clean(station: Station, run: str, surface: str = "good") -> None:
    do(station, run, c.Choose, step="clean", check="surface", options=(surface,))
    outcome = do(station, run, c.CompleteStep, step="clean", acknowledge=("done",))
    assert outcome.refusal is None


def _at_gasket(station: Station, run: str) -> None:
    _clean(station, run)
    assert do(station, run, c.AcknowledgeWarnings, step="gasket").refusal is None


def test_a_run_is_pinned_to_its_release_and_names_its_unit(
    station: Station, release: str, run: str
) -> None:
    state = station.state(run)
    assert (state.release, state.unit.serial, state.current) == (release, "WO-7-001", "clean")


def test_a_run_keeps_the_operation_its_station_is_set_up_for(
    station: Station, release: str
) -> None:
    station.operation = "OP-20"
    sign_in(station, WANG)
    started = start_next_unit(station, "WO-7", release).stored[0]
    event = msgspec.json.decode(started.envelope.data, type=e.Event)
    assert isinstance(event, e.ExecutionStarted)
    assert event.operation == "OP-20"


def test_nobody_signed_in_means_nothing_is_recorded(station: Station, release: str) -> None:
    before = station.store.head()
    with pytest.raises(NobodySignedIn):
        start_execution(station, release)
    assert station.store.head() == before


def test_a_refusal_records_nothing(station: Station, run: str) -> None:
    before = station.store.head()
    outcome = do(station, run, c.CompleteStep, step="clean")
    assert outcome.refusal is not None
    assert station.store.head() == before


def test_every_event_of_an_outcome_is_on_disk_as_it_was_told(station: Station, run: str) -> None:
    outcome = do(station, run, c.Choose, step="clean", check="surface", options=("good",))
    assert [stored.kind for stored in outcome.stored] == _kinds(outcome.events)
    assert station.store.event_at(outcome.stored[-1].seq) == outcome.stored[-1]


def test_the_right_label_passes_and_its_lot_and_serial_are_captured(
    station: Station, run: str
) -> None:
    _at_gasket(station, run)
    outcome = record_scan(station, run, "gasket", "gasket", _scan(LABEL))
    assert _kinds(outcome.events) == ["CheckPassed"], outcome
    assert {(use.kind, use.value) for use in station.store.used("LOT42")} == {("lot", "LOT42")}
    assert station.store.used("S1")[0].execution == run


def test_a_label_used_in_another_run_is_told_as_used(
    station: Station, release: str, run: str
) -> None:
    _at_gasket(station, run)
    record_scan(station, run, "gasket", "gasket", _scan(LABEL))
    other = start_execution(station, release, station.state(run).work_order, "second")
    second = other.state.execution
    _at_gasket(station, second)
    outcome = record_scan(station, second, "gasket", "gasket", _scan(LABEL))
    failed = outcome.events[0]
    assert isinstance(failed, e.CheckFailed)
    assert not station.state(second).step_state("gasket").checks["gasket"].passed


@pytest.mark.parametrize(
    "again",
    [
        LABEL.removeprefix("\x1d"),
        "010400638133393121S1\x1d10LOT42\x1d17311231",
        "010400638133393121S1\x1d10LOT43\x1d17301231",
    ],
    ids=["another reader", "printed in another order", "another label of the same piece"],
)
def test_the_same_piece_is_told_as_used_however_it_is_read(
    station: Station, release: str, run: str, again: str
) -> None:
    _at_gasket(station, run)
    record_scan(station, run, "gasket", "gasket", _scan(LABEL))
    second = start_execution(station, release, station.state(run).work_order, "second")
    _at_gasket(station, second.state.execution)
    failed = record_scan(station, second.state.execution, "gasket", "gasket", _scan(again)).events[
        0
    ]
    assert isinstance(failed, e.CheckFailed)
    assert (failed.reason, failed.details["used_in"]) == ("scan_used", run)


def test_a_label_of_the_same_lot_is_not_used_for_that(
    station: Station, release: str, run: str
) -> None:
    _at_gasket(station, run)
    record_scan(station, run, "gasket", "gasket", _scan(LABEL))
    second = start_execution(station, release, station.state(run).work_order, "second")
    _at_gasket(station, second.state.execution)
    other = _scan(LABEL.replace("21S1", "21S2"))
    outcome = record_scan(station, second.state.execution, "gasket", "gasket", other)
    assert _kinds(outcome.events) == ["CheckPassed"]


def test_a_label_may_be_read_again_in_its_own_run_after_rework(station: Station, run: str) -> None:
    _at_gasket(station, run)
    record_scan(station, run, "gasket", "gasket", _scan(LABEL))
    do(station, run, c.CompleteStep, step="gasket")
    assert do(station, run, c.GoBack, to="gasket", reason="seated wrongly").refusal is None
    do(station, run, c.AcknowledgeWarnings, step="gasket")
    outcome = record_scan(station, run, "gasket", "gasket", _scan(LABEL))
    assert _kinds(outcome.events) == ["CheckPassed"]


def test_an_expired_label_fails(station: Station, run: str) -> None:
    _at_gasket(station, run)
    expired = LABEL.replace("17311231", "17200131")
    outcome = record_scan(station, run, "gasket", "gasket", _scan(expired))
    assert _kinds(outcome.events)[0] == "CheckFailed"


def test_a_photograph_is_on_disk_under_the_name_its_event_gives(station: Station, run: str) -> None:
    _clean(station, run, "scratched")
    finish_hold(station, run, "polish", "polish", 30_000)
    outcome = add_photo(station, run, "polish", "after", b"\xff\xd8 a photograph")
    taken = next(event for event in outcome.events if isinstance(event, e.PhotoTaken))
    assert station.store.blobs.read(taken.photo) == b"\xff\xd8 a photograph"


def test_a_hold_let_go_too_soon_does_not_pass(station: Station, run: str) -> None:
    _clean(station, run, "scratched")
    outcome = finish_hold(station, run, "polish", "polish", 12_000)
    assert not station.state(run).step_state("polish").checks.get("polish", None) or not (
        station.state(run).step_state("polish").checks["polish"].passed
    )
    assert "CheckPassed" not in _kinds(outcome.events)


def test_a_timer_never_started_has_not_run(station: Station, run: str) -> None:
    _clean(station, run, "scratched")
    outcome = finish_timer(station, run, "polish", "polish")
    assert "CheckPassed" not in _kinds(outcome.events)


def _curing(station: Station, folder: Path) -> str:
    """A run whose waiting time of 30 seconds has just begun."""
    shutil.copytree(FLANGE, folder)
    document = folder / "sop.yaml"
    text = document.read_text(encoding="utf-8").replace("mode: hold", "mode: wait")
    document.write_text(text, encoding="utf-8")
    sign_in(station, WANG)
    release = install_procedure(station, folder).digest
    run = start_next_unit(station, "WO-7", release).state.execution
    _clean(station, run, "scratched")
    assert do(station, run, c.StartTimer, step="polish", check="polish").refusal is None
    return run


def test_setting_the_wall_clock_shortens_no_waiting_time(
    station: Station, clock: WallClock, tmp_path: Path
) -> None:
    run = _curing(station, tmp_path / "flange")
    clock.set_forward = timedelta(hours=1)
    refusal = finish_timer(station, run, "polish", "polish").refusal
    assert refusal is not None
    assert refusal.code == "timer_running"
    clock.at += timedelta(seconds=30)
    (passed,) = finish_timer(station, run, "polish", "polish").events
    assert isinstance(passed, e.CheckPassed)
    assert isinstance(passed.answer, Waited)
    assert 30_000 <= passed.answer.elapsed_ms < 60_000


def test_setting_the_wall_clock_back_makes_nobody_wait_longer(
    station: Station, clock: WallClock, tmp_path: Path
) -> None:
    run = _curing(station, tmp_path / "flange")
    clock.set_forward = timedelta(hours=-1)
    clock.at += timedelta(seconds=30)
    assert _kinds(finish_timer(station, run, "polish", "polish").events) == ["CheckPassed"]


def test_after_a_restart_of_the_machine_the_wall_clock_tells_the_waiting_time(
    station: Station, clock: WallClock, tmp_path: Path
) -> None:
    run = _curing(station, tmp_path / "flange")
    clock.boot = "boot-2"
    clock.set_forward = timedelta(seconds=30)
    assert _kinds(finish_timer(station, run, "polish", "polish").events) == ["CheckPassed"]


def test_an_exception_is_attached_to_the_step_with_its_photographs(
    station: Station, run: str
) -> None:
    outcome = raise_in_run(station, run, "material", "clean", "划伤", (b"\xff\xd8 one",))
    (raised,) = outcome.events
    assert isinstance(raised, e.ExceptionRaised)
    assert (raised.category, raised.step, raised.note) == ("material", "clean", "划伤")
    assert station.store.blobs.read(raised.photos[0]) == b"\xff\xd8 one"


def test_a_run_goes_on_in_other_hands(station: Station, run: str) -> None:
    hand_over(station, run, LI)
    assert station.person is not None
    assert station.person.id == "E1002"
    assert station.store.run(run).operator == "E1002"  # type: ignore[union-attr]


def _tightened(station: Station, run: str) -> None:
    _at_gasket(station, run)
    record_scan(station, run, "gasket", "gasket", _scan(LABEL))
    assert do(station, run, c.CompleteStep, step="gasket").refusal is None
    for value in (24.0, 24.1, 23.9):
        do(station, run, c.RecordSample, step="tighten", check="torque", value=value)
    do(station, run, c.ConfirmCalculation, step="tighten", check="spread")
    do(station, run, c.TickItem, step="tighten", check="order", item="cross")
    do(station, run, c.WriteText, step="tighten", check="note", text="无异常")
    assert do(station, run, c.CompleteStep, step="tighten").refusal is None


def test_the_performer_cannot_verify_but_a_second_person_can(station: Station, run: str) -> None:
    _tightened(station, run)
    refused = sign(station, run, "release", "verified", WANG, "284917")
    assert refused.refusal is not None
    signed = sign(station, run, "release", "verified", LI, "284917")
    assert _kinds(signed.events) == ["CheckPassed"]


def test_a_whole_run_ends_in_a_record_that_can_be_read_back(station: Station, run: str) -> None:
    _tightened(station, run)
    sign(station, run, "release", "verified", LI, "284917")
    do(station, run, c.CompleteStep, step="release")
    assert do(station, run, c.Finish).refusal is None
    assert station.state(run).status == "completed"
    assert station.store.run(run).status == "completed"  # type: ignore[union-attr]


def test_only_a_team_lead_releases_a_step(station: Station, run: str) -> None:
    with pytest.raises(RoleMissing):
        release_step(station, run, "clean", LI, "284917", "checked")
    assert release_step(station, run, "clean", ZHAO, "284917", "checked").refusal is not None


def test_a_team_lead_does_not_sign_for_a_step_in_their_own_hands(
    station: Station, run: str
) -> None:
    hand_over(station, run, ZHAO)
    own = sign_deviation(station, run, "clean", ZHAO, "284917", "clean enough")
    assert own.refusal == Refusal("lead_performed", {"seen": "赵敏"})
    hand_over(station, run, LI)
    signed = sign_deviation(station, run, "clean", ZHAO, "284917", "clean enough")
    assert _kinds(signed.events)[0] == "DeviationSigned"


def test_a_team_lead_who_handed_over_in_mid_step_does_not_sign_for_it(
    station: Station, run: str
) -> None:
    do(station, run, c.Choose, step="clean", check="surface", options=("good",))
    hand_over(station, run, ZHAO)
    do(station, run, c.CompleteStep, step="clean", acknowledge=("done",))
    do(station, run, c.GoBack, to="clean", reason="look again")
    do(station, run, c.Choose, step="clean", check="surface", options=("good",))
    hand_over(station, run, LI)
    own = sign_deviation(station, run, "clean", ZHAO, "284917", "clean enough")
    assert own.refusal == Refusal("lead_performed", {"seen": "赵敏"})


def test_reopening_gives_the_same_state(
    station: Station, run: str, tmp_path: Path, clock: object
) -> None:
    from kiosk.operations.opening import open_station

    _at_gasket(station, run)
    before = station.state(run)
    station.close()
    again = open_station(tmp_path / "station", "A01", clock=clock)  # type: ignore[arg-type]
    try:
        sign_in(again, WANG)
        assert again.state(run) == before
    finally:
        again.close()
