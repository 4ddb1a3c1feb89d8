"""Photographs asked for at random: by run, step and visit, and by nobody's choice."""

from sop import commands as c
from sop.execution import SPOT_PHOTO, checks_of, open_checks, ready_to_complete
from sop.execution.asking import is_spot_visit
from sop.procedure import Acknowledge, SignOff
from tests.sop.execution.shop import LI, Run, named, procedure, step

DONE = Acknowledge(id="done", title=named("done"))
MINE = SignOff(id="mine", title=named("mine"))


def test_the_step_is_not_done_without_the_photograph_it_was_asked_for() -> None:
    run = Run(procedure(step("a", DONE, MINE, photo_rate=1)))
    assert list(checks_of(run.state, "a")) == ["done", SPOT_PHOTO, "mine"]
    run.do(c.AcknowledgeCheck, step="a", check="done")
    refused = run.refused(c.Sign, step="a", check="mine", signer=LI)
    assert refused.code == "sign_after_checks"
    assert run.refused(c.CompleteStep, step="a").code == "checks_left"
    run.do(c.AddPhoto, step="a", check=SPOT_PHOTO, photo="aa")
    run.do(c.Sign, step="a", check="mine", signer=LI)
    assert ready_to_complete(run.state)
    run.complete("a")


def test_at_rate_zero_nothing_is_asked_for() -> None:
    run = Run(procedure(step("a", DONE)))
    assert [check.id for check in open_checks(run.state)] == ["done"]
    assert run.refused(c.AddPhoto, step="a", check=SPOT_PHOTO, photo="aa").code == "unknown_check"


def test_the_share_of_visits_is_the_rate_and_the_same_visit_is_always_judged_alike() -> None:
    asked = step("a", photo_rate=0.25)
    drawn = [is_spot_visit(f"run-{n}", asked, 1) for n in range(4000)]
    assert drawn == [is_spot_visit(f"run-{n}", asked, 1) for n in range(4000)]
    assert 0.22 < sum(drawn) / len(drawn) < 0.28


def test_a_later_visit_is_drawn_for_itself() -> None:
    asked = step("a", photo_rate=0.5)
    first = [is_spot_visit(f"run-{n}", asked, 1) for n in range(200)]
    second = [is_spot_visit(f"run-{n}", asked, 2) for n in range(200)]
    assert first != second
