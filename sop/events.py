"""The facts of an execution, past tense. What is stored stays readable for ever: fields are only
ever added, with a default. `at` is UTC in milliseconds, `by` the person's id."""

from typing import Literal

from msgspec import Struct

from sop.answers import Answer
from sop.procedure import Effect, Severity

Category = Literal["man", "machine", "material", "method", "environment", "measurement"]
Result = Literal["passed", "deviated"]
Disposition = Literal["continue", "rework", "scrap", "hold"]
SUPERSEDED = "superseded"
SCRAPPED = "scrapped"


class Person(Struct, frozen=True, omit_defaults=True):
    """Somebody known at the station. Levels by skill; `name` is the printed name."""

    id: str
    name: str
    roles: tuple[str, ...] = ("operator",)
    skills: dict[str, int] = {}


class WorkOrder(Struct, frozen=True, omit_defaults=True):
    """What is to be made. `fields` are the plant's own, readable in expressions."""

    number: str
    product: str
    variant: str | None = None
    lot: str | None = None
    quantity: float = 1
    fields: dict[str, str | float | bool] = {}


class Unit(Struct, frozen=True, omit_defaults=True):
    """The unit or lot this execution makes."""

    serial: str | None = None
    lot: str | None = None


class BaseEvent(Struct, frozen=True, omit_defaults=True, tag_field="kind", kw_only=True):
    at: int
    by: str


class ExecutionStarted(BaseEvent, frozen=True, tag=True):
    """`release` is the SHA-256 of the canonical procedure; the run stays pinned to it.

    `operation` is what the station was set up for; None where it is set up for nothing special,
    and in records written before it was kept. `instead_of` names the execution of the same unit
    that was given up for this one, because a newer revision asked for it. `coach` watches over an
    operator who is `supervised` for want of a skill ("skill") or of having read the revision
    ("unread"), and signs before the end.
    """

    execution: str
    release: str
    code: str
    revision: str
    operator: Person
    station: str
    work_order: WorkOrder | None = None
    unit: Unit = Unit()
    operation: str | None = None
    instead_of: str | None = None
    coach: Person | None = None
    supervised: tuple[Literal["skill", "unread"], ...] = ()


class StepEntered(BaseEvent, frozen=True, tag=True):
    """`visit` counts from 1. With a reason when the operator chose another order."""

    step: str
    visit: int
    reason: str | None = None


class WarningsAcknowledged(BaseEvent, frozen=True, tag=True):
    step: str


class SampleTaken(BaseEvent, frozen=True, tag=True):
    """One reading of a measurement that asks for several."""

    step: str
    check: str
    value: float
    source: str


class ItemTicked(BaseEvent, frozen=True, tag=True):
    step: str
    check: str
    item: str
    ticked: bool = True


class PhotoTaken(BaseEvent, frozen=True, tag=True):
    """The photograph with this SHA-256 is on disk."""

    step: str
    check: str
    photo: str


class TimerStarted(BaseEvent, frozen=True, tag=True):
    step: str
    check: str


class CheckPassed(BaseEvent, frozen=True, tag=True):
    step: str
    check: str
    answer: Answer


class CheckFailed(BaseEvent, frozen=True, tag=True):
    """`reason` is a message key of `sop.messages`, `details` its values: expected, seen, …"""

    step: str
    check: str
    answer: Answer
    reason: str
    details: dict[str, str] = {}


class AnswerCorrected(BaseEvent, frozen=True, tag=True):
    """A later entry that replaces an earlier one; the earlier one stays in the record.

    `reason` is the person's; when the new answer does not pass, `failure` and `details` say why,
    as in `CheckFailed`. `fallen` are the checks, as `step.check`, that rested on the old answer:
    signatures over it, calculations from it, what a deviation over it let stand. They are to be
    given again. `late_ms`: so long after the step was done: a late entry.
    """

    step: str
    check: str
    old: Answer
    new: Answer
    passed: bool
    reason: str
    failure: str | None = None
    details: dict[str, str] = {}
    fallen: tuple[str, ...] = ()
    late_ms: int = 0


class StepCompleted(BaseEvent, frozen=True, tag=True):
    """Work time without pauses. `timing` compares it with the step's minimum and maximum."""

    step: str
    visit: int
    duration_ms: int
    timing: Literal["within", "under", "over"] = "within"


class StepSkipped(BaseEvent, frozen=True, tag=True):
    step: str
    reason: str


class StepBlocked(BaseEvent, frozen=True, tag=True):
    step: str
    check: str


class StepReleased(BaseEvent, frozen=True, tag=True):
    """A team lead allowed the blocked step to be tried again."""

    step: str
    lead: Person
    reason: str


class DeviationSigned(BaseEvent, frozen=True, tag=True):
    """A team lead let a step stand as it is, knowingly, with a reason."""

    step: str
    lead: Person
    reason: str


