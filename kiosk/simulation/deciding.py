"""The team lead of a virtual shift: comes when called, and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations import leading, running
from kiosk.operations.signing import authorise, identify
from sop import commands as c
from sop.execution import may_adjust, open_steps, rework_targets

if TYPE_CHECKING:
    from random import Random

    from kiosk.operations.station import Outcome, Station
    from kiosk.simulation.answering import Act, Situation
    from kiosk.simulation.people import Crew
    from sop.state import Case, ExecutionState

DECISIONS = ("continue", "continue", "continue", "rework", "hold", "scrap")
REASONS = ("原因已排除 the cause is gone", "更换物料 material changed")
ORDERS = ("治具先空出来 fixture is free now", "等待物料 waiting for material")


def decide_held(state: ExecutionState, case: Case, crew: Crew, rng: Random) -> Act:
    """First somebody comes; then the lead disposes of it, now and then after a while on hold."""
    badge, pin = crew.credentials(crew.lead)
    if case.answered is None:
        return answer_in_run, (case.raised.exception, badge), {}
    kept = case.decided is not None
    decision = rng.choice(DECISIONS[:-2] if kept else DECISIONS)
    targets = rework_targets(state)
    if decision == "scrap" and rng.random() < 0.7:
        decision = "continue"  # not every sixth call ends a run
    if decision == "rework" and not targets:
        decision = "continue"
    to = rng.choice(targets) if decision == "rework" else None
    what = (case.raised.exception, decision, badge, pin, rng.choice(REASONS), to)
    return dispose_in_run, what, {}


def answer_in_run(station: Station, execution: str, exception: str, badge: str) -> Outcome:
    person = identify(station, badge)
    return running.do(station, execution, c.AnswerException, exception=exception, person=person)


def dispose_in_run(
    station: Station,
    execution: str,
    exception: str,
    disposition: str,
    badge: str,
    pin: str,
    reason: str,
    to: str | None,
) -> Outcome:
    lead = authorise(station, badge, pin, leading.LEAD)
    fields = {"exception": exception, "disposition": disposition, "to": to}
    return running.do(station, execution, c.DisposeException, **fields, lead=lead, reason=reason)


def another_order(at: Situation) -> Act | None:
    """Two neighbours change places, where one of them is flexible."""
    steps = list(open_steps(at.state))
    if len(steps) < 2:
        return None
    here = at.rng.randrange(len(steps) - 1)
    steps[here], steps[here + 1] = steps[here + 1], steps[here]
    if may_adjust(at.state, tuple(steps)) is not None:
        return None
    badge, pin = at.crew.credentials(at.crew.lead)
    return leading.adjust_order, (tuple(steps), badge, pin, at.rng.choice(ORDERS)), {}
