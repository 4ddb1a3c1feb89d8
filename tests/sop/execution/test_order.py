"""Which step comes when: order, conditions, moving, skipping, rework, blocks, deviations."""

import pytest

from sop import commands as c
from sop import events as e
from sop.answers import Chosen
from sop.execution import (
    Refusal,
    StepRow,
    go_back_targets,
    may_enter,
    progress,
    step_overview,
)
from sop.procedure import Acknowledge, Choice, Measurement, OnFail, Option, StepTime, Warn
from sop.state import CheckState
from tests.sop.execution.shop import (
    CHEN,
    LI,
    MORNING,
    SUN,
    WANG,
    Run,
    flexible,
    kinds,
    named,
    procedure,
    step,
)

TICK = Acknowledge(id="tick", title=named("tick"))
SIZE = Measurement(id="size", title=named("size"), unit="mm", lower=1, upper=2)
FINISH = Choice(
    id="finish",
    title=named("finish"),
    options=[Option("raw", named("raw")), Option("painted", named("painted"))],
)


def test_a_later_critical_step_is_not_entered_before_an_earlier_one() -> None:
    run = Run(procedure(step("fit"), flexible("wipe"), step("turn")))
    assert run.refused(c.EnterStep, step="turn", reason="now") == Refusal(
        "critical_out_of_order", {"expected": "fit", "seen": "turn"}
    )


def test_a_flexible_step_is_moved_with_a_reason_and_the_earlier_one_comes_after_it() -> None:
    run = Run(procedure(step("fit"), flexible("wipe")))
    assert run.refused(c.EnterStep, step="wipe", reason="").code == "reason_missing"
    assert run.do(c.EnterStep, step="wipe", reason="waiting for a bolt") == (
        e.StepEntered(at=run.at, by="li", step="wipe", visit=1, reason="waiting for a bolt"),
    )
    run.complete("wipe")
    assert run.state.current == "fit"
    assert run.step("fit").visit == 1, "coming back goes on with the same visit"


def test_work_begun_is_left_only_for_a_flexible_step_and_keeps_its_answers() -> None:
    run = Run(procedure(flexible("wipe", TICK, SIZE), flexible("oil"), step("fit")))
    run.do(c.AcknowledgeCheck, step="wipe", check="tick")
    assert run.refused(c.EnterStep, step="fit", reason="x") == Refusal(
        "step_begun", {"expected": "wipe", "seen": "fit"}
    )
    run.do(c.EnterStep, step="oil", reason="can is here")
    run.complete("oil")
    assert run.state.current == "wipe"
    assert run.check("wipe", "tick").passed


def test_a_step_left_and_taken_up_again_counts_only_the_time_worked_on_it() -> None:
    run = Run(procedure(step("fit"), flexible("wipe")))
    run.do(c.EnterStep, step="wipe", reason="x", at=MORNING + 11_000)
    run.do(c.CompleteStep, step="wipe", at=MORNING + 50_000)
    done = run.do(c.CompleteStep, step="fit", at=MORNING + 55_000)
    assert isinstance(done[0], e.StepCompleted)
    assert done[0].duration_ms == 10_000 + 5_000


def test_only_the_step_in_hand_is_completed_and_only_once() -> None:
    run = Run(procedure(step("fit"), step("turn")))
    assert run.refused(c.CompleteStep, step="turn") == Refusal(
        "step_not_current", {"expected": "fit", "seen": "turn"}
    )
    run.complete("fit")
    assert run.refused(c.CompleteStep, step="fit").code == "step_not_current"
    assert run.refused(c.CompleteStep, step="nowhere").code == "unknown_step"
    assert run.refused(c.EnterStep, step="fit", reason="x").code == "step_already_done"
    assert run.refused(c.EnterStep, step="turn", reason="x").code == "step_already_current"


def test_a_step_with_an_open_check_is_not_completed() -> None:
    run = Run(procedure(step("fit", TICK, SIZE)))
    assert run.refused(c.CompleteStep, step="fit", acknowledge=("tick",)) == Refusal(
        "checks_left", {"expected": "size"}
    )
    assert not run.check("fit", "tick").passed, "a refused tap confirms nothing"
    assert run.refused(c.CompleteStep, step="fit", acknowledge=("size",)).code == "wrong_kind"
    assert run.refused(c.CompleteStep, step="fit", acknowledge=("x",)).code == "unknown_check"


