"""A run whose release was withdrawn in the middle of it."""

import msgspec

from sop import commands as c
from sop import events as e
from sop.execution import Refusal, apply, replay
from sop.execution.halting import at_boundary, superseded
from sop.procedure import Acknowledge, Checklist, Item
from tests.sop.execution.shop import CHEN, LI, SUN, WANG, Run, named, procedure, step

WHY = {"zh": "扭矩写错", "en": "wrong torque"}


def _run() -> Run:
    items = [Item("a", named("a")), Item("b", named("b"))]
    ticks = Checklist(id="all", title=named("all"), items=items)
    done = Acknowledge(id="done", title=named("done"))
    return Run(procedure(step("fit", ticks), step("turn", done)))


def test_a_step_half_done_is_brought_to_its_end_before_the_run_is_halted() -> None:
    run = _run()
    assert at_boundary(run.state)
    run.do(c.TickItem, step="fit", check="all", item="a")
    assert not at_boundary(run.state)
    assert run.refused(c.Halt, because=WHY) == Refusal("step_half_done")
    run.do(c.TickItem, step="fit", check="all", item="b")
    run.do(c.CompleteStep, step="fit")
    assert run.do(c.Halt, because=WHY) == (e.ExecutionHalted(at=run.at, by="li", because=WHY),)
    assert run.state.halted == WHY


def test_a_halted_run_does_no_work_but_is_paused_passed_on_or_aborted() -> None:
    run = _run()
    run.do(c.Halt, because=WHY)
    assert run.refused(c.TickItem, step="fit", check="all", item="a") == Refusal("execution_halted")
    assert run.refused(c.Halt, because=WHY) == Refusal("execution_halted")
    run.do(c.RaiseException, exception="x1", category="method")
    run.do(c.Pause)
    run.do(c.Resume)
    run.do(c.HandOver, to=WANG)
    assert run.refused(c.CompleteStep, step="fit", by=WANG) == Refusal("execution_halted")
    run.do(c.Abort, reason="scrap", by=WANG)
    assert run.state.status == "aborted"


def test_a_team_lead_who_does_not_work_on_it_lets_it_go_on_for_good() -> None:
    run = _run()
    run.do(c.Halt, because=WHY)
    assert _code(run.refused(c.LiftHalt, lead=WANG, reason="agreed")) == "role_missing"
    assert run.refused(c.LiftHalt, lead=CHEN, reason=" ") == Refusal("reason_missing")
    run.do(c.LiftHalt, lead=CHEN, reason="agreed")
    assert (run.state.halted, run.state.unhalted) == (None, True)
    assert run.refused(c.Halt, because=WHY) == Refusal("halt_was_lifted")
    run.do(c.TickItem, step="fit", check="all", item="a")


def test_nobody_lets_their_own_run_go_on() -> None:
    run = _run()
    run.do(c.HandOver, to=CHEN)
    run.do(c.Halt, because=WHY, by=CHEN)
    assert _code(run.refused(c.LiftHalt, lead=CHEN, reason="agreed", by=CHEN)) == "lead_performed"
    run.do(c.LiftHalt, lead=SUN, reason="agreed", by=CHEN)


def test_lifting_what_is_not_halted_is_refused() -> None:
    assert _run().refused(c.LiftHalt, lead=CHEN, reason="agreed") == Refusal("not_halted")


def test_a_newer_revision_lets_the_step_in_hand_be_done_first() -> None:
    run = _run()
    anew = Refusal("newer_revision", {"expected": "B", "seen": "2"})
    assert superseded(run.state, run.state.release, "B") is None
    assert superseded(run.state, "other", "B") == anew
    run.do(c.TickItem, step="fit", check="all", item="a")
    assert superseded(run.state, "other", "B") is None
    run.do(c.TickItem, step="fit", check="all", item="b")
    run.do(c.CompleteStep, step="fit")
    assert superseded(run.state, "other", "B") == anew


def test_a_run_whose_steps_are_all_done_does_not_begin_anew() -> None:
    run = Run(procedure(step("fit")))
    run.do(c.CompleteStep, step="fit")
    assert superseded(run.state, "other", "B") is None


def test_what_a_team_lead_let_go_on_does_not_begin_anew() -> None:
    run = _run()
    run.do(c.Halt, because=WHY)
    run.do(c.LiftHalt, lead=CHEN, reason="agreed")
    assert superseded(run.state, "other", "B") is None


def test_the_record_brings_the_halt_back() -> None:
    run = _run()
    run.do(c.Halt, because=WHY)
    stored = [msgspec.json.encode(event) for event in run.events]
    events = [msgspec.json.decode(each, type=e.Event) for each in stored]
    assert replay(run.state.procedure, events).halted == WHY


def test_an_event_written_before_there_were_halts_reads_as_ever() -> None:
    """A start recorded by an earlier version names no execution it stands for."""
    run = _run()
    written = msgspec.json.encode(run.events[0])
    assert b"instead_of" not in written
    started = msgspec.json.decode(written, type=e.Event)
    assert isinstance(started, e.ExecutionStarted)
    assert started.instead_of is None
    assert apply(run.state, started).operator == LI


def _code(refusal: Refusal) -> str:
    return refusal.code
