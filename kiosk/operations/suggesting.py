"""What an operator proposes on a step, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from uuid_utils import uuid7

from kiosk.operations.station import Change
from kiosk.store.hearing import Suggestion
from sop.station_events import SuggestionMade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.operations.station import Station
    from sop.wire.messages import News

KINDS = ("suggestion", "work_order")


class Proposal(Struct, frozen=True):
    """One of a person's own, with the latest answer; None while nobody has answered."""

    made: Suggestion
    answer: News | None = None

    @property
    def step(self) -> dict[str, str]:
        """The step's title by language; empty where it was about the procedure."""
        return msgspec.json.decode(self.made.step, type=dict[str, str])


class Mine(Struct, frozen=True):
    """What the hub has to say to whoever is here. `points` for what was adopted or accepted;
    `work_orders` are what exceptions of this station led to, for team leads only."""

    proposals: tuple[Proposal, ...] = ()
    points: int = 0
    work_orders: tuple[News, ...] = ()


def suggest(
    station: Station, execution: str, step: str | None, text: str, photos: tuple[bytes, ...] = ()
) -> str:
    """Whoever is signed in proposes something on a step of that run; returns the suggestion's id.
    Its photographs are on disk before the fact that names them."""
    digests = tuple(station.store.blobs.put(jpeg) for jpeg in photos)
    state, person = station.state(execution), station.signed_in()
    made = SuggestionMade(
        suggestion=str(uuid7()),
        person=person,
        release=state.release,
        code=state.procedure.code,
        revision=state.procedure.revision,
        step=step,
        text=text,
        photos=digests,
        execution=execution,
    )
    stored = station.record(made)
    found = state.procedure.step(step) if step is not None else None
    station.store.suggestions.put(
        Suggestion(
            id=made.suggestion,
            person=person.id,
            at=stored.envelope.at,
            code=made.code,
            revision=made.revision,
            step=msgspec.json.encode(found.title if found is not None else {}).decode(),
            text=text,
            photos=len(digests),
        )
    )
    return made.suggestion


def mine(station: Station) -> Mine:
    """What whoever is signed in proposed, the latest first, and what became of it."""
    if station.person is None:
        return Mine()
    answers = station.store.news.last_about("suggestion")
    made = station.store.suggestions.of(station.person.id)
    proposals = tuple(Proposal(it, answers.get(it.id)) for it in made)
    lead = "team_lead" in station.person.roles
    return Mine(
        proposals=proposals,
        points=sum(it.answer.points for it in proposals if it.answer is not None),
        work_orders=tuple(station.store.news.last_about("work_order").values()) if lead else (),
    )


def unheard(station: Station) -> int:
    """How many of the answers to whoever is signed in they have not been shown yet."""
    if station.person is None:
        return 0
    heard = station.store.settings.get(_key(station.person.id), 0)
    answers = (it.answer for it in mine(station).proposals)
    return sum(it is not None and it.number > heard for it in answers)


def hear(station: Station) -> Mine:
    """As `mine`, and from now on these answers are nothing new to them."""
    told = mine(station)
    numbers = [it.answer.number for it in told.proposals if it.answer is not None]
    if station.person is not None and unheard(station):
        station.store.settings.put(_key(station.person.id), max(numbers))
        station.tell(Change("news"))
    return told


def take_news(station: Station, news: Iterable[News]) -> None:
    """Keep what the hub told, whatever its kind: a later version may know what to do with it."""
    told = list(news)
    with station.store.together():
        for each in told:
            station.store.news.put(each)
    if told:
        station.tell(Change("news"))


def _key(person: str) -> str:
    return f"answers_heard:{person}"
