"""The open calls of this station itself, as its journal tells them: nothing else is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sop.andon import Moment, Story, age, stories_in
from sop.wire.andon import MOST_CALLS, NOTE_LENGTH, Call, Taken

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from sop.release import Release


class OwnCalls:
    """For one thread; it never waits for the one that writes. `awake` is when it began to count."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self.awake = self.now()

    def now(self) -> Moment:
        clock = self._station.clock
        return Moment(clock.now().isoformat(), clock.monotonic_ns(), clock.boot_id())

    def read(self) -> list[Story]:
        """Those that are open, in the order they were raised. Raises the errors of the store."""
        told = stories_in(stored.envelope for stored in self._station.store.open_exceptions())
        return [story for story in told.values() if not story.over]

    def told(self, stories: list[Story]) -> tuple[Call, ...]:
        """As the line hears them: the latest ones, where there are too many."""
        now = self.now()
        return tuple(self._call(story, now) for story in stories[-MOST_CALLS:])

    def _call(self, story: Story, now: Moment) -> Call:
        raised = story.raised
        about = self._about(story)
        return Call(
            exception=story.exception,
            raised_at=story.when.at,
            open_s=age(story.when, self.awake, now),
            category=raised.category,
            severity=raised.severity,
            effect=raised.effect,
            note=raised.note[:NOTE_LENGTH],
            by=self._name(story.by),
            called=tuple(one.to for one in story.escalations),
            taken=tuple(
                Taken(
                    person=one.event.person.id,
                    name=one.event.person.name,
                    at=one.when.at,
                    station=one.event.station,
                )
                for one in story.answers
            ),
            held=story.held,
            **about,
        )

    def _about(self, story: Story) -> dict[str, Any]:
        """What of the run the call tells: nothing, where there was none."""
        run = self._station.store.run(story.execution) if story.execution else None
        if run is None:
            return {}
        release = self._release(run.release)
        step = release.procedure.step(story.raised.step) if release and story.raised.step else None
        return {
            "code": run.code,
            "revision": run.revision,
            "title": run.title,
            "unit": run.unit or run.work_order or "",
            "step": story.raised.step or "",
            "step_title": step.title if step is not None else {},
        }

    def _release(self, digest: str) -> Release | None:
        try:
            return self._station.release(digest)
        except KeyError:
            return None

    def _name(self, person: str | None) -> str:
        found = self._station.store.people.get(person) if person else None
        return " ".join(dict.fromkeys(found.names.values())) if found else person or ""