def test_warnings_come_before_everything_else_of_a_step() -> None:
    warned = step("fit", TICK, warnings=[Warn(level="danger", text=named("hot"))])
    run = Run(procedure(warned, step("turn")))
    left = Refusal("warnings_not_acknowledged", {"expected": "fit"})
    assert run.refused(c.AcknowledgeCheck, step="fit", check="tick") == left
    assert run.refused(c.CompleteStep, step="fit", acknowledge=("tick",)) == left
    run.do(c.AcknowledgeWarnings, step="fit")
    again = run.refused(c.AcknowledgeWarnings, step="fit")
    assert again.code == "warnings_already_acknowledged"
    run.do(c.CompleteStep, step="fit", acknowledge=("tick",))
    assert run.refused(c.AcknowledgeWarnings, step="turn").code == "no_warnings"


@pytest.mark.parametrize(
    ("seconds", "timing"), [(4, "under"), (5, "within"), (10, "within"), (11, "over")]
)
def test_a_step_done_too_fast_or_too_slowly_is_flagged_and_never_refused(
    seconds: int, timing: str
) -> None:
    run = Run(procedure(step("fit", time=StepTime(minimum=5, maximum=10))))
    run.at = run.step("fit").clock_from or 0
    done = run.do(c.CompleteStep, step="fit", at=run.at + seconds * 1000)
    assert isinstance(done[0], e.StepCompleted)
    assert done[0].timing == timing


def test_work_time_is_never_negative_when_the_clock_is_set_back() -> None:
    run = Run(procedure(step("fit")))
    done = run.do(c.CompleteStep, step="fit", at=MORNING - 3_600_000)
    assert isinstance(done[0], e.StepCompleted)
    assert done[0].duration_ms == 0


# --- skipping ---------------------------------------------------------------------------------


def test_a_flexible_step_is_skipped_with_a_reason_and_a_critical_one_never() -> None:
    run = Run(procedure(flexible("wipe"), step("fit")))
    assert run.refused(c.SkipStep, step="wipe", reason=" ").code == "reason_missing"
    assert kinds(run.do(c.SkipStep, step="wipe", reason="clean")) == ["StepSkipped", "StepEntered"]
    assert (run.step("wipe").status, run.step("wipe").reason) == ("skipped", "clean")
    assert run.refused(c.SkipStep, step="fit", reason="x") == Refusal(
        "critical_not_skipped", {"seen": "fit"}
    )


# --- conditions -------------------------------------------------------------------------------


def test_a_step_whose_condition_does_not_hold_is_passed_by() -> None:
    run = Run(
        procedure(
            step("look", FINISH),
            step("cure", when="answers.look.finish.value == 'painted'"),
            step("dn50", when="variant == 'DN50'"),
            step("acme", when="work_order.fields.customer == 'ACME'"),
        )
    )
    run.do(c.Choose, step="look", check="finish", options=("raw",))
    run.complete("look")
    assert run.state.current == "acme"
    assert may_enter(run.state, "cure") == Refusal("step_not_due", {"seen": "cure"})
    assert progress(run.state) == (1, 2)


def test_two_runs_of_one_procedure_do_not_see_each_others_answers() -> None:
    document = procedure(
        step("look", FINISH), step("cure", when="answers.look.finish.value == 'painted'")
    )
    raw, painted = Run(document), Run(document)
    for run, option in ((raw, "raw"), (painted, "painted")):
        run.do(c.Choose, step="look", check="finish", options=(option,))
    for _ in range(2):
        assert progress(raw.state) == (0, 1)
        assert progress(painted.state) == (0, 2)


def test_in_doubt_a_step_is_due() -> None:
    run = Run(
        procedure(
            flexible("look", FINISH),
            step("cure", when="answers.look.finish.value == 'painted'"),
            step("odd", when="work_order.fields.nothing > 3"),
        )
    )
    run.do(c.SkipStep, step="look", reason="dark")
    assert run.state.current == "cure"
    run.complete("cure")
    assert run.state.current == "odd"


def test_an_answer_that_failed_decides_no_condition_unless_a_deviation_lets_it_stand() -> None:
    picky = Choice(
        id="finish",
        title=named("finish"),
        options=[Option("raw", named("raw"), passes=False), Option("painted", named("p"))],
    )
    document = procedure(
        step("look", picky), step("blast", when="answers.look.finish.value == 'painted'")
    )
    run = Run(document)
    run.do(c.Choose, step="look", check="finish", options=("raw",))
    assert progress(run.state) == (0, 2)
    run.do(c.SignDeviation, step="look", lead=CHEN, reason="agreed with the customer")
    assert run.state.current is None
    assert progress(run.state) == (1, 1)


