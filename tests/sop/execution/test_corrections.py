"""A correction is a later entry; what rested on the earlier one is given again."""

from typing import Any

import pytest

from sop import commands as c
from sop import events as e
from sop.answers import Answer, Calculated, Chosen, Measured, Written
from sop.execution import Refusal
from sop.procedure import (
    Acknowledge,
    Calculation,
    Choice,
    Measurement,
    OnFail,
    Option,
    SignOff,
    TextEntry,
)
from tests.sop.execution.shop import CHEN, LI, WANG, Run, flexible, kinds, named, procedure, step

SIZE = Measurement(id="size", title=named("size"), unit="mm", lower=1, upper=9)
SECOND = SignOff(id="second", title=named("second"), by="second")
DOUBLE = Calculation(
    id="double", title=named("double"), expression="answers.fit.size.value * 2", upper=12
)
FINISH = Choice(
    id="finish",
    title=named("finish"),
    options=[Option("raw", named("raw")), Option("painted", named("painted"))],
)


def measured(value: float, **fields: Any) -> Measured:
    return Measured(samples=(value,), value=value, unit="mm", **fields)


def correct(run: Run, answer: Answer, check: str = "size", **fields: Any) -> tuple[e.Event, ...]:
    given = {"step": "fit", "reason": "misread", **fields}
    return run.do(c.CorrectAnswer, check=check, answer=answer, **given)


def refused(run: Run, answer: Answer, check: str = "size", **fields: Any) -> str:
    given = {"step": "fit", "reason": "misread", **fields}
    return run.refused(c.CorrectAnswer, check=check, answer=answer, **given).code


def fitted(*more: Any, checks: tuple[Any, ...] = (), **fields: Any) -> Run:
    run = Run(procedure(step("fit", SIZE, *checks, **fields), *more, contingency=(step("x"),)))
    run.do(c.RecordSample, step="fit", check="size", value=5)
    return run


def test_a_correction_that_passes_changes_the_answer_and_nothing_else() -> None:
    run = fitted(step("turn"))
    run.complete("fit")
    assert correct(run, measured(6)) == (
        e.AnswerCorrected(
            at=run.at,
            by="li",
            step="fit",
            check="size",
            old=measured(5),
            new=measured(6),
            passed=True,
            reason="misread",
            late_ms=1000,
        ),
    )
    assert run.check("fit", "size").answer == measured(6)
    assert run.step("fit").status == "completed"
    assert run.state.current == "turn"


def test_the_value_of_a_corrected_measurement_is_worked_out_anew() -> None:
    run = fitted()
    correct(run, Measured(samples=(6,), value=99, unit="inch", source="typed"))
    assert run.check("fit", "size").answer == measured(6)


def test_a_correction_that_fails_opens_the_step_again_and_goes_there() -> None:
    run = fitted(step("turn"))
    run.complete("fit")
    corrected, entered = correct(run, measured(10))
    assert isinstance(corrected, e.AnswerCorrected)
    assert (corrected.passed, corrected.failure, corrected.details) == (
        False,
        "value_high",
        {"expected": "1.0 … 9.0 mm", "seen": "10.0 mm"},
    )
    assert entered == e.StepEntered(at=run.at, by="li", step="fit", visit=2)
    assert run.refused(c.CompleteStep, step="fit").code == "checks_left"


def test_a_failing_correction_of_a_flexible_step_waits_its_turn() -> None:
    run = Run(procedure(flexible("fit", SIZE), flexible("turn")))
    run.do(c.RecordSample, step="fit", check="size", value=5)
    run.complete("fit")
    assert kinds(correct(run, measured(10))) == ["AnswerCorrected"]
    assert run.state.current == "turn"
    run.complete("turn")
    assert run.state.current == "fit"


def test_a_failing_correction_follows_the_rule_of_its_step() -> None:
    run = fitted(step("turn"), on_fail=OnFail(then="block"))
    run.complete("fit")
    assert kinds(correct(run, measured(10))) == ["AnswerCorrected", "StepBlocked", "StepEntered"]
    assert run.state.current == "fit"
    assert refused(run, measured(5)) == "step_blocked"


def test_a_signature_over_the_old_answer_no_longer_stands() -> None:
    run = fitted(checks=(SECOND,))
    run.do(c.Sign, step="fit", check="second", signer=WANG)
    run.complete("fit")
    corrected, entered = correct(run, measured(6))
    assert isinstance(corrected, e.AnswerCorrected)
    assert corrected.fallen == ("fit.second",)
    assert kinds((entered,)) == ["StepEntered"]
    assert run.check("fit", "size").passed
    assert not run.check("fit", "second").passed
    run.do(c.Sign, step="fit", check="second", signer=WANG)
    run.complete("fit")


