"""Each kind of check, from the command to the recorded answer."""

import math
from typing import Any

import pytest

from sop import commands as c
from sop import events as e
from sop.answers import (
    Acknowledged,
    Calculated,
    Chosen,
    Measured,
    Photographed,
    Signed,
    Ticked,
    Waited,
    Written,
)
from sop.execution import Refusal, calculated_value, may_sign, open_checks, ready_to_complete
from sop.procedure import (
    Acknowledge,
    Calculation,
    Check,
    Checklist,
    Choice,
    Item,
    Measurement,
    Option,
    Photo,
    Requirement,
    SignOff,
    TextEntry,
    Timer,
    Warn,
)
from tests.sop.execution.shop import CHEN, LI, QA, TRAINEE, WANG, Run, kinds, named, procedure, step

TICK = Acknowledge(id="tick", title=named("tick"))


def one(check: Check, **fields: Any) -> Run:
    return Run(procedure(step("fit", check), **fields))


def size(**fields: Any) -> Measurement:
    given: dict[str, Any] = {"unit": "mm", "lower": 24.0, "upper": 26.0, "decimals": 1}
    return Measurement(id="size", title=named("size"), **{**given, **fields})


def read(run: Run, value: float, **fields: Any) -> tuple[e.Event, ...]:
    return run.do(c.RecordSample, step="fit", check="size", value=value, **fields)


# --- every check ------------------------------------------------------------------------------


def test_a_check_that_passed_is_not_answered_again() -> None:
    run = one(TICK)
    run.do(c.AcknowledgeCheck, step="fit", check="tick")
    assert run.check("fit", "tick").answer == Acknowledged()
    assert run.refused(c.AcknowledgeCheck, step="fit", check="tick") == Refusal(
        "check_already_passed", {"seen": "tick"}
    )
    assert kinds(run.do(c.CompleteStep, step="fit", acknowledge=("tick",))) == ["StepCompleted"]


def test_a_check_is_answered_in_its_own_way_at_the_step_in_hand() -> None:
    run = Run(procedure(step("fit", TICK, size()), step("turn", TICK)))
    assert run.refused(c.AcknowledgeCheck, step="fit", check="size") == Refusal(
        "wrong_kind", {"expected": "measurement", "seen": "acknowledge"}
    )
    assert run.refused(c.AcknowledgeCheck, step="fit", check="x").code == "unknown_check"
    assert run.refused(c.AcknowledgeCheck, step="turn", check="tick").code == "step_not_current"


def test_done_is_ready_when_only_acknowledgements_are_left() -> None:
    run = Run(procedure(step("fit", TICK, size())))
    assert not ready_to_complete(run.state)
    read(run, 25)
    assert [check.id for check in open_checks(run.state)] == ["tick"]
    assert ready_to_complete(run.state)


# --- measurement ------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [24, 24.0, 25.3, 26.0])
def test_a_reading_within_limits_passes_and_the_limits_are_within(value: float) -> None:
    run = one(size())
    read(run, value)
    answer = run.check("fit", "size").answer
    assert answer == Measured(samples=(value,), value=value, unit="mm", source="typed")


@pytest.mark.parametrize(
    ("value", "reason", "seen"), [(23.9, "value_low", "23.9 mm"), (26.1, "value_high", "26.1 mm")]
)
def test_a_reading_outside_its_limits_fails_with_what_was_expected_and_seen(
    value: float, reason: str, seen: str
) -> None:
    run = one(size())
    (failed,) = read(run, value)
    assert isinstance(failed, e.CheckFailed)
    assert (failed.reason, failed.details) == (
        reason,
        {"expected": "24.0 … 26.0 mm", "seen": seen},
    )
    assert run.check("fit", "size").failures == 1


@pytest.mark.parametrize(
    ("lower", "upper", "expected"), [(0.25, None, "≥ 0.25 mm"), (None, 0.25, "≤ 0.25 mm")]
)
def test_a_limit_finer_than_the_decimals_is_shown_whole(
    lower: float | None, upper: float | None, expected: str
) -> None:
    run = one(size(lower=lower, upper=upper))
    (failed,) = read(run, 0.2 if lower else 0.3)
    assert isinstance(failed, e.CheckFailed)
    assert failed.details["expected"] == expected


def test_several_samples_are_taken_one_by_one_and_their_mean_is_the_value() -> None:
    run = one(size(samples=3))
    assert kinds(read(run, 24.1)) == ["SampleTaken"]
    assert kinds(read(run, 24.2)) == ["SampleTaken"]
    assert run.check("fit", "size").samples == (24.1, 24.2)
    assert kinds(read(run, 24.4)) == ["SampleTaken", "CheckPassed"]
    answer = run.check("fit", "size").answer
    assert answer == Measured(samples=(24.1, 24.2, 24.4), value=24.2, unit="mm")