# --- rework -----------------------------------------------------------------------------------


def test_going_back_reopens_the_step_and_everything_done_after_it() -> None:
    run = Run(procedure(step("one", TICK), step("two", TICK), flexible("three"), step("four")))
    run.do(c.CompleteStep, step="one", acknowledge=("tick",))
    run.do(c.CompleteStep, step="two", acknowledge=("tick",))
    run.do(c.SkipStep, step="three", reason="x")
    assert go_back_targets(run.state) == ("one", "two", "three")
    assert run.refused(c.GoBack, to="two", reason="").code == "reason_missing"

    assert run.do(c.GoBack, to="two", reason="loose") == (
        e.WentBack(at=run.at, by="li", to="two", reopened=("two", "three", "four"), reason="loose"),
        e.StepEntered(at=run.at, by="li", step="two", visit=2),
    )

    assert run.step("one").status == "completed"
    assert not run.check("two", "tick").passed
    run.do(c.CompleteStep, step="two", acknowledge=("tick",))
    assert run.state.current == "three"
    assert run.step("three").visit == 2


def test_one_goes_back_only_to_a_done_step_of_the_path() -> None:
    run = Run(procedure(step("one"), step("two"), contingency=(step("aside"),)))
    assert run.refused(c.GoBack, to="one", reason="x") == Refusal("step_not_done", {"seen": "one"})
    assert run.refused(c.GoBack, to="two", reason="x").code == "step_not_done"
    assert run.refused(c.GoBack, to="aside", reason="x").code == "step_on_other_path"
    assert run.refused(c.GoBack, to="nowhere", reason="x").code == "unknown_step"


# --- failing ----------------------------------------------------------------------------------


def fail(run: Run, in_step: str = "fit") -> list[str]:
    return kinds(run.do(c.RecordSample, step=in_step, check="size", value=9))


def test_a_failed_check_may_be_tried_again_without_limit_where_nothing_else_is_said() -> None:
    run = Run(procedure(step("fit", SIZE)))
    for _ in range(5):
        assert fail(run) == ["CheckFailed"]
    run.do(c.RecordSample, step="fit", check="size", value=1.5)
    run.complete("fit")


def test_after_its_tries_a_step_is_blocked_until_a_team_lead_releases_it() -> None:
    run = Run(procedure(step("fit", SIZE, on_fail=OnFail(then="block", retries=1))))
    assert fail(run) == ["CheckFailed"]
    assert fail(run) == ["CheckFailed", "StepBlocked"]

    blocked = Refusal("step_blocked", {"step": "fit", "check": "size"})
    assert run.refused(c.RecordSample, step="fit", check="size", value=1.5) == blocked
    release = {"step": "fit", "reason": "gauge cleaned"}
    assert run.refused(c.ReleaseStep, **release, lead=WANG).code == "role_missing"
    assert run.refused(c.ReleaseStep, step="fit", lead=CHEN, reason="").code == "reason_missing"
    run.do(c.ReleaseStep, **release, lead=CHEN)
    assert run.refused(c.ReleaseStep, **release, lead=CHEN).code == "step_not_blocked"
    assert fail(run) == ["CheckFailed"], "the tries begin anew"
    run.do(c.RecordSample, step="fit", check="size", value=1.5)
    run.complete("fit")
    run.do(c.Finish)
    assert run.state.result == "passed"


def test_rework_does_not_free_a_blocked_step() -> None:
    run = Run(procedure(step("one"), step("fit", SIZE, on_fail=OnFail(then="block"))))
    run.complete("one")
    fail(run)
    assert run.refused(c.GoBack, to="fit", reason="x").code == "step_not_done"
    run.do(c.GoBack, to="one", reason="shim it")
    run.complete("one")
    assert run.refused(c.RecordSample, step="fit", check="size", value=1.5).code == "step_blocked"
    run.do(c.ReleaseStep, step="fit", lead=CHEN, reason="shimmed")
    run.do(c.RecordSample, step="fit", check="size", value=1.5)
    run.complete("fit")


