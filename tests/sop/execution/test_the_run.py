"""Starting, pausing, handing over, ending."""

import pytest

from sop import commands as c
from sop import events as e
from sop.execution import Refusal, begin, ready_to_finish, replay
from sop.procedure import Acknowledge, Applicability, Requirement
from tests.sop.execution.shop import (
    CHEN,
    LI,
    MORNING,
    ORDER,
    TRAINEE,
    WANG,
    Run,
    flexible,
    kinds,
    named,
    procedure,
    step,
)

TICK = Acknowledge(id="tick", title=named("tick"))


def test_a_start_names_the_release_and_enters_the_first_step() -> None:
    run = Run(procedure(step("fit")), started=False)
    run.at = MORNING - 1000

    assert run.start() == (
        e.ExecutionStarted(
            at=MORNING,
            by="li",
            execution="run-1",
            release="sha",
            code="FLANGE",
            revision="2",
            operator=LI,
            station="ST-1",
            work_order=ORDER,
            unit=e.Unit(serial="SN-1", lot="L1"),
        ),
        e.StepEntered(at=MORNING, by="li", step="fit", visit=1),
    )


def test_a_start_names_the_operation_the_station_is_set_up_for() -> None:
    started, _ = Run(procedure(step("fit")), operation="OP10").events
    assert isinstance(started, e.ExecutionStarted)
    assert started.operation == "OP10"


def test_one_tap_confirms_closes_the_step_and_enters_the_next() -> None:
    run = Run(procedure(step("fit", TICK), step("turn")))

    done = run.do(c.CompleteStep, step="fit", acknowledge=("tick",), at=MORNING + 61_000)

    assert kinds(done) == ["CheckPassed", "StepCompleted", "StepEntered"]
    assert done[1] == e.StepCompleted(
        at=MORNING + 61_000, by="li", step="fit", visit=1, duration_ms=60_000
    )
    assert run.state.current == "turn"


def test_the_last_step_leaves_nothing_in_hand_and_the_run_is_finished_by_a_command() -> None:
    run = Run(procedure(step("fit")))
    assert run.refused(c.Finish) == Refusal("steps_left", {"expected": "fit"})
    run.complete("fit")
    assert run.state.current is None
    assert ready_to_finish(run.state)

    run.do(c.Finish)

    assert (run.state.status, run.state.result) == ("completed", "passed")
    assert run.state.ended_at == run.at


def test_a_skipped_step_makes_the_result_deviated() -> None:
    run = Run(procedure(flexible("wipe")))
    run.do(c.SkipStep, step="wipe", reason="clean already")
    run.do(c.Finish)
    assert run.state.result == "deviated"


def test_nothing_is_accepted_before_the_start_nor_a_second_start() -> None:
    run = Run(procedure(step("fit")), started=False)
    assert run.refused(c.CompleteStep, step="fit") == Refusal("not_started")
    assert run.refused(c.Abort, reason="x") == Refusal("not_started")
    run.start()
    again = {"execution": "run-2", "release": "sha", "station": "ST-1"}
    assert run.refused(c.Start, **again) == Refusal("already_started")


@pytest.mark.parametrize("end", [c.Finish, c.Abort])
def test_after_the_end_nothing_is_accepted(end: type[c.BaseCommand]) -> None:
    run = Run(procedure(step("fit")))
    run.complete("fit")
    run.do(end, **({"reason": "scrap"} if end is c.Abort else {}))
    for command, fields in [
        (c.Finish, {}),
        (c.Pause, {}),
        (c.HandOver, {"to": WANG}),
        (c.GoBack, {"to": "fit", "reason": "again"}),
        (c.RaiseException, {"exception": "x", "category": "man"}),
        (c.Abort, {"reason": "again"}),
    ]:
        assert run.refused(command, **fields).code == "execution_ended"


def test_an_abort_takes_a_reason() -> None:
    run = Run(procedure(step("fit")))
    assert run.refused(c.Abort, reason="  ") == Refusal("reason_missing")
    run.do(c.Abort, reason=" casting cracked ")
    assert (run.state.status, run.state.reason) == ("aborted", "casting cracked")
    assert run.step("fit").clock_from is None


# --- gates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("applies_to", "refusal"),
    [
        (
            Applicability(products=["VALVE", "PUMP"]),
            Refusal("not_for_product", {"expected": "VALVE, PUMP", "seen": "FLANGE-80"}),
        ),
        (
            Applicability(products=["FLANGE-80"], variants=["DN50"]),
            Refusal("not_for_variant", {"expected": "DN50", "seen": "DN80"}),
        ),
        (
            Applicability(stations=["ST-2"]),
            Refusal("not_for_station", {"expected": "ST-2", "seen": "ST-1"}),
        ),
        (
            Applicability(operations=["OP10"]),
            Refusal("not_for_operation", {"expected": "OP10", "seen": "–"}),
        ),
    ],
)
def test_a_procedure_starts_only_where_it_applies(
    applies_to: Applicability, refusal: Refusal
) -> None:
    run = Run(procedure(step("fit"), applies_to=applies_to), started=False)
    fields = {"execution": "x", "release": "r", "station": "ST-1", "work_order": ORDER}
    assert run.refused(c.Start, **fields) == refusal


