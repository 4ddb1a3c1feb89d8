"""Whoever is not there yet works under the eyes of somebody who is, and who signs for it."""

from typing import Any

from sop import commands as c
from sop import events as e
from sop.events import Person
from sop.procedure import Requirement, SignOff
from tests.sop.execution.shop import LI, QA, SUN, TRAINEE, WANG, Run, named, procedure, step

TORQUE = [Requirement("torque", 2)]
SUPERVISED: dict[str, Any] = {"skills": TORQUE, "trainees": "supervised", "unread": "supervised"}
RUN: dict[str, Any] = {"execution": "run-1", "release": "sha", "station": "ST-1"}
MINE = SignOff(id="mine", title=named("mine"))


def _run(**fields: Any) -> Run:
    run = Run(procedure(step("a", MINE), step("b"), **{**SUPERVISED, **fields}), started=False)
    run.by = TRAINEE
    return run


def test_a_trainee_starts_with_a_coach_and_only_where_the_procedure_allows_it() -> None:
    assert _code(_run(trainees="block").refused(c.Start, **RUN, coach=SUN)) == "skill_missing"
    run = _run()
    assert _code(run.refused(c.Start, **RUN)) == "coach_missing"
    (started, *_rest) = run.start(coach=SUN)
    assert isinstance(started, e.ExecutionStarted)
    assert (started.coach, started.supervised) == (SUN, ("skill",))


def test_a_coach_is_somebody_else_and_holds_every_skill_at_a_level_to_teach_it() -> None:
    run = _run()
    assert _code(run.refused(c.Start, **RUN, coach=TRAINEE)) == "coach_is_operator"
    assert _code(run.refused(c.Start, **RUN, coach=QA)) == "skill_missing"
    assert _code(run.refused(c.Start, **RUN, coach=LI)) == "coach_level"


def test_whoever_has_not_read_the_revision_is_blocked_or_watched_over() -> None:
    run = _run(unread="block")
    run.by = WANG
    kind, fields = _start_unread(None)
    assert _code(run.refused(kind, **fields)) == "revision_unread"
    run = _run()
    run.by = WANG
    kind, fields = _start_unread(SUN)
    (started, *_rest) = run.do(kind, **fields)
    assert isinstance(started, e.ExecutionStarted)
    assert started.supervised == ("unread",)


def test_the_coach_signs_after_everything_and_before_the_end() -> None:
    run = _run()
    run.start(coach=SUN)
    run.do(c.Sign, step="a", check="mine", signer=TRAINEE)
    assert _code(run.refused(c.SignAsCoach, coach=SUN)) == "steps_left"
    run.complete("a", "b")
    assert _code(run.refused(c.Finish)) == "coach_not_signed"
    assert _code(run.refused(c.SignAsCoach, coach=TRAINEE)) == "coach_is_operator"
    run.do(c.SignAsCoach, coach=SUN, note="well done")
    assert _code(run.refused(c.SignAsCoach, coach=SUN)) == "coach_already_signed"
    run.do(c.Finish)
    assert run.state.status == "completed"


def test_what_is_done_again_is_signed_for_again() -> None:
    run = _run()
    run.start(coach=SUN)
    run.do(c.Sign, step="a", check="mine", signer=TRAINEE)
    run.complete("a", "b")
    run.do(c.SignAsCoach, coach=SUN)
    run.do(c.GoBack, to="b", reason="again")
    run.complete("b")
    assert _code(run.refused(c.Finish)) == "coach_not_signed"
    run.do(c.SignAsCoach, coach=SUN)
    run.do(c.Finish)


def test_the_coach_never_takes_the_run_over_and_another_may_sign_in_their_place() -> None:
    run = _run()
    run.start(coach=SUN)
    assert _code(run.refused(c.HandOver, to=SUN)) == "coach_is_operator"
    run.do(c.Sign, step="a", check="mine", signer=TRAINEE)
    run.complete("a", "b")
    run.do(c.SignAsCoach, coach=WANG)
    signed = run.events[-1]
    assert isinstance(signed, e.CoachSigned)
    assert signed.coach == WANG


def test_who_worked_on_it_does_not_vouch_for_it() -> None:
    run = _run()
    run.start(coach=SUN)
    run.do(c.HandOver, to=WANG)
    run.by = WANG
    run.do(c.Sign, step="a", check="mine", signer=WANG)
    run.complete("a")
    run.do(c.HandOver, to=TRAINEE)
    run.by = TRAINEE
    run.complete("b")
    assert _code(run.refused(c.SignAsCoach, coach=WANG)) == "signer_performed"


def test_a_run_without_a_coach_takes_no_coachs_signature() -> None:
    run = _run()
    run.by = WANG
    run.start()
    assert _code(run.refused(c.SignAsCoach, coach=SUN)) == "no_coach_needed"


def _start_unread(coach: Person | None) -> tuple[Any, dict[str, Any]]:
    return c.Start, {**RUN, "coach": coach, "unread": True}


def _code(refusal: Any) -> str:
    return str(refusal.code)