def test_while_blocked_the_run_is_paused_passed_on_and_aborted_but_not_worked_on() -> None:
    document = procedure(
        step("fit", SIZE, on_fail=OnFail(then="block")), flexible("wipe"), contingency=(step("x"),)
    )
    run = Run(document)
    fail(run)
    assert run.refused(c.EnterStep, step="wipe", reason="x").code == "step_blocked"
    assert run.refused(c.CompleteStep, step="fit").code == "step_blocked"
    run.do(c.RaiseException, exception="x", category="machine")
    run.do(c.Pause)
    run.do(c.HandOver, to=WANG)
    run.do(c.Resume, by=WANG)
    run.do(c.EnterContingency, contingency="rush", lead=CHEN, reason="hot order")
    run.do(c.CompleteStep, step="x", by=WANG)
    run.do(c.LeaveContingency, by=WANG)
    assert run.state.current == "fit"
    assert run.refused(c.CompleteStep, step="fit", by=WANG).code == "step_blocked"
    run.do(c.Abort, reason="no good")


def test_a_failure_can_raise_an_exception_of_its_own() -> None:
    run = Run(procedure(step("fit", SIZE, on_fail=OnFail(then="exception"))))
    assert fail(run) == ["CheckFailed", "ExceptionRaised", "StepBlocked"]
    assert run.state.exceptions == (
        e.ExceptionRaised(
            at=run.at,
            by="li",
            exception="run-1:1",
            category="measurement",
            step="fit",
            automatic=True,
        ),
    )


def test_a_failure_can_send_the_run_back() -> None:
    back = OnFail(then="go_back", retries=1, to="one")
    run = Run(procedure(step("one"), step("two"), step("fit", SIZE, on_fail=back)))
    run.complete("one", "two")
    assert fail(run) == ["CheckFailed"]
    events = run.do(c.RecordSample, step="fit", check="size", value=9)
    assert kinds(events) == ["CheckFailed", "WentBack", "StepEntered"]
    assert events[1] == e.WentBack(
        at=run.at,
        by="li",
        to="one",
        reopened=("one", "two", "fit"),
        reason="value_high",
        automatic=True,
    )
    run.complete("one", "two")
    assert fail(run) == ["CheckFailed"], "the tries begin anew"


def test_going_back_of_ones_own_accord_gives_no_new_tries() -> None:
    document = procedure(step("one"), step("fit", SIZE, on_fail=OnFail(then="block", retries=2)))
    run = Run(document)
    run.complete("one")
    for _ in range(2):
        assert fail(run) == ["CheckFailed"]
        run.do(c.GoBack, to="one", reason="shim it")
        assert run.check("fit", "size") == CheckState(failures=run.check("fit", "size").failures)
        run.complete("one")
    assert fail(run) == ["CheckFailed", "StepBlocked"]


def test_tries_left_over_from_an_earlier_visit_are_no_work_begun() -> None:
    run = Run(procedure(step("one"), flexible("fit", SIZE), step("turn")))
    run.complete("one")
    fail(run)
    run.do(c.GoBack, to="one", reason="shim it")
    run.complete("one")
    run.do(c.EnterStep, step="turn", reason="fit later")


def test_a_failure_that_cannot_send_the_run_back_blocks_the_step() -> None:
    back = OnFail(then="go_back", to="later")
    run = Run(procedure(step("fit", SIZE, on_fail=back), step("later")))
    assert fail(run) == ["CheckFailed", "StepBlocked"]


def test_a_team_lead_lets_a_critical_step_stand_as_a_signed_deviation() -> None:
    run = Run(procedure(step("fit", SIZE, on_fail=OnFail(then="block")), step("turn")))
    fail(run)
    assert run.refused(c.SignDeviation, step="fit", lead=LI, reason="x") == Refusal(
        "role_missing", {"name": "李伟", "expected": "team_lead", "seen": "operator"}
    )
    assert run.refused(c.SignDeviation, step="fit", lead=CHEN, reason="").code == "reason_missing"
    assert run.refused(c.SignDeviation, step="turn", lead=CHEN, reason="x").code == (
        "step_not_current"
    )
    assert run.do(c.SignDeviation, step="fit", lead=CHEN, reason="concession 12") == (
        e.DeviationSigned(at=run.at, by="li", step="fit", lead=CHEN, reason="concession 12"),
        e.StepEntered(at=run.at, by="li", step="turn", visit=1),
    )
    run.complete("turn")
    run.do(c.Finish)
    assert run.state.result == "deviated"