class WentBack(BaseEvent, frozen=True, tag=True):
    """Rework: `reopened` are to be done again; what was recorded stays in the record."""

    to: str
    reopened: tuple[str, ...]
    reason: str
    automatic: bool = False


class ExceptionRaised(BaseEvent, frozen=True, tag=True):
    """`exception` is its id; `automatic` when a failed check raised it by the step's rule.

    In no execution it is the station's own. `effect` is what the step's rule made of the severity:
    the run goes on, holds, or the whole station stops, until a team lead disposes of it. `check`
    and `reading`: the answer in question, as a person would read it.
    `late_ms`: raised so long after its step was done.
    """

    exception: str
    category: Category
    step: str | None = None
    note: str = ""
    photos: tuple[str, ...] = ()
    automatic: bool = False
    severity: Severity = "minor"
    effect: Effect = "continue"
    check: str | None = None
    reading: str = ""
    late_ms: int = 0


class ExceptionAnswered(BaseEvent, frozen=True, tag=True):
    """Somebody took the call, by badge; `station` is where they did, when it was another one."""

    exception: str
    person: Person
    station: str | None = None


class ExceptionEscalated(BaseEvent, frozen=True, tag=True):
    """Nobody answered, or nobody disposed of it, in time: the call goes on to that role too."""

    exception: str
    to: str


class ExceptionDisposed(BaseEvent, frozen=True, tag=True):
    """What the team lead decided. rework: back to step `to`. hold: it stays as it is, knowingly;
    another disposition can follow. scrap: the run ends."""

    exception: str
    disposition: Disposition
    lead: Person
    reason: str
    to: str | None = None


class NoteAdded(BaseEvent, frozen=True, tag=True):
    """Words or photographs added to the run, a step or an exception; by a team lead, `lead`.
    `late_ms`: so long after the step was done, or the run ended: a late entry."""

    note: str = ""
    photos: tuple[str, ...] = ()
    step: str | None = None
    exception: str | None = None
    lead: Person | None = None
    late_ms: int = 0


class OrderAdjusted(BaseEvent, frozen=True, tag=True):
    """For this run a team lead put the open steps of the path in this order."""

    steps: tuple[str, ...]
    lead: Person
    reason: str


class CoachSigned(BaseEvent, frozen=True, tag=True):
    """The coach vouches for what the supervised operator did."""

    coach: Person
    note: str = ""


class ContingencyEntered(BaseEvent, frozen=True, tag=True):
    contingency: str
    lead: Person
    reason: str
    resume_at: str | None = None


class ContingencyLeft(BaseEvent, frozen=True, tag=True):
    """With a team lead and a reason when steps were left undone."""

    contingency: str
    reason: str | None = None
    lead: Person | None = None


class ExecutionPaused(BaseEvent, frozen=True, tag=True):
    reason: str = ""


class ExecutionResumed(BaseEvent, frozen=True, tag=True):
    pass


class ExecutionHalted(BaseEvent, frozen=True, tag=True):
    """The release was withdrawn in the middle of the run: it stands still at a step boundary.
    `because` is the withdrawal's reason, by language."""

    because: dict[str, str] = {}


class HaltLifted(BaseEvent, frozen=True, tag=True):
    """A team lead let the run go on to its end under the withdrawn release."""

    lead: Person
    reason: str


class HandedOver(BaseEvent, frozen=True, tag=True):
    """From here on `to` performs. `by` is who performed until now. `lead`: who assigned it anew,
    with a reason; None where one passed it to the other."""

    to: Person
    lead: Person | None = None
    reason: str | None = None


class ExecutionAborted(BaseEvent, frozen=True, tag=True):
    """`reason` is a person's; `SUPERSEDED` when the unit was begun anew under a newer revision,
    `SCRAPPED` when an exception was disposed of so."""

    reason: str


class ExecutionCompleted(BaseEvent, frozen=True, tag=True):
    """passed: every due step completed. deviated: with a deviation or a skipped step."""

    result: Result


Event = (
    ExecutionStarted
    | StepEntered
    | WarningsAcknowledged
    | SampleTaken
    | ItemTicked
    | PhotoTaken
    | TimerStarted
    | CheckPassed
    | CheckFailed
    | AnswerCorrected
    | StepCompleted
    | StepSkipped
    | StepBlocked
    | StepReleased
    | DeviationSigned
    | WentBack
    | ExceptionRaised
    | ExceptionAnswered
    | ExceptionEscalated
    | ExceptionDisposed
    | NoteAdded
    | OrderAdjusted
    | CoachSigned
    | ContingencyEntered
    | ContingencyLeft
    | ExecutionPaused
    | ExecutionResumed
    | ExecutionHalted
    | HaltLifted
    | HandedOver
    | ExecutionAborted
    | ExecutionCompleted
)
