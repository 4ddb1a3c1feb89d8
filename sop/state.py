"""Where an execution stands. Values only: `apply` returns a new state, nothing is changed."""

from typing import Literal

from msgspec import Struct

from sop.answers import Answer
from sop.events import ExceptionDisposed, ExceptionRaised, Person, Unit, WorkOrder
from sop.procedure import Procedure, Step

Status = Literal["new", "running", "paused", "completed", "aborted"]
StepStatus = Literal["open", "completed", "skipped", "deviated"]


class CheckState(Struct, frozen=True, omit_defaults=True):
    """`answer` is set once the check has passed (`passed`) or the last try failed.

    `failures` counts the tries that failed since the step was first entered, a team lead spoke
    on it, or a failure sent the run back.
    """

    passed: bool = False
    answer: Answer | None = None
    failures: int = 0
    reason: str | None = None
    details: dict[str, str] = {}
    samples: tuple[float, ...] = ()
    ticked: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    timer_started_at: int | None = None


class StepState(Struct, frozen=True, omit_defaults=True):
    """One step in its present visit. `worked_ms` was spent before its clock last started.

    `begun` tells that the visit has been entered; a step reopened for rework awaits its next one.
    `done_at`: when it was completed, skipped or let stand, UTC in ms.
    """

    status: StepStatus = "open"
    visit: int = 0
    begun: bool = False
    warned: bool = False
    blocked_by: str | None = None
    checks: dict[str, CheckState] = {}
    performers: tuple[str, ...] = ()
    worked_ms: int = 0
    clock_from: int | None = None
    reason: str | None = None
    done_at: int | None = None


class Case(Struct, frozen=True, omit_defaults=True):
    """One exception from its call to its end. `answered` took the call last; `escalated` are the
    roles it went on to, `answered_after` so many of them; `decided` is the last
    disposition: `hold` keeps the case open."""

    raised: ExceptionRaised
    answered: Person | None = None
    answered_at: int | None = None
    answered_there: str | None = None
    answered_after: int = 0
    escalated: tuple[str, ...] = ()
    decided: ExceptionDisposed | None = None

    @property
    def is_open(self) -> bool:
        return self.decided is None or self.decided.disposition == "hold"

    @property
    def waits(self) -> bool:
        """Nobody took the call, or it went on to somebody else since."""
        return self.answered is None or self.answered_after < len(self.escalated)

    @property
    def holds(self) -> bool:
        """Nothing goes on until a team lead has disposed of it."""
        return self.is_open and self.raised.effect != "continue"


class ExecutionState(Struct, frozen=True):
    """`current` is the step in hand; `contingency` the path it lies on, None for the main one.

    `departed` tells that a contingency procedure was left with something skipped or undone.
    `halted` is why the run stands still since its release was withdrawn (by language), `unhalted`
    that a team lead let it go on all the same. `latest_at` is the latest moment recorded: it was
    that late already, whatever a clock says that was set back, or lost the time with the power.
    `cases` are the exceptions by their ids, in the order they were raised. `orders` are the paths
    ("" the main one) whose steps a team lead put in another order for this run. `coach` watches
    over the operator, and `coached` once they vouched for all that was done.
    """

    procedure: Procedure
    status: Status = "new"
    execution: str = ""
    release: str = ""
    station: str = ""
    operator: Person | None = None
    work_order: WorkOrder | None = None
    unit: Unit = Unit()
    steps: dict[str, StepState] = {}
    current: str | None = None
    contingency: str | None = None
    resume_at: str | None = None
    departed: bool = False
    cases: dict[str, Case] = {}
    orders: dict[str, tuple[str, ...]] = {}
    coach: Person | None = None
    coached: bool = False
    people: dict[str, Person] = {}
    started_at: int = 0
    halted: dict[str, str] | None = None
    unhalted: bool = False
    latest_at: int = 0
    ended_at: int | None = None
    result: str | None = None
    reason: str | None = None

    def step_state(self, step_id: str) -> StepState:
        return self.steps.get(step_id, StepState())

    @property
    def exceptions(self) -> tuple[ExceptionRaised, ...]:
        return tuple(case.raised for case in self.cases.values())

    @property
    def held_by(self) -> Case | None:
        """The first exception because of which nothing goes on."""
        return next((case for case in self.cases.values() if case.holds), None)

    @property
    def current_step(self) -> Step | None:
        return self.procedure.step(self.current) if self.current else None
