"""The virtual operator: looks where the run stands, and does the next thing.

Every choice is drawn from the seed, the number of the run and how many events it has. Nothing is
remembered in between, so an operator who was killed goes on exactly as one who was not.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from kiosk.operations import running
from kiosk.simulation.answering import MISTAKES, Act, Situation, answer
from kiosk.simulation.deciding import decide_held
from kiosk.simulation.surprises import surprise
from sop import commands as c
from sop.execution.queries import open_checks, ready_to_complete
from sop.procedure import Acknowledge

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.operations.station import Outcome, Station
    from kiosk.simulation.clock import PacedClock, ShiftClock
    from kiosk.simulation.people import Crew
    from kiosk.store import Stored
    from sop.procedure import Step
    from sop.state import ExecutionState

DIFFICULT = 5  # failures of one check after which a team lead lets the step stand
LOST = 25  # refusals in a row after which the run is given up
USUAL_S = 20.0  # of a step without a standard time


class VirtualOperator:
    """Works runs through to their end. `confirmed` hears of every event, once it is durable."""

    def __init__(
        self,
        station: Station,
        crew: Crew,
        clock: ShiftClock | PacedClock,
        confirmed: Callable[[Stored], None],
        pace: float = 0.0,
        flawless: bool = False,
    ) -> None:
        self._station = station
        self._crew = crew
        self._clock = clock
        self._confirmed = confirmed
        self._pace = pace
        self._mistakes = 0.0 if flawless else MISTAKES

    def work_through(self, execution: str, draw: str) -> ExecutionState:
        """From where the run stands to its end. The same `draw` makes the same choices."""
        events, refused = len(list(self._station.store.events(execution))), 0
        while (state := self._station.state(execution)).status in ("running", "paused"):
            if state.operator is not None:
                self._crew.sign_in(state.operator.id)
            rng = Random(f"{draw}/{events}/{refused}")
            operation, args, fields = self._next(state, rng, refused)
            outcome = self.do(operation, execution, *args, **fields)
            events += len(outcome.events)
            refused = 0 if outcome.events else refused + 1
        return state

    def do(self, operation: Callable[..., Outcome], *args: object, **fields: object) -> Outcome:
        """On the station's writer thread, as the screen does it."""
        outcome = self._station.submit(operation, *args, **fields).result()
        for stored in outcome.stored:
            self._confirmed(stored)
        return outcome

    def _next(self, state: ExecutionState, rng: Random, refused: int) -> Act:
        if refused >= LOST:
            return running.do, (c.Abort,), {"reason": "虚拟操作员无法继续 at a loss"}
        if state.status == "paused":
            self._pass_time(rng, 300)
            return running.do, (c.Resume,), {}
        if state.held_by is not None:
            self._pass_time(rng, 120)
            return decide_held(state, state.held_by, self._crew, rng)
        step = state.current_step
        if step is None:
            if state.contingency is not None:
                return running.leave_contingency, (), {}
            return running.do, (c.Finish,), {}
        self._pass_time(rng, (step.time.standard or USUAL_S) / (len(step.checks) + 2))
        return self._at_step(state, step, rng)

    def _at_step(self, state: ExecutionState, step: Step, rng: Random) -> Act:
        here = state.step_state(step.id)
        if here.blocked_by is not None:
            return self._ask_the_lead(step, rng, rng.random() < 0.25)
        if step.warnings and not here.warned:
            return running.do, (c.AcknowledgeWarnings,), {"step": step.id}
        if any(check.failures >= DIFFICULT for check in here.checks.values()):
            return self._ask_the_lead(step, rng, True)
        situation = Situation(
            self._station, state, step, self._crew, rng, self._mistakes, self._clock.advance
        )
        if self._mistakes and (happening := surprise(situation)):
            return happening
        left = open_checks(state)
        if ready_to_complete(state):
            taps = tuple(check.id for check in left if isinstance(check, Acknowledge))
            return running.do, (c.CompleteStep,), {"step": step.id, "acknowledge": taps}
        return answer(situation, left[0])

    def _ask_the_lead(self, step: Step, rng: Random, let_stand: bool) -> Act:
        badge, pin = self._crew.credentials(self._crew.lead)
        if let_stand:
            reason = "经评审让步放行 accepted after review"
            return running.sign_deviation, (step.id, badge, pin, reason), {}
        reason = "更换工具后重试 retry with another tool"
        return running.release_step, (step.id, badge, pin, reason), {}

    def _pass_time(self, rng: Random, seconds: float) -> None:
        self._clock.advance(self._pace or seconds * rng.uniform(0.75, 1.3))


def event_line(stored: Stored) -> bytes:
    """What is printed for an event: its id, on a line of its own."""
    return stored.id.encode("ascii") + b"\n"
