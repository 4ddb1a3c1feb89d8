"""How long a call waited and whom it goes on to, from the events alone."""

from __future__ import annotations

import msgspec
import pytest

from sop.andon import MINUTES, Moment, Story, Times, age, between, due, stories_in, times
from sop.events import (
    ExceptionAnswered,
    ExceptionDisposed,
    ExceptionEscalated,
    ExceptionRaised,
    Person,
)
from sop.journal.envelope import Envelope

WANG = Person(id="wang", name="王芳")
BEGIN = {"at": 0, "by": "li"}


def envelope(event: object, minute: float, boot: str = "one", wall: str = "") -> Envelope:
    return Envelope(
        seq=1, prev="", id="", log="", execution="x-1", actor="li", boot=boot,
        at=wall or f"2026-11-23T08:{int(minute):02}:00+08:00", mono=int(minute * 60e9),
        kind=type(event).__name__, data=msgspec.Raw(msgspec.json.encode(event)),
    )  # fmt: skip


def raised(exception: str = "e-1") -> ExceptionRaised:
    return ExceptionRaised(**BEGIN, exception=exception, category="machine", severity="major")


def answered() -> ExceptionAnswered:
    return ExceptionAnswered(**BEGIN, exception="e-1", person=WANG, station="A-02")


def escalated(to: str) -> ExceptionEscalated:
    return ExceptionEscalated(**BEGIN, exception="e-1", to=to)


def disposed(how: str) -> ExceptionDisposed:
    return ExceptionDisposed(
        **BEGIN, exception="e-1", disposition=how, lead=WANG, reason="tool changed"
    )


def story(*happenings: tuple[object, float]) -> Story:
    told = [envelope(raised(), 0), *(envelope(event, minute) for event, minute in happenings)]
    return stories_in(told)["e-1"]


def at(minute: float, boot: str = "one") -> Moment:
    return Moment(f"2026-11-23T08:{int(minute):02}:00+08:00", int(minute * 60e9), boot)


def test_response_and_resolution_count_from_when_it_was_raised() -> None:
    whole = story((answered(), 2), (answered(), 3), (disposed("continue"), 12))
    assert times(whole) == Times(respond_s=120, resolve_s=720)


def test_what_has_not_happened_has_no_time() -> None:
    assert times(story()) == Times(None, None)
    assert times(story((answered(), 1))) == Times(60, None)


def test_a_call_left_standing_is_not_resolved_until_it_is_disposed_of_otherwise() -> None:
    held = story((disposed("hold"), 5))
    assert (held.held, held.over, times(held).resolve_s) == (True, False, None)
    ended = story((disposed("hold"), 5), (disposed("rework"), 9))
    assert (ended.held, ended.over, times(ended).resolve_s) == (False, True, 540)


def test_within_one_boot_a_wall_clock_that_jumps_changes_no_time() -> None:
    events = [
        envelope(raised(), 0),
        envelope(answered(), 2, wall="2016-01-01T00:00:00+08:00"),
    ]
    assert times(stories_in(events)["e-1"]).respond_s == 120


def test_across_a_restart_the_wall_clock_tells_and_never_less_than_nothing() -> None:
    assert between(at(50), at(55, "two")) == 300
    assert between(at(50), at(5, "two")) == 0


def test_after_a_restart_only_the_machine_s_clock_counts_on() -> None:
    awake, much_later_by_the_wall = at(12, "two"), Moment("2036-01-01T00:00:00+08:00", 0, "two")
    later = msgspec.structs.replace(much_later_by_the_wall, mono=awake.mono + int(30e9))
    assert age(at(10), awake, later) == 150


@pytest.mark.parametrize(
    ("minute", "called", "to"),
    [
        (2.9, (), None),
        (3, (), "team_lead"),
        (9.9, ("team_lead",), None),
        (10, ("team_lead",), "supervisor"),
        (29.9, ("team_lead", "supervisor"), None),
        (30, ("team_lead", "supervisor"), "owner"),
        (600, ("team_lead", "supervisor", "owner"), None),
    ],
)
def test_unanswered_it_goes_on_to_one_after_the_other(
    minute: float, called: tuple[str, ...], to: str | None
) -> None:
    waiting = story(*((escalated(role), index + 1) for index, role in enumerate(called)))
    assert due(waiting, at(0), at(minute), MINUTES) == to


def test_after_a_long_silence_nobody_of_the_chain_is_left_out() -> None:
    assert due(story(), at(0), at(500)) == "team_lead"
    assert due(story((escalated("team_lead"), 500)), at(0), at(500)) == "supervisor"


def test_answered_it_waits_for_its_disposition_before_it_goes_on() -> None:
    taken = story((answered(), 2))
    assert due(taken, at(0), at(31.9)) is None
    assert due(taken, at(0), at(32)) == "team_lead"
    again = story((answered(), 2), (escalated("team_lead"), 32))
    assert due(again, at(0), at(61)) is None
    assert due(again, at(0), at(62)) == "supervisor"


def test_what_is_over_or_left_standing_goes_on_to_nobody() -> None:
    assert due(story((disposed("hold"), 1)), at(0), at(500)) is None
    assert due(story((disposed("scrap"), 1)), at(0), at(500)) is None


def test_the_same_exception_told_twice_is_one_story_and_others_are_left_alone() -> None:
    told = stories_in(
        [
            envelope(raised(), 0),
            envelope(raised(), 5),
            envelope(answered(), 1),
            envelope(raised("e-2"), 6),
        ]
    )
    assert list(told) == ["e-1", "e-2"]
    assert told["e-1"].when == at(0)
    assert (len(told["e-1"].answers), told["e-2"].answers) == (1, ())


def test_events_of_other_kinds_and_of_newer_programs_change_nothing() -> None:
    strange = msgspec.structs.replace(envelope(raised(), 0), data=msgspec.Raw(b'{"x":1}'))
    other = msgspec.structs.replace(envelope(raised(), 0), kind="StepCompleted")
    assert stories_in([strange, other]) == {}