# --- nobody vouches for their own work --------------------------------------------------------

OWN_WORK = Refusal("lead_performed", {"seen": "陈静"})
BLOCKING = OnFail(then="block")


def taken_by(run: Run, person: e.Person) -> None:
    run.do(c.HandOver, to=person)
    run.by = person


def test_a_team_lead_does_not_release_or_let_stand_the_step_they_are_working_on() -> None:
    run = Run(procedure(step("fit", SIZE, on_fail=BLOCKING), step("turn")))
    taken_by(run, CHEN)
    fail(run)
    asked = {"step": "fit", "lead": CHEN, "reason": "good enough"}
    assert run.refused(c.ReleaseStep, **asked) == OWN_WORK
    assert run.refused(c.SignDeviation, **asked) == OWN_WORK
    run.do(c.ReleaseStep, **{**asked, "lead": SUN})


def test_handing_over_does_not_make_the_lead_who_failed_a_step_independent() -> None:
    run = Run(procedure(step("one"), step("fit", SIZE, on_fail=BLOCKING)))
    run.complete("one")
    taken_by(run, CHEN)
    fail(run)
    taken_by(run, LI)
    asked = {"step": "fit", "lead": CHEN, "reason": "good enough"}
    assert run.refused(c.ReleaseStep, **asked) == OWN_WORK
    assert run.refused(c.SignDeviation, **asked) == OWN_WORK
    run.do(c.GoBack, to="one", reason="again")
    run.complete("one")
    assert run.refused(c.ReleaseStep, **asked) == OWN_WORK, "rework does not wash it off"
    run.do(c.SignDeviation, **{**asked, "lead": SUN})


def test_a_team_lead_who_only_had_the_step_in_hand_may_release_it_after_handing_over() -> None:
    run = Run(procedure(step("fit", SIZE, on_fail=BLOCKING)))
    fail(run)
    taken_by(run, CHEN)
    asked = {"step": "fit", "lead": CHEN, "reason": "gauge cleaned"}
    assert run.refused(c.ReleaseStep, **asked) == OWN_WORK
    taken_by(run, LI)
    run.do(c.ReleaseStep, **asked)


def test_a_contingency_is_not_left_early_on_the_word_of_who_works_on_it() -> None:
    run = Run(procedure(step("fit"), contingency=(step("call", TICK), step("hold"))))
    taken_by(run, CHEN)
    run.do(c.EnterContingency, contingency="rush", lead=CHEN, reason="alarm")
    assert run.refused(c.LeaveContingency, lead=CHEN, reason="false") == OWN_WORK
    run.do(c.LeaveContingency, lead=SUN, reason="false")


def test_beginning_a_contingency_afresh_does_not_free_its_blocked_step() -> None:
    document = procedure(step("fit"), contingency=(step("call", SIZE, on_fail=BLOCKING),))
    run = Run(document)
    taken_by(run, CHEN)
    enter = {"contingency": "rush", "lead": CHEN, "reason": "alarm"}
    run.do(c.EnterContingency, **enter)
    fail(run, "call")
    run.do(c.LeaveContingency, lead=SUN, reason="later")
    run.do(c.EnterContingency, **enter)
    assert run.refused(c.RecordSample, step="call", check="size", value=1).code == "step_blocked"
    assert run.refused(c.ReleaseStep, step="call", lead=CHEN, reason="x") == OWN_WORK
    run.do(c.ReleaseStep, step="call", lead=SUN, reason="x")


def test_another_answer_to_an_earlier_question_is_no_way_around_a_block() -> None:
    painted = "answers.look.finish.value == 'painted'"
    document = procedure(
        step("look", FINISH), step("fit", SIZE, when=painted, on_fail=BLOCKING), step("turn")
    )
    run = Run(document)
    run.do(c.Choose, step="look", check="finish", options=("painted",))
    run.complete("look")
    fail(run)
    run.do(c.GoBack, to="look", reason="answered wrongly")
    run.do(c.Choose, step="look", check="finish", options=("raw",))
    run.complete("look")
    assert run.state.current == "fit"
    assert kinds(run.do(c.ReleaseStep, step="fit", lead=CHEN, reason="not painted")) == [
        "StepReleased",
        "StepEntered",
    ]
    assert run.state.current == "turn"


# --- contingency procedures -------------------------------------------------------------------