def test_one_sample_outside_fails_at_once_and_they_begin_anew() -> None:
    run = one(size(samples=3))
    read(run, 25)
    events = read(run, 30)
    assert kinds(events) == ["SampleTaken", "CheckFailed"]
    assert run.check("fit", "size").samples == ()
    for _ in range(3):
        read(run, 25)
    assert run.check("fit", "size").passed


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e13])
def test_what_is_no_number_is_refused(value: float) -> None:
    refusal = one(size()).refused(c.RecordSample, step="fit", check="size", value=value)
    assert refusal.code == "value_not_a_number"


def test_more_decimals_than_asked_for_are_refused_not_rounded() -> None:
    assert one(size()).refused(c.RecordSample, step="fit", check="size", value=25.04) == Refusal(
        "too_many_decimals", {"expected": "1", "seen": "25.04"}
    )


def test_a_reading_comes_from_where_the_check_says() -> None:
    run = one(size(source="gauge"))
    assert run.refused(c.RecordSample, step="fit", check="size", value=25) == Refusal(
        "source_not_allowed", {"expected": "gauge", "seen": "typed"}
    )
    read(run, 25, source="gauge")
    typed = one(size(source="typed"))
    fields = {"step": "fit", "check": "size", "value": 25, "source": "gauge"}
    assert typed.refused(c.RecordSample, **fields).code == "source_not_allowed"


# --- choice, list, words, photographs ---------------------------------------------------------


def colour(multiple: bool = False) -> Choice:
    options = [
        Option("red", named("red")),
        Option("blue", named("blue")),
        Option("rust", named("rust"), passes=False),
    ]
    return Choice(id="colour", title=named("colour"), options=options, multiple=multiple)


@pytest.mark.parametrize(
    ("multiple", "chosen", "code"),
    [
        (False, (), "option_missing"),
        (False, ("green",), "unknown_option"),
        (False, ("red", "blue"), "one_option_only"),
        (True, ("red", "red"), "option_missing"),
    ],
)
def test_a_choice_that_is_none_is_refused(
    multiple: bool, chosen: tuple[str, ...], code: str
) -> None:
    run = one(colour(multiple))
    assert run.refused(c.Choose, step="fit", check="colour", options=chosen).code == code


def test_a_choice_passes_when_every_chosen_option_passes() -> None:
    run = one(colour(multiple=True))
    (failed,) = run.do(c.Choose, step="fit", check="colour", options=("red", "rust"))
    assert isinstance(failed, e.CheckFailed)
    assert (failed.reason, failed.details) == (
        "choice_fails",
        {"expected": "red, blue", "seen": "red, rust"},
    )
    run.do(c.Choose, step="fit", check="colour", options=("blue", "red"))
    assert run.check("fit", "colour").answer == Chosen(("blue", "red"))


def test_a_checklist_passes_with_its_last_tick_and_ticks_can_be_taken_back() -> None:
    items = [Item("a", named("a")), Item("b", named("b"))]
    run = one(Checklist(id="list", title=named("list"), items=items))
    at = {"step": "fit", "check": "list"}
    assert run.refused(c.TickItem, **at, item="x").code == "unknown_item"
    assert run.refused(c.TickItem, **at, item="a", ticked=False).code == "item_already_so"
    run.do(c.TickItem, **at, item="b")
    assert run.refused(c.TickItem, **at, item="b").code == "item_already_so"
    run.do(c.TickItem, **at, item="b", ticked=False)
    run.do(c.TickItem, **at, item="b")
    assert kinds(run.do(c.TickItem, **at, item="a")) == ["ItemTicked", "CheckPassed"]
    assert run.check("fit", "list").answer == Ticked(("a", "b"))


def test_words_have_a_length_and_a_form() -> None:
    words = TextEntry(id="lot", title=named("lot"), minimum=3, maximum=5, pattern="L[0-9]+")
    run = one(words)
    at = {"step": "fit", "check": "lot"}
    assert run.refused(c.WriteText, **at, text=" L1 ") == Refusal(
        "text_too_short", {"expected": "3", "seen": "2"}
    )
    assert run.refused(c.WriteText, **at, text="L12345").code == "text_too_long"
    (failed,) = run.do(c.WriteText, **at, text="xL12")
    assert isinstance(failed, e.CheckFailed)
    assert (failed.reason, failed.details) == (
        "text_no_match",
        {"expected": "L[0-9]+", "seen": "xL12"},
    )
    run.do(c.WriteText, **at, text=" L12 ")
    assert run.check("fit", "lot").answer == Written("L12")


