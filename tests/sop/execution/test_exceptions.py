"""Exceptions of a run: what they stop, who answers, who disposes, and what that does."""

from typing import Any

import pytest

from sop import commands as c
from sop import events as e
from sop.execution import Refusal, decide_aside, rework_targets
from sop.procedure import Measurement, OnException, OnFail
from tests.sop.execution.shop import (
    CHEN,
    LI,
    SUN,
    WANG,
    Run,
    flexible,
    kinds,
    named,
    procedure,
    step,
)

SIZE = Measurement(id="size", title=named("size"), unit="mm", lower=1, upper=5, decimals=0)


def _held(severity: Any = "major") -> Run:
    run = Run(procedure(step("a"), step("b"), flexible("c")))
    run.complete("a")
    run.do(c.RaiseException, exception="x", category="material", step="b", severity=severity)
    return run


def _code(refusal: Refusal) -> str:
    return refusal.code


@pytest.mark.parametrize(
    ("severity", "effect"), [("minor", "continue"), ("major", "hold"), ("critical", "stop")]
)
def test_the_rule_of_the_step_makes_the_severity_an_effect(severity: str, effect: str) -> None:
    run = _held(severity)
    (raised,) = run.state.exceptions
    assert raised.effect == effect
    assert (run.state.held_by is not None) is (effect != "continue")


def test_a_step_may_have_a_rule_of_its_own_and_the_run_as_a_whole_the_usual_one() -> None:
    run = Run(procedure(step("a", on_exception=OnException(minor="stop", critical="continue"))))
    run.do(c.RaiseException, exception="1", category="man", step="a", severity="critical")
    assert run.state.held_by is None
    run.do(c.RaiseException, exception="2", category="man", severity="minor")
    assert run.state.held_by is None
    run.do(c.RaiseException, exception="3", category="man", step="a")
    assert run.state.held_by is not None


def test_a_held_run_does_no_work_until_a_lead_has_disposed_of_the_exception() -> None:
    run = _held()
    held = Refusal("execution_held")
    assert run.refused(c.CompleteStep, step="b") == held
    assert run.refused(c.GoBack, to="a", reason="…") == held
    assert run.refused(c.EnterStep, step="c", reason="…") == held
    assert run.refused(c.Abort, reason="…") == held
    run.do(c.AddNote, note="gauge away")
    run.do(c.Pause)
    run.do(c.Resume)
    run.do(c.HandOver, to=WANG)
    run.by = WANG
    run.do(c.RaiseException, exception="y", category="man")
    fields = {"exception": "x", "lead": CHEN, "reason": "seen"}
    run.do(c.DisposeException, **fields, disposition="hold")
    assert run.refused(c.CompleteStep, step="b") == held
    run.do(c.DisposeException, **fields, disposition="continue")
    run.complete("b")


def test_nobody_disposes_of_an_exception_of_work_of_their_own() -> None:
    run = _held()
    fields = {"exception": "x", "disposition": "continue", "reason": "fine"}
    assert _code(run.refused(c.DisposeException, **fields, lead=LI)) == "role_missing"
    run.do(c.HandOver, to=CHEN)
    run.by = CHEN
    assert _code(run.refused(c.DisposeException, **fields, lead=CHEN)) == "lead_performed"
    run.do(c.DisposeException, **fields, lead=SUN)
    assert _code(run.refused(c.DisposeException, **fields, lead=SUN)) == "exception_disposed"


def test_a_disposition_takes_a_reason_and_an_exception_there_is() -> None:
    run = _held()
    fields: dict[str, Any] = {"disposition": "continue", "lead": SUN}
    refused = run.refused(c.DisposeException, **fields, exception="x", reason=" ")
    assert _code(refused) == "reason_missing"
    refused = run.refused(c.DisposeException, **fields, exception="z", reason="…")
    assert _code(refused) == "unknown_exception"


def test_rework_goes_back_to_a_step_done_or_begins_the_one_in_hand_anew() -> None:
    run = _held()
    assert rework_targets(run.state) == ("a", "b")
    fields = {"exception": "x", "disposition": "rework", "lead": SUN, "reason": "again"}
    assert _code(run.refused(c.DisposeException, **fields)) == "rework_step_missing"
    assert _code(run.refused(c.DisposeException, **fields, to="c")) == "step_not_done"
    events = run.do(c.DisposeException, **fields, to="a")
    assert kinds(events) == ["ExceptionDisposed", "WentBack", "StepEntered"]
    assert run.state.current == "a"
    assert run.step("a").visit == 2
    assert run.step("b").status == "open"


def test_a_paused_run_is_reworked_only_once_it_goes_on() -> None:
    run = _held()
    run.do(c.Pause)
    fields = {"exception": "x", "lead": SUN, "reason": "again"}
    refused = run.refused(c.DisposeException, **fields, disposition="rework", to="a")
    assert _code(refused) == "execution_paused"
    run.do(c.DisposeException, **fields, disposition="continue")


