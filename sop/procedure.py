"""The procedure: what an author writes and a station runs.

These types are the language. The JSON Schema that editors complete from, the loader's checks and
the canonical JSON a station stores are all derived from them. Texts are `{"zh": …, "en": …}`.
Times are seconds, positions on a picture are fractions 0…1 from its top left corner.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

FORMAT = 1

Identifier = Annotated[
    str,
    Meta(
        pattern="^[a-z][a-z0-9_]*$",
        max_length=40,
        description="Stable name: small letters, digits and _, starting with a letter.",
    ),
]
Language = Annotated[str, Meta(pattern="^[a-z]{2}(-[A-Z][A-Za-z]+)?$", max_length=8)]
Text = dict[Language, Annotated[str, Meta(min_length=1, max_length=4000)]]
Code = Annotated[str, Meta(min_length=1, max_length=60)]
File = Annotated[
    str,
    Meta(min_length=1, max_length=200, description="Path in the package, forward slashes."),
]
Expression = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=1000,
        description="Common Expression Language over answers, work_order, product, variant, unit.",
    ),
]
Fraction = Annotated[float, Meta(ge=0, le=1)]
Seconds = Annotated[float, Meta(gt=0, le=7 * 24 * 3600)]
Control = Literal["critical", "flexible"]
Severity = Literal["minor", "major", "critical"]
Effect = Literal["continue", "hold", "stop"]


class Part(Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """Base of every type an author writes: unknown keys are refused, defaults are left out."""


class Requirement(Part, frozen=True):
    """A skill and the level (1 knows … 4 teaches) the operator must hold."""

    skill: Code
    level: Annotated[int, Meta(ge=1, le=4)] = 1


class Applicability(Part, frozen=True):
    """Where the procedure may start. An empty list means: anywhere."""

    products: list[Code] = []
    variants: list[Code] = []
    stations: list[Code] = []
    operations: list[Code] = []


class Protection(Part, frozen=True):
    """One piece of personal protective equipment."""

    icon: Literal[
        "glasses", "gloves", "shoes", "wrist_strap", "gown", "hairnet", "mask", "ears", "helmet"
    ]
    text: Text


class Tool(Part, frozen=True):
    """A tool or gauge; `calibrated` tells that it carries a calibration label."""

    id: Identifier
    title: Text
    calibrated: bool = False


class BomItem(Part, frozen=True):
    """One line of the bill of materials. A scan matches by part, gtin or pattern (RE2 syntax)."""

    part: Code
    title: Text
    quantity: Annotated[float, Meta(gt=0)] = 1
    unit: str = "pcs"
    gtin: Annotated[str, Meta(pattern="^[0-9]{8,14}$")] | None = None
    pattern: Annotated[str, Meta(max_length=200)] | None = None
    traced: Literal["no", "lot", "serial"] = "no"


class Pin(Part, frozen=True):
    """A numbered mark on a picture."""

    number: Annotated[int, Meta(ge=1, le=99)]
    x: Fraction
    y: Fraction
    text: Text


class Picture(Part, frozen=True):
    """PNG, JPEG or SVG; or one page of a PDF."""

    file: File
    caption: Text = {}
    pins: Annotated[list[Pin], Meta(max_length=40)] = []
    page: Annotated[int, Meta(ge=1, le=2000)] | None = None


class Clip(Part, frozen=True):
    """MP4 or WebM, shown without sound, in a loop."""

    file: File
    caption: Text = {}


class Warn(Part, frozen=True):
    """Shown, and confirmed, before the step can begin. Levels as in ANSI Z535.6."""

    level: Literal["danger", "warning", "caution", "notice"]
    text: Text


class StepTime(Part, frozen=True):
    """Standard time for the takt; a step done outside minimum…maximum is flagged, never refused."""

    standard: Seconds | None = None
    minimum: Seconds | None = None
    maximum: Seconds | None = None


class OnFail(Part, frozen=True):
    """What a failed check does: `retries` more tries, then `then`.

    retry: try again without limit. block: a team lead must release the step.
    exception: an exception is raised and the step is blocked. go_back: rework from step `to`.
    """

    then: Literal["retry", "block", "exception", "go_back"] = "retry"
    retries: Annotated[int, Meta(ge=0, le=20)] = 0
    to: Identifier | None = None


class OnException(Part, frozen=True):
    """What an exception raised at this step does, by its severity: the run goes on, holds until a
    team lead disposes of it, or the whole station stops."""

    minor: Effect = "continue"
    major: Effect = "hold"
    critical: Effect = "stop"


# --- checks ---------------------------------------------------------------------------------


class BaseCheck(Part, frozen=True, tag_field="kind", kw_only=True):
    """What every check has: an id unique in its step, what to do, and a hint how."""

    id: Identifier
    title: Text
    hint: Text = {}


class Acknowledge(BaseCheck, frozen=True, tag="acknowledge"):
    """The operator says: done as described."""


class Gs1Rule(Part, frozen=True):
    """A GS1 application identifier that must be present, and what its value must be."""

    ai: Annotated[str, Meta(pattern="^[0-9]{2,4}$")]
    equals: Code | None = None
    pattern: Annotated[str, Meta(max_length=200)] | None = None
    work_order: Literal["number", "product", "lot", "serial"] | None = None


class Capture(Part, frozen=True):
    """Where lot, serial and quantity come from: `text`, a named group of `pattern`, or an AI."""

    lot: str | None = None
    serial: str | None = None
    quantity: str | None = None


class Scan(BaseCheck, frozen=True, tag="scan"):
    """A barcode. Every rule given must hold; with none, any admitted code will do."""

    symbologies: list[Code] = []
    equals: Code | None = None
    pattern: Annotated[str, Meta(max_length=200, description="RE2, whole text")] | None = None
    gs1: Annotated[list[Gs1Rule], Meta(max_length=20)] = []
    in_bom: bool = False
    part: Code | None = None
    work_order: Literal["number", "product", "lot", "serial"] | None = None
    unused: bool = False
    unexpired: bool = False
    capture: Capture = Capture()


class Measurement(BaseCheck, frozen=True, tag="measurement"):
    """A number within limits; with several samples each one must hold, the mean is the value."""

    unit: Annotated[str, Meta(max_length=20)]
    lower: float | None = None
    upper: float | None = None
    target: float | None = None
    decimals: Annotated[int, Meta(ge=0, le=6)] = 1
    samples: Annotated[int, Meta(ge=1, le=50)] = 1
    source: Literal["typed", "gauge", "either"] = "either"
    tool: Identifier | None = None


class Option(Part, frozen=True):
    id: Identifier
    text: Text
    passes: bool = True


class Choice(BaseCheck, frozen=True, tag="choice"):
    """One answer (or several); the check passes when every chosen option passes."""

    options: Annotated[list[Option], Meta(min_length=2, max_length=12)]
    multiple: bool = False


class Item(Part, frozen=True):
    id: Identifier
    text: Text


class Checklist(BaseCheck, frozen=True, tag="checklist"):
    """Every item ticked."""

    items: Annotated[list[Item], Meta(min_length=1, max_length=40)]


class TextEntry(BaseCheck, frozen=True, tag="text"):
    """Words by the operator, from quick phrases or the keyboard."""

    minimum: Annotated[int, Meta(ge=0, le=4000)] = 1
    maximum: Annotated[int, Meta(ge=1, le=4000)] = 500
    pattern: Annotated[str, Meta(max_length=200)] | None = None
    phrases: Annotated[list[Text], Meta(max_length=20)] = []


class Photo(BaseCheck, frozen=True, tag="photo"):
    """One or more photographs by the station's camera."""

    count: Annotated[int, Meta(ge=1, le=12)] = 1


