"""A team lead puts the flexible steps of one run in another order; critical ones never pass."""

from sop import commands as c
from sop.execution import due_steps, may_enter, open_steps, step_overview
from tests.sop.execution.shop import LI, SUN, Run, flexible, kinds, procedure, step


def _run() -> Run:
    return Run(procedure(step("a"), flexible("b"), step("c"), flexible("d"), flexible("e")))


def _adjust(run: Run, *steps: str) -> tuple[str, ...]:
    return tuple(kinds(run.do(c.AdjustOrder, steps=steps, lead=SUN, reason="wrench is away")))


def test_the_run_follows_the_order_from_then_on() -> None:
    run = _run()
    run.complete("a")
    assert open_steps(run.state) == ("b", "c", "d", "e")
    assert _adjust(run, "e", "c", "b", "d") == ("OrderAdjusted", "StepEntered")
    assert run.state.current == "e"
    run.complete("e")
    assert run.state.current == "c"
    assert [step.id for step in due_steps(run.state)] == ["a", "e", "c", "b", "d"]
    assert [row.step for row in step_overview(run.state)] == ["a", "e", "c", "b", "d"]


def test_critical_steps_keep_their_order_among_themselves() -> None:
    run = _run()
    refused = run.refused(
        c.AdjustOrder, steps=("c", "b", "a", "d", "e"), lead=SUN, reason="because"
    )
    assert refused.code == "critical_reordered"
    refusal = may_enter(run.state, "c")
    assert refusal is not None
    assert refusal.code == "critical_out_of_order"


def test_every_open_step_is_named_once_and_something_has_to_change() -> None:
    run = _run()
    run.complete("a")
    lead = {"lead": SUN, "reason": "because"}
    for steps in (("b", "c", "d"), ("b", "c", "d", "e", "a"), ("b", "b", "c", "d"), ()):
        assert run.refused(c.AdjustOrder, steps=steps, **lead).code == "order_incomplete"
    same = run.refused(c.AdjustOrder, steps=("b", "c", "d", "e"), **lead)
    assert same.code == "order_unchanged"


def test_it_takes_a_team_lead_and_a_reason() -> None:
    run = _run()
    steps = ("a", "e", "c", "d", "b")
    assert run.refused(c.AdjustOrder, steps=steps, lead=LI, reason="…").code == "role_missing"
    assert run.refused(c.AdjustOrder, steps=steps, lead=SUN, reason=" ").code == "reason_missing"


def test_the_contingency_procedure_has_an_order_of_its_own_and_begins_afresh() -> None:
    run = Run(procedure(step("a"), contingency=(flexible("x"), flexible("y"))))
    enter = {"contingency": "rush", "lead": SUN, "reason": "now"}
    run.do(c.EnterContingency, **enter)
    _adjust(run, "y", "x")
    assert run.state.current == "y"
    run.complete("y", "x")
    run.do(c.LeaveContingency)
    assert open_steps(run.state) == ("a",)
    run.do(c.EnterContingency, **enter)
    assert open_steps(run.state) == ("x", "y")