def test_a_calculation_from_the_old_answer_is_confirmed_again() -> None:
    run = fitted(step("sum", DOUBLE), step("turn"))
    run.complete("fit")
    run.do(c.ConfirmCalculation, step="sum", check="double")
    run.complete("sum")
    corrected, entered = correct(run, measured(6))
    assert isinstance(corrected, e.AnswerCorrected)
    assert corrected.fallen == ("sum.double",)
    assert entered == e.StepEntered(at=run.at, by="li", step="sum", visit=2)
    run.do(c.ConfirmCalculation, step="sum", check="double")
    assert run.check("sum", "double").answer == Calculated(12)


def test_a_correction_can_make_another_step_due() -> None:
    run = Run(
        procedure(
            step("fit", FINISH),
            step("cure", when="answers.fit.finish.value == 'painted'"),
            step("turn"),
        )
    )
    run.do(c.Choose, step="fit", check="finish", options=("raw",))
    run.complete("fit")
    assert run.state.current == "turn"
    events = correct(run, Chosen(("painted",)), "finish")
    assert kinds(events) == ["AnswerCorrected", "StepEntered"]
    assert run.state.current == "cure"


def test_a_correction_makes_no_step_due_that_belongs_before_critical_work_already_done() -> None:
    painted = "answers.fit.finish.value == 'painted'"
    document = procedure(
        step("fit", FINISH), step("cure", when=painted), step("turn"), step("pack")
    )
    run = Run(document)
    run.do(c.Choose, step="fit", check="finish", options=("raw",))
    run.complete("fit", "turn")
    change = {"step": "fit", "check": "finish", "answer": Chosen(("painted",)), "reason": "x"}
    assert run.refused(c.CorrectAnswer, **change) == Refusal(
        "correction_out_of_order", {"expected": "cure"}
    )
    run.do(c.GoBack, to="fit", reason="it is painted")
    run.do(c.Choose, step="fit", check="finish", options=("painted",))
    run.complete("fit", "cure", "turn", "pack")


def test_what_opens_again_must_lie_on_the_path_in_hand() -> None:
    run = fitted(step("turn"))
    run.complete("fit")
    run.do(c.EnterContingency, contingency="rush", lead=CHEN, reason="x")
    assert refused(run, measured(10)) == "step_on_other_path"
    correct(run, measured(6))
    assert run.state.current == "x"


@pytest.mark.parametrize(
    ("answer", "check", "fields", "code"),
    [
        (measured(5), "size", {}, "nothing_corrected"),
        (measured(6), "size", {"reason": " "}, "reason_missing"),
        (measured(6), "size", {"step": "nowhere"}, "unknown_step"),
        (measured(6), "x", {}, "unknown_check"),
        (Written("6"), "size", {}, "not_correctable"),
        (Measured((6, 7), 6, "mm"), "size", {}, "samples_missing"),
        (measured(6.05), "size", {}, "too_many_decimals"),
        (Written("b"), "note", {}, "nothing_to_correct"),
        (measured(6), "size", {"by": WANG}, "not_the_operator"),
    ],
)
def test_a_correction_that_is_none_is_refused(
    answer: Answer, check: str, fields: dict[str, Any], code: str
) -> None:
    run = fitted(checks=(TextEntry(id="note", title=named("note")),))
    assert refused(run, answer, check, **fields) == code


def test_a_tap_is_not_corrected_but_given_again() -> None:
    tick = Acknowledge(id="tick", title=named("tick"))
    run = fitted(checks=(tick,))
    run.do(c.AcknowledgeCheck, step="fit", check="tick")
    assert refused(run, Written("x"), "tick") == "not_correctable"


def test_a_gauge_reading_is_not_corrected_by_typing() -> None:
    gauge = Measurement(id="size", title=named("size"), unit="mm", source="gauge")
    run = Run(procedure(step("fit", gauge)))
    run.do(c.RecordSample, step="fit", check="size", value=5, source="gauge")
    assert refused(run, measured(6)) == "source_not_allowed"


def test_who_signed_as_second_person_does_not_correct_what_was_signed() -> None:
    run = fitted(checks=(SECOND,))
    run.do(c.Sign, step="fit", check="second", signer=WANG)
    run.do(c.HandOver, to=WANG)
    decision = run.refused(
        c.CorrectAnswer, by=WANG, step="fit", check="size", answer=measured(6), reason="x"
    )
    assert decision == Refusal("second_signer_performs", {"seen": "王芳"})
    run.do(c.HandOver, to=LI, by=WANG)
    correct(run, measured(6))


