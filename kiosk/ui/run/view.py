"""What the run screen shows, as plain values: nothing of Qt, nothing left to look up.

Texts are already in the language of the screen; the sentences around them are the screen's.
Times are milliseconds.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.operations.ruling import Standing
from sop.procedure import (
    BomItem,
    Check,
    Clip,
    Control,
    Picture,
    Protection,
    Warn,
)
from sop.state import CheckState

Occasion = Literal["other", "rush_order", "quality_incident"]
LineStatus = Literal["done", "current", "open", "skipped", "deviated", "not_due", "blocked"]


class StepLine(Struct, frozen=True):
    """A line of the step list. `may_move`: the operator can go to it now, with a reason. `by`: who
    did it, in short, in a run that went from hand to hand."""

    step: str
    number: int
    title: str
    control: Control
    status: LineStatus
    locked: bool
    may_move: bool
    may_read: bool
    by: str = ""


class Takt(Struct, frozen=True):
    """Time at the step in hand, and of the whole path against its standard."""

    elapsed_ms: int = 0
    standard_ms: int | None = None
    minimum_ms: int | None = None
    maximum_ms: int | None = None
    path_worked_ms: int = 0
    path_standard_ms: int = 0

    @property
    def pace(self) -> Literal["within", "slow", "over"]:
        """slow: past the standard time; over: past the maximum, which the record will say."""
        if self.maximum_ms is not None and self.elapsed_ms > self.maximum_ms:
            return "over"
        late = self.standard_ms is not None and self.elapsed_ms > self.standard_ms
        return "slow" if late else "within"


class Failed(Struct, frozen=True):
    """The last try of a check: the sentence, and what stands side by side."""

    check: str
    sentence: str
    expected: str
    seen: str
    tries: int


class Input(Struct, frozen=True):
    """One number a calculation looks at; `value` is None while it is missing."""

    title: str
    value: str | None


class CheckView(Struct, frozen=True):
    """One check of the step in hand.

    `recorded` says what was answered; `note` what the check still waits for, in words
    (a signature's order, a scan whose work order says nothing). `parts` are the lines of the bill
    of materials a scan admits; `inputs` and `value` are a calculation's.
    """

    check: Check
    kind: str
    title: str
    hint: str
    status: Literal["passed", "failed", "open"]
    active: bool
    state: CheckState
    recorded: str = ""
    expected: str = ""
    note: str = ""
    failed: Failed | None = None
    parts: tuple[BomItem, ...] = ()
    inputs: tuple[Input, ...] = ()
    value: float | None = None


class StepView(Struct, frozen=True):
    step: str
    number: int
    title: str
    text: str
    control: Control
    visit: int
    pictures: tuple[Picture, ...]
    clip: Clip | None
    warnings: tuple[Warn, ...]
    warned: bool
    checks: tuple[CheckView, ...]
    blocked: Failed | None = None
    skippable: bool = False

    @property
    def active(self) -> CheckView | None:
        return next((check for check in self.checks if check.active), None)


class Path(Struct, frozen=True):
    """A contingency procedure, and on which occasion it is entered."""

    id: str
    title: str
    purpose: str
    occasion: Occasion = "other"


class Surroundings(Struct, frozen=True):
    """The second layer: what is needed and what to mind."""

    ppe: tuple[Protection, ...] = ()
    hazards: tuple[str, ...] = ()
    tools: tuple[tuple[str, bool], ...] = ()
    bom: tuple[BomItem, ...] = ()
    contingencies: tuple[Path, ...] = ()


class Held(Struct, frozen=True):
    """The exception because of which nothing goes on, in words. Moments are UTC milliseconds."""

    exception: str
    category: str
    severity: str
    stops: bool
    raised_by: str
    raised_at: int
    note: str = ""
    check: str = ""
    reading: str = ""
    automatic: bool = False
    answered_by: str = ""
    answered_at: int | None = None
    escalated: tuple[str, ...] = ()
    kept_by: str = ""
    kept_because: str = ""


ActionKind = Literal[
    "warnings",
    "answer",
    "acknowledge",
    "complete",
    "finish",
    "coach",
    "leave_contingency",
    "resume",
    "take_over",
    "release",
    "lift",
    "held",
    "stopped",
    "anew",
    "ended",
]


class Action(Struct, frozen=True):
    """The one thing the big button does next.

    answer: give the active check its answer, by whatever its input holds. `acknowledge` are the
    checks the tap itself confirms; `left` the titles of what is still to be proved.
    """

    kind: ActionKind
    acknowledge: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class RunView(Struct, frozen=True):
    """`coach` watches over the operator of a supervised run."""

    execution: str
    status: str
    title: str
    code: str
    revision: str
    order: str
    unit: str
    operator: str
    station: str
    done: int
    due: int
    lines: tuple[StepLine, ...]
    step: StepView | None
    action: Action
    takt: Takt
    around: Surroundings
    contingency: str = ""
    occasion: Occasion = "other"
    exceptions: int = 0
    reason: str = ""
    standing: Standing = Standing()
    halted: bool = False
    unhalted: bool = False
    held: Held | None = None
    now: int = 0
    coach: str = ""