class Timer(BaseCheck, frozen=True, tag="timer"):
    """wait: the time must pass. hold: the operator keeps the button pressed for it."""

    seconds: Seconds
    mode: Literal["wait", "hold"] = "wait"


class Calculation(BaseCheck, frozen=True, tag="calculation"):
    """A value computed from earlier answers; with limits it can fail."""

    expression: Expression
    unit: Annotated[str, Meta(max_length=20)] = ""
    decimals: Annotated[int, Meta(ge=0, le=6)] = 2
    lower: float | None = None
    upper: float | None = None


class SignOff(BaseCheck, frozen=True, tag="sign_off"):
    """A signature. `second`: by somebody who recorded nothing in this step (21 CFR 11.10)."""

    by: Literal["performer", "second"] = "performer"
    meaning: Literal["performed", "verified", "approved"] = "performed"
    role: Code | None = None


Check = (
    Acknowledge
    | Scan
    | Measurement
    | Choice
    | Checklist
    | TextEntry
    | Photo
    | Timer
    | Calculation
    | SignOff
)


# --- steps and the procedure ----------------------------------------------------------------


class Step(Part, frozen=True):
    """The unit of guidance and of record."""

    id: Identifier
    title: Text
    control: Control
    text: Text = {}
    pictures: Annotated[list[Picture], Meta(max_length=20)] = []
    clip: Clip | None = None
    warnings: Annotated[list[Warn], Meta(max_length=10)] = []
    time: StepTime = StepTime()
    when: Expression | None = None
    on_fail: OnFail = OnFail()
    on_exception: OnException = OnException()
    phrases: Annotated[
        list[Text],
        Meta(max_length=20, description="Quick phrases for exceptions and notes at this step."),
    ] = []
    photo_rate: Annotated[
        float,
        Meta(ge=0, le=1, description="Share of visits at which a photograph is asked for."),
    ] = 0
    checks: Annotated[list[Check], Meta(max_length=30)] = []

    def check(self, check_id: str) -> Check | None:
        return next((check for check in self.checks if check.id == check_id), None)


