"""What the signals look at: one ended run, as plain numbers. Times in ms by the station's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, field

from hub.records.bodies import events_of
from sop import events as told
from sop.answers import Measured

if TYPE_CHECKING:
    from hub.records.models import Execution

_decode = msgspec.json.Decoder(told.Event).decode
BREAK_MS = 5 * 60_000
"""Whoever recorded nothing for so long may have been anywhere."""


class Done(Struct, frozen=True):
    """A step completed. `under`: the station found it below the procedure's minimum."""

    step: str
    visit: int
    at: int
    took_ms: int
    under: bool
    by: str


class Reading(Struct, frozen=True):
    """All samples of one measurement, in the order taken."""

    step: str
    check: str
    at: int
    samples: tuple[float, ...]
    source: str
    by: str


class Stay(Struct):
    """At work here without a longer break."""

    person: str
    acts: list[int] = field(default_factory=list)


class Told(Struct):
    """A run in the order recorded. What was confirmed once and corrected counts as it was first."""

    done: list[Done] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


_BY_HAND = (
    told.StepEntered, told.CheckPassed, told.CheckFailed, told.ItemTicked, told.SampleTaken,
    told.PhotoTaken, told.StepCompleted, told.WarningsAcknowledged,
)  # fmt: skip


def told_by(run: Execution) -> Told:
    """Of the log it began in; another history of it is looked at by people."""
    found = Told()
    away = False
    for log, _, envelope in events_of(run):
        if log != run.log_id:
            continue
        try:
            event: Any = _decode(envelope.data)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
        away = away or isinstance(event, told.ExecutionPaused | told.HandedOver)
        if isinstance(event, _BY_HAND):
            _note(found, event, away)
            away = False
    return found


def _note(found: Told, event: Any, away: bool) -> None:
    stay = found.stays[-1] if found.stays else None
    if stay is None or away or stay.person != event.by or event.at - stay.acts[-1] > BREAK_MS:
        stay = Stay(event.by)
        found.stays.append(stay)
    stay.acts.append(max(event.at, stay.acts[-1] if stay.acts else event.at))
    if isinstance(event, told.StepCompleted):
        under = event.timing == "under"
        found.done.append(
            Done(event.step, event.visit, event.at, event.duration_ms, under, event.by)
        )
    elif isinstance(event, told.CheckPassed | told.CheckFailed):
        answer = event.answer
        if isinstance(answer, Measured):
            found.readings.append(
                Reading(event.step, event.check, event.at, answer.samples, answer.source, event.by)
            )
