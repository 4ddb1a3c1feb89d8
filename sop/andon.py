"""How long a call waits, and for whom: from the events alone. No clock in here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from sop.events import (
    ExceptionAnswered,
    ExceptionDisposed,
    ExceptionEscalated,
    ExceptionRaised,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sop.journal.envelope import Envelope

CHAIN = ("team_lead", "supervisor", "owner")
"""Whom a call goes on to, one after the other."""
MINUTES = (3.0, 10.0, 30.0)
"""After how many minutes without an answer it goes on to each of `CHAIN`."""

_Happening = ExceptionRaised | ExceptionAnswered | ExceptionEscalated | ExceptionDisposed
_KINDS: dict[str, type[_Happening]] = {
    kind.__name__: kind
    for kind in (ExceptionRaised, ExceptionAnswered, ExceptionEscalated, ExceptionDisposed)
}


class Moment(Struct, frozen=True):
    """`at` by the wall clock (ISO 8601 with offset); `mono` nanoseconds within one `boot`."""

    at: str
    mono: int
    boot: str


class Answered(Struct, frozen=True):
    event: ExceptionAnswered
    when: Moment


class Escalated(Struct, frozen=True):
    to: str
    when: Moment


class Disposed(Struct, frozen=True):
    event: ExceptionDisposed
    when: Moment


class Story(Struct, frozen=True):
    """One exception from beginning to end, as far as its events tell. `by` raised it."""

    raised: ExceptionRaised
    when: Moment
    execution: str | None = None
    by: str | None = None
    answers: tuple[Answered, ...] = ()
    escalations: tuple[Escalated, ...] = ()
    dispositions: tuple[Disposed, ...] = ()

    @property
    def exception(self) -> str:
        return self.raised.exception

    @property
    def held(self) -> bool:
        """Left standing, knowingly: it stays open and goes on to nobody."""
        return bool(self.dispositions) and self.dispositions[-1].event.disposition == "hold"

    @property
    def over(self) -> bool:
        return bool(self.dispositions) and not self.held


class Times(Struct, frozen=True):
    """In seconds from when it was raised to the first answer, and to the disposition that ended
    it; None for what has not happened."""

    respond_s: float | None
    resolve_s: float | None


def hear(stories: dict[str, Story], event: Envelope) -> None:
    """Take one event of a journal into account; what is no exception's changes nothing."""
    kind = _KINDS.get(event.kind)
    if kind is None:
        return
    try:
        told = msgspec.json.decode(event.data, type=kind)
    except msgspec.MsgspecError:  # of a newer program: not ours to tell
        return
    when = Moment(event.at, event.mono, event.boot)
    if isinstance(told, ExceptionRaised):
        fresh = Story(told, when, execution=event.execution, by=event.actor)
        stories.setdefault(told.exception, fresh)
    elif told.exception in stories:
        stories[told.exception] = _after(stories[told.exception], told, when)


def stories_in(events: Iterable[Envelope]) -> dict[str, Story]:
    """Every exception of a journal, by its id, in the order they were raised."""
    stories: dict[str, Story] = {}
    for event in events:
        hear(stories, event)
    return stories


def _after(
    story: Story,
    told: ExceptionAnswered | ExceptionEscalated | ExceptionDisposed,
    when: Moment,
) -> Story:
    change = msgspec.structs.replace
    if isinstance(told, ExceptionAnswered):
        return change(story, answers=(*story.answers, Answered(told, when)))
    if isinstance(told, ExceptionEscalated):
        return change(story, escalations=(*story.escalations, Escalated(told.to, when)))
    return change(story, dispositions=(*story.dispositions, Disposed(told, when)))


def times(story: Story) -> Times:
    """How soon it was answered and how soon it was over."""
    answer = story.answers[0].when if story.answers else None
    end = story.dispositions[-1].when if story.over else None
    return Times(
        None if answer is None else between(story.when, answer),
        None if end is None else between(story.when, end),
    )


def between(earlier: Moment, later: Moment) -> float:
    """Seconds, never negative: by the machine's clock within one boot, else by the wall's."""
    if earlier.boot == later.boot:
        return max(0.0, (later.mono - earlier.mono) / 1e9)
    span = datetime.fromisoformat(later.at) - datetime.fromisoformat(earlier.at)
    return max(0.0, span.total_seconds())


def age(then: Moment, awake: Moment, now: Moment) -> float:
    """Seconds from `then` until `now`. `awake` is when whoever asks began to count, in the boot
    of `now`: since then a wall clock that is set changes nothing any more."""
    if then.boot == now.boot:
        return between(then, now)
    return between(then, awake) + between(awake, now)


def due(
    story: Story, awake: Moment, now: Moment, minutes: tuple[float, ...] = MINUTES
) -> str | None:
    """Whom the call goes on to now; None while nobody is late.

    Unanswered it goes to each of `CHAIN` after so many minutes. Answered, but not disposed of, it
    goes on to the next after the longest of these, counted from the last that happened.
    """
    called = {escalated.to for escalated in story.escalations}
    waiting = [(to, after) for to, after in zip(CHAIN, minutes, strict=True) if to not in called]
    if not waiting or story.over or story.held:
        return None
    to, after = waiting[0]
    if not story.answers:
        return to if age(story.when, awake, now) >= after * 60 else None
    last = [story.answers[-1].when, *(escalated.when for escalated in story.escalations)]
    since = min(age(moment, awake, now) for moment in last)
    return to if since >= max(minutes) * 60 else None
