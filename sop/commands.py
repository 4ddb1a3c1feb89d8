"""What can be asked of an execution, imperative. Each carries who asks and when (UTC, ms).

`offset_minutes` is the station's offset east of UTC: what day it is there decides whether a
material has expired and whether a revision is in force yet.
"""

from datetime import date

from msgspec import Struct

from sop.answers import Answer
from sop.events import Category, Disposition, Person, Unit, WorkOrder
from sop.procedure import Severity


class BaseCommand(Struct, frozen=True, kw_only=True):
    at: int
    by: Person
    offset_minutes: int = 0


class Start(BaseCommand, frozen=True):
    """`unread`: whoever starts has not acknowledged the revision. `coach` has been authenticated
    with two components by the caller."""

    execution: str
    release: str
    station: str
    operation: str | None = None
    work_order: WorkOrder | None = None
    unit: Unit = Unit()
    instead_of: str | None = None
    coach: Person | None = None
    unread: bool = False


class EnterStep(BaseCommand, frozen=True):
    """Go to a step out of turn; the rules of critical and flexible apply."""

    step: str
    reason: str


class AcknowledgeWarnings(BaseCommand, frozen=True):
    step: str


class AcknowledgeCheck(BaseCommand, frozen=True):
    step: str
    check: str


class RecordScan(BaseCommand, frozen=True):
    """`gs1` are the parsed element strings by AI; `used_in` the execution that used it before."""

    step: str
    check: str
    text: str
    symbology: str
    source: str = "camera"
    gs1: dict[str, str] = {}
    expiry: date | None = None
    used_in: str | None = None


class RecordSample(BaseCommand, frozen=True):
    step: str
    check: str
    value: float
    source: str = "typed"


class Choose(BaseCommand, frozen=True):
    step: str
    check: str
    options: tuple[str, ...]


class TickItem(BaseCommand, frozen=True):
    step: str
    check: str
    item: str
    ticked: bool = True


class WriteText(BaseCommand, frozen=True):
    step: str
    check: str
    text: str


class AddPhoto(BaseCommand, frozen=True):
    step: str
    check: str
    photo: str


class StartTimer(BaseCommand, frozen=True):
    step: str
    check: str


class FinishTimer(BaseCommand, frozen=True):
    """`elapsed_ms` is measured on the station's monotonic clock."""

    step: str
    check: str
    elapsed_ms: int


class ConfirmCalculation(BaseCommand, frozen=True):
    step: str
    check: str


class Sign(BaseCommand, frozen=True):
    """`signer` has been authenticated with two components by the caller. `record` is the digest of
    what is signed: the execution's events so far."""

    step: str
    check: str
    signer: Person
    record: str = ""


class CorrectAnswer(BaseCommand, frozen=True):
    step: str
    check: str
    answer: Answer
    reason: str


class CompleteStep(BaseCommand, frozen=True):
    """Done. `acknowledge` lists the acknowledge checks this same tap confirms."""

    step: str
    acknowledge: tuple[str, ...] = ()


class SkipStep(BaseCommand, frozen=True):
    step: str
    reason: str


class GoBack(BaseCommand, frozen=True):
    to: str
    reason: str


class RaiseException(BaseCommand, frozen=True):
    exception: str
    category: Category
    step: str | None = None
    note: str = ""
    photos: tuple[str, ...] = ()
    severity: Severity = "minor"
    check: str | None = None
    reading: str = ""


class AnswerException(BaseCommand, frozen=True):
    """`person` showed a badge, here or at `station`."""

    exception: str
    person: Person
    station: str | None = None


class EscalateException(BaseCommand, frozen=True):
    exception: str
    to: str


class DisposeException(BaseCommand, frozen=True):
    """`lead` has been authenticated with two components by the caller. `to`: for rework."""

    exception: str
    disposition: Disposition
    lead: Person
    reason: str
    to: str | None = None


class AddNote(BaseCommand, frozen=True):
    note: str = ""
    photos: tuple[str, ...] = ()
    step: str | None = None
    exception: str | None = None
    lead: Person | None = None


class AdjustOrder(BaseCommand, frozen=True):
    """The open steps of the path in the order wanted; critical ones keep theirs."""

    steps: tuple[str, ...]
    lead: Person
    reason: str


class SignAsCoach(BaseCommand, frozen=True):
    """`coach` has been authenticated with two components by the caller."""

    coach: Person
    note: str = ""


class ReleaseStep(BaseCommand, frozen=True):
    step: str
    lead: Person
    reason: str


class SignDeviation(BaseCommand, frozen=True):
    step: str
    lead: Person
    reason: str


class EnterContingency(BaseCommand, frozen=True):
    contingency: str
    lead: Person
    reason: str


class LeaveContingency(BaseCommand, frozen=True):
    """With steps left undone it takes a team lead and a reason."""

    lead: Person | None = None
    reason: str | None = None


class Pause(BaseCommand, frozen=True):
    reason: str = ""


class Resume(BaseCommand, frozen=True):
    pass


class Halt(BaseCommand, frozen=True):
    """The release was withdrawn: stand still here. `because` by language."""

    because: dict[str, str] = {}


class LiftHalt(BaseCommand, frozen=True):
    """`lead` has been authenticated with two components by the caller."""

    lead: Person
    reason: str


class HandOver(BaseCommand, frozen=True):
    """`lead`: who assigns it anew, authenticated by the caller; then a reason is due."""

    to: Person
    lead: Person | None = None
    reason: str | None = None


class Abort(BaseCommand, frozen=True):
    reason: str


class Finish(BaseCommand, frozen=True):
    pass


Command = (
    Start
    | EnterStep
    | AcknowledgeWarnings
    | AcknowledgeCheck
    | RecordScan
    | RecordSample
    | Choose
    | TickItem
    | WriteText
    | AddPhoto
    | StartTimer
    | FinishTimer
    | ConfirmCalculation
    | Sign
    | CorrectAnswer
    | CompleteStep
    | SkipStep
    | GoBack
    | RaiseException
    | AnswerException
    | EscalateException
    | DisposeException
    | AddNote
    | AdjustOrder
    | SignAsCoach
    | ReleaseStep
    | SignDeviation
    | EnterContingency
    | LeaveContingency
    | Pause
    | Resume
    | Halt
    | LiftHalt
    | HandOver
    | Abort
    | Finish
)
