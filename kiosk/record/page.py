"""What is on the pages of a record. Plain values: the two layouts only place them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.record.wording import NOTHING, Both

Level = Literal["good", "attention", "bad", "plain"]
"""Shown as sign and word, never by colour alone."""


class Pair(Struct, frozen=True):
    label: Both
    value: Both
    level: Level = "plain"


class Happening(Struct, frozen=True):
    """Something that is no answer to a check, in the words of the floor."""

    at: str
    who: str
    text: Both
    reason: str = ""
    level: Level = "plain"
    photos: list[str] = []


class Try(Struct, frozen=True):
    """One answer to a check. `was` is the answer a correction replaced, still readable."""

    passed: bool
    value: Both
    who: str
    at: str
    number: Both = NOTHING
    why: Both = NOTHING
    was: Both = NOTHING
    reason: str = ""
    photos: list[str] = []


class CheckPart(Struct, frozen=True):
    title: Both
    required: Both
    tries: list[Try]


class VisitPart(Struct, frozen=True):
    label: Both
    begun: str
    ended: str
    duration: str
    timing: Both
    checks: list[CheckPart]
    happenings: list[Happening]


class StepPart(Struct, frozen=True):
    number: str
    title: Both
    control: Both
    status: Both
    level: Level
    standard: str
    visits: list[VisitPart]


class SectionPart(Struct, frozen=True):
    title: Both
    steps: list[StepPart]


class Signature(Struct, frozen=True):
    """Printed name, date and time, meaning (21 CFR 11.50)."""

    name: str
    person: str
    meaning: Both
    at: str
    where: Both
    seq: int


class EventRow(Struct, frozen=True):
    seq: int
    at: str
    who: str
    kind: str
    where: str
    digest: str


class Page(Struct, frozen=True):
    """`photos` are those whose pixels are in the record; `words` the labels of the layout."""

    title: Both
    code: str
    revision: str
    result: Pair
    facts: list[Pair]
    summary: list[Pair]
    sections: list[SectionPart]
    happenings: list[Happening]
    signatures: list[Signature]
    proof: list[Pair]
    events: list[EventRow]
    photos: list[str]
    zone: Both
    fingerprint: str
    words: dict[str, Both]