def test_a_photo_check_passes_with_its_last_photograph_and_takes_none_twice() -> None:
    run = one(Photo(id="look", title=named("look"), count=2))
    at = {"step": "fit", "check": "look"}
    assert kinds(run.do(c.AddPhoto, **at, photo="aa")) == ["PhotoTaken"]
    assert run.refused(c.AddPhoto, **at, photo="aa").code == "photo_already_added"
    assert kinds(run.do(c.AddPhoto, **at, photo="bb")) == ["PhotoTaken", "CheckPassed"]
    assert run.check("fit", "look").answer == Photographed(("aa", "bb"))


# --- timer ------------------------------------------------------------------------------------


def test_a_waiting_time_is_over_when_it_is_over() -> None:
    run = one(Timer(id="cure", title=named("cure"), seconds=1.5))
    at = {"step": "fit", "check": "cure"}
    assert run.refused(c.FinishTimer, **at, elapsed_ms=1500).code == "timer_not_started"
    run.do(c.StartTimer, **at)
    assert run.check("fit", "cure").timer_started_at == run.at
    assert run.refused(c.StartTimer, **at).code == "timer_already_started"
    assert run.refused(c.FinishTimer, **at, elapsed_ms=1499) == Refusal(
        "timer_running", {"expected": "1.5 s", "seen": "1.4 s"}
    )
    run.do(c.FinishTimer, **at, elapsed_ms=1500)
    assert run.check("fit", "cure").answer == Waited(1500)


def test_letting_go_too_early_fails_and_the_button_is_held_anew() -> None:
    run = one(Timer(id="press", title=named("press"), seconds=2, mode="hold"))
    at = {"step": "fit", "check": "press"}
    run.do(c.StartTimer, **at)
    run.do(c.StartTimer, **at)
    (failed,) = run.do(c.FinishTimer, **at, elapsed_ms=-5)
    assert isinstance(failed, e.CheckFailed)
    assert (failed.reason, failed.answer) == ("held_too_short", Waited(0))
    assert run.refused(c.FinishTimer, **at, elapsed_ms=9000).code == "timer_not_started"
    run.do(c.StartTimer, **at)
    run.do(c.FinishTimer, **at, elapsed_ms=2000)
    assert run.check("fit", "press").passed


# --- calculated -------------------------------------------------------------------------------


def gap(**fields: Any) -> Calculation:
    expression = "answers.fit.size.value + 0.1 + 0.2"
    return Calculation(id="gap", title=named("gap"), expression=expression, **fields)


def test_a_calculation_waits_for_its_answers() -> None:
    check = gap(unit="mm", decimals=2)
    run = Run(procedure(step("fit", size(), check)))
    at = {"step": "fit", "check": "gap"}
    assert calculated_value(run.state, check) is None
    assert run.refused(c.ConfirmCalculation, **at).code == "expression_missing_value"
    read(run, 25)
    assert calculated_value(run.state, check) == 25.3
    run.do(c.ConfirmCalculation, **at)
    assert run.check("fit", "gap").answer == Calculated(25.3, "mm")


def test_a_calculation_at_its_limit_passes_despite_binary_arithmetic() -> None:
    run = Run(procedure(step("fit", size(lower=0), gap(upper=0.3))))
    read(run, 0)
    run.do(c.ConfirmCalculation, step="fit", check="gap")
    assert run.check("fit", "gap").passed
    outside = Run(procedure(step("fit", size(lower=0), gap(upper=0.29))))
    read(outside, 0)
    (failed,) = outside.do(c.ConfirmCalculation, step="fit", check="gap")
    assert isinstance(failed, e.CheckFailed)
    assert failed.details == {"expected": "≤ 0.29", "seen": "0.30"}


# --- signatures -------------------------------------------------------------------------------

MINE = SignOff(id="mine", title=named("mine"))
SECOND = SignOff(id="second", title=named("second"), by="second", meaning="verified")


def sign(run: Run, check: str, signer: e.Person, **fields: Any) -> tuple[e.Event, ...]:
    return run.do(c.Sign, step="fit", check=check, signer=signer, **fields)


def refused_signature(run: Run, check: str, signer: e.Person, **fields: Any) -> Refusal:
    return run.refused(c.Sign, step="fit", check=check, signer=signer, **fields)


def test_a_signature_keeps_the_printed_name_and_the_meaning() -> None:
    run = Run(procedure(step("fit", MINE, SECOND)))
    sign(run, "mine", LI)
    sign(run, "second", WANG)
    assert run.check("fit", "mine").answer == Signed("li", "李伟", "performed")
    assert run.check("fit", "second").answer == Signed("wang", "王芳", "verified")
    assert run.step("fit").performers == ("li",)


