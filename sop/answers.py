"""What a check was answered with. Stored inside the events, so names here never change."""

from msgspec import Struct


class BaseAnswer(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """An answer is a value: two equal answers are the same answer."""


class Acknowledged(BaseAnswer, frozen=True, tag="acknowledge"):
    """Said to be done."""


class Scanned(BaseAnswer, frozen=True, tag="scan"):
    """The exact text (GS as \\x1d), where it came from, and what was captured from it."""

    text: str
    symbology: str
    source: str
    gs1: dict[str, str] = {}
    part: str | None = None
    lot: str | None = None
    serial: str | None = None
    quantity: str | None = None


class Measured(BaseAnswer, frozen=True, tag="measurement"):
    """Every sample as taken, and their mean rounded to the check's decimals."""

    samples: tuple[float, ...]
    value: float
    unit: str
    source: str = "typed"


class Chosen(BaseAnswer, frozen=True, tag="choice"):
    options: tuple[str, ...]


class Ticked(BaseAnswer, frozen=True, tag="checklist"):
    items: tuple[str, ...]


class Written(BaseAnswer, frozen=True, tag="text"):
    text: str


class Photographed(BaseAnswer, frozen=True, tag="photo"):
    """SHA-256 of each photograph, in the order taken."""

    photos: tuple[str, ...]


class Waited(BaseAnswer, frozen=True, tag="timer"):
    elapsed_ms: int


class Calculated(BaseAnswer, frozen=True, tag="calculation"):
    value: float
    unit: str = ""


class Signed(BaseAnswer, frozen=True, tag="sign_off"):
    """Printed name and meaning beside who signed (21 CFR 11.50), and what was signed (11.70):
    `record` is `sop.journal.record_digest` of the execution's events before this one. Empty in
    records written before it was kept.
    """

    signer: str
    name: str
    meaning: str
    record: str = ""


Answer = (
    Acknowledged
    | Scanned
    | Measured
    | Chosen
    | Ticked
    | Written
    | Photographed
    | Waited
    | Calculated
    | Signed
)