def test_a_procedure_that_applies_everywhere_needs_no_work_order() -> None:
    run = Run(procedure(step("fit")), work_order=None)
    assert run.state.status == "running"


def test_an_unqualified_operator_does_not_start_and_is_told_which_skill() -> None:
    document = procedure(step("fit"), skills=[Requirement("torque", 3), Requirement("esd")])
    run = Run(document, started=False)
    assert run.refused(c.Start, execution="x", release="r", station="ST-1") == Refusal(
        "skill_missing",
        {"name": "李伟", "expected": "torque 3, esd 1", "seen": "torque 2, esd 0"},
    )


@pytest.mark.parametrize(
    ("effective", "offset", "starts"),
    [
        ("2026-01-01", 0, True),
        ("2026-01-02", 0, False),
        ("2026-01-02", 14 * 60, False),  # still 22:00 on 1 January there
        ("2026-01-01", -9 * 60, False),  # still 23:00 on 31 December there
        ("2026-01-01T16:00:01+08:00", 0, True),
        ("2026-01-01T16:00:02+08:00", 0, False),
        ("2026-01-01T07:00:00", 0, False),  # a moment without its offset is none
        ("soon", 0, False),
    ],
)
def test_a_revision_starts_from_its_effective_date_at_the_station(
    effective: str, offset: int, starts: bool
) -> None:
    run = Run(procedure(step("fit"), effective=effective), started=False)
    decision = run.ask(c.Start, execution="x", release="r", station="ST-1", offset_minutes=offset)
    assert isinstance(decision, Refusal) is not starts
    if isinstance(decision, Refusal):
        assert decision.code == "not_in_force"
        assert decision.details["expected"] == effective


# --- pausing and passing on -------------------------------------------------------------------


def test_a_pause_stops_the_clock_of_the_step() -> None:
    run = Run(procedure(step("fit")))
    run.do(c.Pause, reason="lunch", at=MORNING + 10_000)
    run.do(c.Resume, at=MORNING + 3_600_000)
    done = run.do(c.CompleteStep, step="fit", at=MORNING + 3_605_000)
    assert isinstance(done[0], e.StepCompleted)
    assert done[0].duration_ms == 9_000 + 5_000


def test_while_paused_only_resuming_passing_on_raising_and_aborting_go_on() -> None:
    run = Run(procedure(step("fit"), step("turn")))
    run.do(c.Pause)
    assert run.refused(c.CompleteStep, step="fit") == Refusal("execution_paused")
    assert run.refused(c.Pause) == Refusal("execution_paused")
    run.do(c.RaiseException, exception="x1", category="machine")
    run.do(c.HandOver, to=WANG)
    run.do(c.Resume, by=WANG)
    assert run.state.status == "running"
    assert run.refused(c.Resume, by=WANG) == Refusal("not_paused")


def test_after_a_handover_the_successor_performs_and_the_other_does_not() -> None:
    run = Run(procedure(step("fit")))
    assert run.do(c.HandOver, to=WANG, by=WANG) == (e.HandedOver(at=run.at, by="li", to=WANG),)
    assert run.refused(c.CompleteStep, step="fit") == Refusal(
        "not_the_operator", {"expected": "王芳", "seen": "李伟"}
    )
    run.do(c.CompleteStep, step="fit", by=WANG)
    assert run.step("fit").performers == ("wang",)


def test_a_handover_to_oneself_or_to_somebody_unqualified_is_refused() -> None:
    run = Run(procedure(step("fit"), skills=[Requirement("torque", 2)]))
    assert run.refused(c.HandOver, to=LI) == Refusal("already_operator", {"seen": "李伟"})
    assert run.refused(c.HandOver, to=TRAINEE).code == "skill_missing"


def test_an_exception_is_raised_once_by_its_id_and_stops_nothing() -> None:
    run = Run(procedure(step("fit")))
    fields = {"exception": "x1", "category": "material", "step": "fit", "note": " burr "}
    assert run.do(c.RaiseException, **fields, by=CHEN) == (
        e.ExceptionRaised(
            at=run.at, by="chen", exception="x1", category="material", step="fit", note="burr"
        ),
    )
    assert run.refused(c.RaiseException, **fields).code == "exception_already_raised"
    elsewhere = {**fields, "exception": "x2", "step": "nowhere"}
    assert run.refused(c.RaiseException, **elsewhere).code == "unknown_step"
    run.complete("fit")


def test_what_was_recorded_leads_to_the_same_state_again() -> None:
    document = procedure(step("fit", TICK), flexible("wipe"), step("turn"))
    run = Run(document)
    run.do(c.CompleteStep, step="fit", acknowledge=("tick",))
    run.do(c.SkipStep, step="wipe", reason="no time")
    assert replay(document, run.events) == run.state
    assert replay(document, []) == begin(document)