def test_a_signature_comes_after_what_it_signs() -> None:
    run = Run(procedure(step("fit", TICK, MINE, size())))
    assert refused_signature(run, "mine", LI) == Refusal("sign_after_checks", {"expected": "tick"})
    run.do(c.AcknowledgeCheck, step="fit", check="tick")
    sign(run, "mine", LI)


def test_the_performer_signs_his_own_step_and_nobody_else_does() -> None:
    run = one(MINE)
    assert refused_signature(run, "mine", WANG) == Refusal(
        "signer_not_performer", {"expected": "李伟", "seen": "王芳"}
    )


def test_the_second_person_is_nobody_who_performed() -> None:
    run = Run(procedure(step("fit", TICK, SECOND)))
    run.do(c.AcknowledgeCheck, step="fit", check="tick")
    assert refused_signature(run, "second", LI) == Refusal("signer_performed", {"seen": "李伟"})
    run.do(c.HandOver, to=WANG)
    for performer in (LI, WANG):
        assert refused_signature(run, "second", performer, by=WANG).code == "signer_performed"
    assert may_sign(run.state, "fit", SECOND, CHEN) is None


def test_a_performer_who_handed_over_in_mid_step_is_no_second_person_for_it() -> None:
    run = Run(procedure(step("fit", TICK, size(), SECOND)))
    run.do(c.AcknowledgeCheck, step="fit", check="tick")
    run.do(c.HandOver, to=WANG)
    run.do(c.RecordSample, by=WANG, step="fit", check="size", value=25)
    assert refused_signature(run, "second", LI, by=WANG).code == "signer_performed"
    sign(run, "second", CHEN, by=WANG)
    run.do(c.CompleteStep, by=WANG, step="fit")
    assert run.step("fit").performers == ("li", "wang")


def test_who_confirmed_the_warnings_of_a_step_is_no_second_person_for_it() -> None:
    run = Run(procedure(step("fit", SECOND, warnings=[Warn(level="danger", text={})])))
    run.do(c.AcknowledgeWarnings, step="fit")
    run.do(c.HandOver, to=WANG)
    assert refused_signature(run, "second", LI, by=WANG).code == "signer_performed"


def test_who_passed_a_step_on_unworked_may_sign_it_as_second_person() -> None:
    run = Run(procedure(step("fit", TICK, SECOND)))
    run.do(c.HandOver, to=WANG)
    run.do(c.AcknowledgeCheck, by=WANG, step="fit", check="tick")
    sign(run, "second", LI, by=WANG)


def test_who_performed_only_an_earlier_visit_may_sign_the_work_of_another() -> None:
    run = Run(procedure(step("fit", TICK, SECOND), step("turn")))
    run.do(c.AcknowledgeCheck, step="fit", check="tick")
    sign(run, "second", WANG)
    run.complete("fit")
    run.do(c.GoBack, to="fit", reason="again")
    run.do(c.HandOver, to=WANG)
    run.do(c.AcknowledgeCheck, by=WANG, step="fit", check="tick")
    sign(run, "second", LI, by=WANG)


def test_who_signed_as_second_person_does_not_perform_the_step_afterwards() -> None:
    run = Run(procedure(step("fit", SECOND, TICK), step("turn")))
    sign(run, "second", WANG)
    run.do(c.HandOver, to=WANG)
    refusal = Refusal("second_signer_performs", {"seen": "王芳"})
    assert run.refused(c.AcknowledgeCheck, by=WANG, step="fit", check="tick") == refusal
    assert run.refused(c.CompleteStep, by=WANG, step="fit", acknowledge=("tick",)) == refusal
    run.do(c.HandOver, to=CHEN, by=WANG)
    run.do(c.CompleteStep, by=CHEN, step="fit", acknowledge=("tick",))
    run.do(c.HandOver, to=WANG, by=CHEN)
    run.do(c.CompleteStep, by=WANG, step="turn")


def test_a_signer_holds_the_role_or_else_the_skills() -> None:
    by_role = SignOff(id="second", title=named("second"), by="second", role="qa")
    skilled = [Requirement("torque", 1)]
    run = one(by_role, skills=skilled)
    assert refused_signature(run, "second", WANG) == Refusal(
        "role_missing", {"name": "王芳", "expected": "qa", "seen": "operator"}
    )
    sign(run, "second", QA)
    assert refused_signature(one(SECOND, skills=skilled), "second", TRAINEE).code == "skill_missing"
