"""What can be asked of an execution, imperative. Each carries who asks and when (UTC, ms)."""

from datetime import date

from msgspec import Struct

from sop.answers import Answer
from sop.events import Category, Person, Unit, WorkOrder


class BaseCommand(Struct, frozen=True, kw_only=True):
    at: int
    by: Person


class Start(BaseCommand):
    execution: str
    release: str
    station: str
    operation: str | None = None
    work_order: WorkOrder | None = None
    unit: Unit = Unit()


class EnterStep(BaseCommand):
    """Go to a step out of turn; the rules of critical and flexible apply."""

    step: str
    reason: str


class AcknowledgeWarnings(BaseCommand):
    step: str


class AcknowledgeCheck(BaseCommand):
    step: str
    check: str


class RecordScan(BaseCommand):
    """`gs1` are the parsed element strings by AI; `used_in` the execution that used it before."""

    step: str
    check: str
    text: str
    symbology: str
    source: str = "camera"
    gs1: dict[str, str] = {}
    expiry: date | None = None
    used_in: str | None = None


class RecordSample(BaseCommand):
    step: str
    check: str
    value: float
    source: str = "typed"


class Choose(BaseCommand):
    step: str
    check: str
    options: tuple[str, ...]


class TickItem(BaseCommand):
    step: str
    check: str
    item: str
    ticked: bool = True


class WriteText(BaseCommand):
    step: str
    check: str
    text: str


class AddPhoto(BaseCommand):
    step: str
    check: str
    photo: str


class StartTimer(BaseCommand):
    step: str
    check: str


class FinishTimer(BaseCommand):
    """`elapsed_ms` is measured on the station's monotonic clock."""

    step: str
    check: str
    elapsed_ms: int


class ConfirmCalculation(BaseCommand):
    step: str
    check: str


class Sign(BaseCommand):
    """`signer` has been authenticated with two components by the caller."""

    step: str
    check: str
    signer: Person


class CorrectAnswer(BaseCommand):
    step: str
    check: str
    answer: Answer
    reason: str


class CompleteStep(BaseCommand):
    """Done. `acknowledge` lists the acknowledge checks this same tap confirms."""

    step: str
    acknowledge: tuple[str, ...] = ()


class SkipStep(BaseCommand):
    step: str
    reason: str


class GoBack(BaseCommand):
    to: str
    reason: str


class RaiseException(BaseCommand):
    exception: str
    category: Category
    step: str | None = None
    note: str = ""
    photos: tuple[str, ...] = ()


class ReleaseStep(BaseCommand):
    step: str
    lead: Person
    reason: str


class SignDeviation(BaseCommand):
    step: str
    lead: Person
    reason: str


class EnterContingency(BaseCommand):
    contingency: str
    lead: Person
    reason: str


class LeaveContingency(BaseCommand):
    """With steps left undone it takes a team lead and a reason."""

    lead: Person | None = None
    reason: str | None = None


class Pause(BaseCommand):
    reason: str = ""


class Resume(BaseCommand):
    pass


class HandOver(BaseCommand):
    to: Person


class Abort(BaseCommand):
    reason: str


class Finish(BaseCommand):
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
    | ReleaseStep
    | SignDeviation
    | EnterContingency
    | LeaveContingency
    | Pause
    | Resume
    | HandOver
    | Abort
    | Finish
)