def test_what_rests_on_a_fallen_calculation_falls_with_it() -> None:
    expression = "answers.sum.double.value + 1"
    more = Calculation(id="more", title=named("more"), expression=expression)
    run = fitted(step("sum", DOUBLE), step("turn", more, SECOND))
    run.complete("fit")
    run.do(c.ConfirmCalculation, step="sum", check="double")
    run.complete("sum")
    run.do(c.ConfirmCalculation, step="turn", check="more")
    run.do(c.Sign, step="turn", check="second", signer=WANG)
    corrected, *_ = correct(run, measured(4))
    assert isinstance(corrected, e.AnswerCorrected)
    assert corrected.fallen == ("sum.double", "turn.more", "turn.second")
    assert run.state.current == "sum"


# --- signatures and deviations over the steps before --------------------------------------------


def reviewed(review: SignOff, *before: Any) -> Run:
    """Fitted, wiped and signed for, with a last step in hand."""
    wiped = Acknowledge(id="wiped", title=named("wiped"))
    run = fitted(step("wipe", wiped, SECOND), step("verify", *before, review), step("pack"))
    run.complete("fit")
    run.do(c.AcknowledgeCheck, step="wipe", check="wiped")
    run.do(c.Sign, step="wipe", check="second", signer=WANG)
    run.complete("wipe")
    for each in before:
        run.do(c.AcknowledgeCheck, step="verify", check=each.id)
    run.do(c.Sign, step="verify", check=review.id, signer=LI if review.by == "performer" else WANG)
    run.complete("verify")
    return run


def fallen(events: tuple[e.Event, ...]) -> tuple[str, ...]:
    assert isinstance(events[0], e.AnswerCorrected)
    return events[0].fallen


def test_a_signature_of_its_own_step_stands_over_the_steps_before_it() -> None:
    run = reviewed(SECOND)
    assert fallen(correct(run, measured(6))) == ("verify.second",)
    assert run.state.current == "verify"
    assert run.refused(c.CompleteStep, step="verify").code == "checks_left"
    run.do(c.Sign, step="verify", check="second", signer=WANG)
    run.complete("verify", "pack")
    run.do(c.Finish)


def test_the_performers_own_closing_signature_falls_as_well() -> None:
    mine = SignOff(id="mine", title=named("mine"))
    assert fallen(correct(reviewed(mine), measured(6))) == ("verify.mine",)


def test_a_signature_over_checks_of_its_own_step_says_nothing_of_earlier_steps() -> None:
    looked = Acknowledge(id="looked", title=named("looked"))
    assert fallen(correct(reviewed(SECOND, looked), measured(6))) == ()


def test_an_approval_by_a_second_person_stands_over_everything_before_it() -> None:
    looked = Acknowledge(id="looked", title=named("looked"))
    approval = SignOff(id="ok", title=named("ok"), by="second", meaning="approved")
    assert fallen(correct(reviewed(approval, looked), measured(6))) == ("verify.ok",)


def test_a_signature_does_not_fall_with_what_comes_after_it() -> None:
    run = Run(procedure(step("verify", SECOND), step("fit", SIZE), step("pack")))
    run.do(c.Sign, step="verify", check="second", signer=WANG)
    run.complete("verify")
    run.do(c.RecordSample, step="fit", check="size", value=5)
    run.complete("fit")
    assert fallen(correct(run, measured(6))) == ()


def deviated() -> Run:
    """The size is good, the finish is not, and a team lead lets the step stand."""
    finish = Choice(
        id="finish",
        title=named("finish"),
        options=[Option("fine", named("fine")), Option("raw", named("raw"), passes=False)],
    )
    run = fitted(step("turn"), checks=(finish,))
    run.do(c.Choose, step="fit", check="finish", options=("raw",))
    run.do(c.SignDeviation, step="fit", lead=CHEN, reason="customer agreed")
    return run


def test_a_deviation_does_not_stand_over_an_answer_corrected_afterwards() -> None:
    run = deviated()
    assert fallen(correct(run, measured(6))) == ("fit.finish",)
    assert (run.state.current, run.step("fit").status) == ("fit", "open")
    assert run.refused(c.CompleteStep, step="fit").code == "checks_left"
    run.do(c.SignDeviation, step="fit", lead=CHEN, reason="agreed again")
    run.complete("turn")
    run.do(c.Finish)
    assert run.state.result == "deviated"


def test_a_deviation_over_a_calculated_value_falls_with_what_it_was_calculated_from() -> None:
    run = fitted(step("sum", DOUBLE), step("turn"))
    correct(run, measured(8))
    run.complete("fit")
    assert kinds(run.do(c.ConfirmCalculation, step="sum", check="double")) == ["CheckFailed"]
    run.do(c.SignDeviation, step="sum", lead=CHEN, reason="customer agreed")
    assert fallen(correct(run, measured(9))) == ("sum.double",)
    assert run.state.current == "sum"