def test_a_contingency_procedure_is_entered_by_a_team_lead_and_returned_from() -> None:
    run = Run(procedure(step("fit", TICK, SIZE), contingency=(step("call"), step("hold"))))
    run.do(c.AcknowledgeCheck, step="fit", check="tick")
    enter = {"contingency": "rush", "reason": "customer waits"}
    assert run.refused(c.EnterContingency, **enter, lead=WANG).code == "role_missing"
    assert run.refused(c.EnterContingency, contingency="x", lead=CHEN, reason="x").code == (
        "unknown_contingency"
    )
    run.do(c.EnterContingency, **enter, lead=CHEN)
    assert (run.state.contingency, run.state.current) == ("rush", "call")
    assert run.refused(c.EnterContingency, **enter, lead=CHEN).code == "in_contingency"
    assert run.refused(c.EnterStep, step="hold", reason="x").code == "critical_out_of_order"
    assert run.refused(c.EnterStep, step="fit", reason="x").code == "step_on_other_path"
    run.complete("call", "hold")
    assert run.refused(c.Finish).code == "in_contingency"

    assert run.do(c.LeaveContingency) == (
        e.ContingencyLeft(at=run.at, by="li", contingency="rush"),
        e.StepEntered(at=run.at, by="li", step="fit", visit=1),
    )
    assert run.check("fit", "tick").passed
    assert run.refused(c.LeaveContingency).code == "not_in_contingency"


def test_leaving_early_takes_a_team_lead_and_a_reason_and_shows_in_the_result() -> None:
    run = Run(procedure(step("fit"), contingency=(step("call"), step("hold"))))
    run.do(c.EnterContingency, contingency="rush", lead=CHEN, reason="x")
    run.complete("call")
    assert run.refused(c.LeaveContingency) == Refusal("lead_missing")
    assert run.refused(c.LeaveContingency, lead=WANG, reason="x").code == "role_missing"
    assert run.refused(c.LeaveContingency, lead=CHEN).code == "reason_missing"
    run.do(c.LeaveContingency, lead=CHEN, reason="alarm was false")
    run.complete("fit")
    run.do(c.Finish)
    assert run.state.result == "deviated"


def test_a_contingency_entered_again_is_begun_afresh() -> None:
    run = Run(procedure(step("fit"), contingency=(step("call", TICK),)))
    for visit in (1, 2):
        run.do(c.EnterContingency, contingency="rush", lead=CHEN, reason="x")
        assert run.step("call").visit == visit
        assert not run.check("call", "tick").passed
        run.do(c.CompleteStep, step="call", acknowledge=("tick",))
        run.do(c.LeaveContingency)
    run.complete("fit")
    run.do(c.Finish)
    assert run.state.result == "passed"


# --- what the step list shows -----------------------------------------------------------------


def test_the_step_list_tells_done_from_open_and_locked() -> None:
    run = Run(
        procedure(
            step("one"),
            flexible("two"),
            step("three", SIZE, on_fail=OnFail(then="block")),
            step("four"),
            flexible("five", when="variant == 'DN50'"),
            flexible("six"),
        )
    )
    run.complete("one")
    run.do(c.SkipStep, step="two", reason="x")

    def rows() -> list[tuple[str, str, bool]]:
        return [(row.step, row.status, row.locked) for row in step_overview(run.state)]

    before = rows()
    fail(run, "three")

    assert before == [
        ("one", "done", False),
        ("two", "skipped", False),
        ("three", "current", False),
        ("four", "open", True),
        ("five", "not_due", False),
        ("six", "open", False),
    ]
    assert [row[1:] for row in rows()][2:] == [
        ("blocked", True),
        ("open", True),
        ("not_due", False),
        ("open", True),
    ]
    assert step_overview(run.state)[0] == StepRow("one", 1, named("one"), "critical", "done", False)


def test_a_row_is_locked_exactly_when_it_may_not_be_entered() -> None:
    run = Run(procedure(flexible("one", TICK, SIZE), flexible("two"), step("three"), step("four")))
    run.do(c.AcknowledgeCheck, step="one", check="tick")
    for row in step_overview(run.state):
        if row.status == "open":
            assert row.locked is (may_enter(run.state, row.step) is not None), row


def test_a_choice_is_recorded_as_chosen() -> None:
    run = Run(procedure(step("look", FINISH)))
    run.do(c.Choose, step="look", check="finish", options=("raw",))
    assert run.check("look", "finish").answer == Chosen(("raw",))