class Section(Part, frozen=True):
    """Steps grouped under a heading; it has no rules of its own."""

    id: Identifier
    title: Text
    steps: Annotated[list[Step], Meta(min_length=1, max_length=200)]


class Contingency(Part, frozen=True):
    """A released alternative path, entered with a team lead's authority and a reason."""

    id: Identifier
    title: Text
    purpose: Text
    steps: Annotated[list[Step], Meta(min_length=1, max_length=100)]
    occasion: Literal["other", "rush_order", "quality_incident"] = "other"


class Change(Part, frozen=True):
    """What this revision changed at a step; `removed` names a step that is gone."""

    step: Identifier
    kind: Literal["added", "changed", "removed"]
    text: Text


class Answer(Part, frozen=True):
    text: Text
    correct: bool = False


class Question(Part, frozen=True):
    """A quiz question about a change; exactly one answer is correct."""

    step: Identifier
    question: Text
    answers: Annotated[list[Answer], Meta(min_length=2, max_length=6)]


class Procedure(Part, frozen=True):
    """A revision of one job at one kind of station; the whole of `sop.yaml`."""

    format: Literal[1]
    code: Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=60)]
    revision: Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=20)]
    languages: Annotated[list[Language], Meta(min_length=1, max_length=10)]
    title: Text
    owner: Code
    effective: Annotated[str, Meta(description="ISO 8601 date or date and time with offset.")]
    sections: Annotated[list[Section], Meta(min_length=1, max_length=50)]
    purpose: Text = {}
    supersedes: Code | None = None
    applies_to: Applicability = Applicability()
    skills: Annotated[list[Requirement], Meta(max_length=20)] = []
    ppe: Annotated[list[Protection], Meta(max_length=20)] = []
    hazards: Annotated[list[Text], Meta(max_length=20)] = []
    tools: Annotated[list[Tool], Meta(max_length=100)] = []
    bom: Annotated[list[BomItem], Meta(max_length=500)] = []
    changes: Annotated[list[Change], Meta(max_length=500)] = []
    quiz: Annotated[list[Question], Meta(max_length=50)] = []
    contingencies: Annotated[list[Contingency], Meta(max_length=20)] = []
    unread: Annotated[
        Literal["block", "supervised"],
        Meta(description="Whoever has not acknowledged this revision: blocked, or with a coach."),
    ] = "block"
    trainees: Annotated[
        Literal["block", "supervised"],
        Meta(description="Whoever lacks a required skill: blocked, or with a coach."),
    ] = "block"
    answer_hours: Annotated[
        float,
        Meta(gt=0, le=8760, description="How soon the owner answers suggestions and exceptions."),
    ] = 48

    def steps(self, contingency: str | None = None) -> list[Step]:
        """The steps of the main path, or of one contingency procedure, in their order."""
        if contingency is None:
            return [step for section in self.sections for step in section.steps]
        return next((c.steps for c in self.contingencies if c.id == contingency), [])

    def step(self, step_id: str) -> Step | None:
        """The step of that id, on whichever path it lies."""
        paths: list[str | None] = [None, *(c.id for c in self.contingencies)]
        return next((s for path in paths for s in self.steps(path) if s.id == step_id), None)