def test_scrap_ends_the_run_and_what_held_nothing_can_still_be_closed() -> None:
    run = _held()
    run.do(c.RaiseException, exception="y", category="machine")
    fields = {"lead": SUN, "reason": "cracked"}
    events = run.do(c.DisposeException, **fields, exception="x", disposition="scrap")
    assert kinds(events) == ["ExceptionDisposed", "ExecutionAborted"]
    assert (run.state.status, run.state.reason) == ("aborted", e.SCRAPPED)
    again = run.refused(c.DisposeException, **fields, exception="y", disposition="scrap")
    assert _code(again) == "execution_ended"
    assert _code(run.refused(c.AddNote, note="late")) == "execution_ended"
    run.do(c.AddNote, note="set apart", exception="y")
    run.do(c.AnswerException, exception="y", person=WANG)
    run.do(c.DisposeException, **fields, exception="y", disposition="continue")
    assert not any(case.is_open for case in run.state.cases.values())


def test_the_word_on_an_automatic_exception_frees_the_step_its_check_blocked() -> None:
    run = Run(procedure(step("a", SIZE, on_fail=OnFail("exception"))))
    run.do(c.RecordSample, step="a", check="size", value=9)
    (raised,) = run.state.exceptions
    assert raised.automatic
    assert run.step("a").blocked_by == "size"
    fields = {"exception": raised.exception, "lead": SUN, "reason": "other gauge"}
    run.do(c.DisposeException, **fields, disposition="hold")
    assert run.step("a").blocked_by == "size"
    run.do(c.DisposeException, **fields, disposition="continue")
    assert run.step("a").blocked_by is None
    run.do(c.RecordSample, step="a", check="size", value=3)


@pytest.mark.parametrize("word", [c.ReleaseStep, c.SignDeviation])
def test_the_word_over_a_blocked_step_is_the_word_about_what_its_check_raised(word: Any) -> None:
    run = Run(procedure(step("a", SIZE, on_fail=OnFail("exception")), step("b")))
    run.do(c.RaiseException, exception="mine", category="man", step="a")
    run.do(c.RecordSample, step="a", check="size", value=9)
    told = run.do(word, step="a", lead=SUN, reason="other gauge")
    (disposed,) = [each for each in told if isinstance(each, e.ExceptionDisposed)]
    assert (disposed.disposition, disposed.lead, disposed.reason) == (
        "continue",
        SUN,
        "other gauge",
    )
    still_open = [known for known, case in run.state.cases.items() if case.is_open]
    assert still_open == ["mine"], "what a person called for is disposed of by itself"


def test_a_call_is_answered_once_and_again_after_it_went_on() -> None:
    run = _held()
    assert run.state.cases["x"].waits
    refused = run.refused(c.AnswerException, exception="x", person=LI)
    assert _code(refused) == "answers_own_call"
    run.do(c.AnswerException, exception="x", person=WANG)
    refused = run.refused(c.AnswerException, exception="x", person=SUN)
    assert refused == Refusal("exception_answered", {"seen": WANG.name})
    run.do(c.EscalateException, exception="x", to="supervisor")
    refused = run.refused(c.EscalateException, exception="x", to="supervisor")
    assert _code(refused) == "already_escalated"
    run.do(c.AnswerException, exception="x", person=SUN, station="B02")
    case = run.state.cases["x"]
    assert (case.answered, case.answered_there) == (SUN, "B02")


def test_a_note_says_something_or_shows_something() -> None:
    run = _held()
    assert _code(run.refused(c.AddNote, note="  ")) == "note_empty"
    assert _code(run.refused(c.AddNote, note="x", lead=WANG)) == "role_missing"
    (noted,) = run.do(c.AddNote, photos=("aa",), exception="x", step="b", lead=SUN)
    assert isinstance(noted, e.NoteAdded)
    assert (noted.photos, noted.lead) == (("aa",), SUN)


def test_an_exception_with_no_run_is_neither_reworked_nor_scrapped() -> None:
    given = {"at": 1, "by": LI}
    raised = decide_aside({}, c.RaiseException(**given, exception="s", category="machine"))
    assert not isinstance(raised, Refusal)
    (event,) = raised
    assert isinstance(event, e.ExceptionRaised)
    assert event.step is None


def test_a_team_lead_assigns_the_run_anew_with_a_reason() -> None:
    run = _held("minor")
    assert _code(run.refused(c.HandOver, to=WANG, lead=SUN)) == "reason_missing"
    assert _code(run.refused(c.HandOver, to=WANG, lead=LI, reason="…")) == "role_missing"
    run.do(c.HandOver, to=WANG, lead=SUN, reason="went home")
    assert run.state.operator == WANG
