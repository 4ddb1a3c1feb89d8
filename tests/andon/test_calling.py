"""From one station to the others and back, through real sockets and real journals."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.andon.errors import OtherPort
from kiosk.operations.andon import take_call
from kiosk.operations.exceptions import dispose_exception, escalate_exception
from kiosk.operations.signing import UnknownBadge
from sop.andon import stories_in, times
from sop.signing import SigningKey
from sop.wire.documents import Peer
from tests.andon.conftest import QUIET_S, Post, free_port, know_one_another, until

if TYPE_CHECKING:
    from collections.abc import Callable

import pytest


@pytest.fixture
def line(post: Callable[..., Post]) -> tuple[Post, Post]:
    """Two stations that hear one another."""
    a, b = post("A-01"), post("A-02")
    know_one_another(a, b)
    a.start()
    b.start()
    until(lambda: a.hears(b) and b.hears(a))
    return a, b


def test_a_call_appears_at_the_other_station_and_goes_when_it_is_disposed_of(
    line: tuple[Post, Post],
) -> None:
    a, b = line
    exception = a.raises(note="no torque")
    heard = until(lambda: b.sees(exception))
    assert (heard.station, heard.own, heard.call.note) == ("A-01", False, "no torque")
    assert (heard.call.severity, heard.call.effect) == ("critical", "stop")
    assert until(lambda: a.sees(exception)).own
    a.station.store.people.put(_lead())
    a.station.store.people.set_pin("zhao", "284917")
    a.ask(dispose_exception, exception, "continue", "B-9", "284917", "wrench changed")
    until(lambda: b.sees(exception) is None and a.sees(exception) is None)


def _lead() -> object:
    from kiosk.store import Person

    return Person(id="zhao", badge="B-9", names={"zh": "赵敏"}, roles=("operator", "team_lead"))


def test_it_is_answered_there_and_both_journals_say_so(line: tuple[Post, Post]) -> None:
    a, b = line
    exception = a.raises()
    heard = until(lambda: b.sees(exception))
    b.ask(take_call, "B-1", heard)
    until(lambda: a.events("ExceptionAnswered"))
    (at_a,) = a.events("ExceptionAnswered")
    (at_b,) = b.events("CallAnswered")
    assert at_a["exception"] == at_b["exception"] == exception
    assert at_a["person"]["id"] == at_b["person"]["id"] == "wang"
    assert (at_a["station"], at_b["station"]) == ("A-02", "A-01")
    until(lambda: b.sees(exception).call.taken and not b.sees(exception).coming)
    (taken,) = b.sees(exception).call.taken
    assert (taken.person, taken.station) == ("wang", "A-02")


def test_taken_twice_by_the_same_person_it_is_recorded_once_where_it_is(
    line: tuple[Post, Post],
) -> None:
    a, b = line
    exception = a.raises()
    heard = until(lambda: b.sees(exception))
    b.ask(take_call, "B-1", heard)
    until(lambda: a.events("ExceptionAnswered"))
    until(lambda: not b.andon._line.answers)
    b.ask(take_call, "B-1", heard)
    until(lambda: not b.andon._line.answers)
    assert len(a.events("ExceptionAnswered")) == 1


def test_a_badge_unknown_here_answers_nothing(line: tuple[Post, Post]) -> None:
    a, b = line
    exception = a.raises()
    heard = until(lambda: b.sees(exception))
    with pytest.raises(UnknownBadge):
        b.ask(take_call, "B-404", heard)
    assert b.events("CallAnswered") == []


def test_a_person_the_calling_station_does_not_know_is_refused_there_and_told_here(
    line: tuple[Post, Post],
) -> None:
    from kiosk.store import Person

    a, b = line
    b.station.store.people.put(Person(id="ghost", badge="B-7", names={"zh": "陌生人"}))
    exception = a.raises()
    heard = until(lambda: b.sees(exception))
    b.ask(take_call, "B-7", heard)
    until(lambda: b.sees(exception).refused)
    assert b.sees(exception).refused == {"陌生人": "unknown_person"}
    assert a.events("ExceptionAnswered") == []


def test_an_answer_given_while_the_calling_station_was_away_arrives_when_it_is_back(
    line: tuple[Post, Post],
) -> None:
    a, b = line
    exception = a.raises()
    heard = until(lambda: b.sees(exception))
    a.stop()
    b.ask(take_call, "B-1", heard)
    until(lambda: b.sees(exception).coming == ("王芳 Wang Fang",))
    b.restart()  # not even a restart here loses it
    a.restart()
    until(lambda: a.events("ExceptionAnswered"))
    until(lambda: not b.andon._line.answers)


def test_a_station_that_starts_later_sees_the_call_that_is_open(
    post: Callable[..., Post],
) -> None:
    a, b = post("A-01"), post("A-02")
    know_one_another(a, b)
    a.start()
    exception = a.raises()
    b.start()
    assert until(lambda: b.sees(exception)).call.open_s > 0


def test_after_a_restart_the_open_call_is_still_called(line: tuple[Post, Post]) -> None:
    a, b = line
    exception = a.raises()
    until(lambda: b.sees(exception))
    a.restart()
    assert until(lambda: a.sees(exception)).own
    until(lambda: b.hears(a))
    assert b.sees(exception)


def test_a_station_that_comes_back_elsewhere_is_heard_again(
    post: Callable[..., Post],
) -> None:
    a, b = post("A-01"), post("A-02")
    know_one_another(a, b)
    a.start()
    b.start()
    until(lambda: a.hears(b) and b.hears(a))
    a.stop()
    a.port = free_port()
    a.start()  # nobody told b; a dials it, and that is enough
    exception = a.raises()
    until(lambda: b.sees(exception))


@pytest.mark.parametrize("case", ["another line", "another key", "not on the roster"])
def test_whoever_does_not_belong_hears_nothing_and_is_not_heard(
    post: Callable[..., Post], case: str
) -> None:
    a, b, c = post("A-01"), post("A-02"), post("X-09")
    know_one_another(a, b, c)
    told = {
        "another line": Peer(device=c.device, station="X-09", key=c.key.public, line="L2"),
        "another key": Peer(
            device=c.device, station="X-09", key=SigningKey.make().public, line="L1"
        ),
        "not on the roster": None,
    }[case]
    for one in (a, b):
        one.peers = [a.peer, b.peer, *([told] if told else [])]
    for one in (a, b, c):
        one.start()
    until(lambda: a.hears(b) and b.hears(a))
    call, strange = a.raises(), c.raises()
    until(lambda: b.sees(call))
    time.sleep(QUIET_S)
    assert c.sees(call) is None
    assert a.sees(strange) is None
    assert b.sees(strange) is None
    assert not a.hears(c)


def test_one_who_is_put_on_the_roster_later_is_heard_from_then_on(
    post: Callable[..., Post],
) -> None:
    a, b = post("A-01"), post("A-02")
    know_one_another(a, b)
    a.peers = [a.peer]
    a.start()
    b.start()
    exception = a.raises()
    time.sleep(QUIET_S)
    assert b.sees(exception) is None
    a.peers = [a.peer, b.peer]
    until(lambda: b.sees(exception), 40)


def test_on_no_line_it_calls_only_here_and_the_work_goes_on(post: Callable[..., Post]) -> None:
    alone = post("A-01", line="")
    alone.start()
    exception = alone.raises()
    assert until(lambda: alone.sees(exception)).own
    assert alone.status.reach == "alone"


def test_nobody_comes_and_it_goes_on_to_the_team_lead_and_on(post: Callable[..., Post]) -> None:
    a = post("A-01", line="")
    a.minutes = (0.01, 0.02, 0.03)
    a.start()
    exception = a.raises()
    until(lambda: len(a.events("ExceptionEscalated")) == 3)
    told = [event["to"] for event in a.events("ExceptionEscalated")]
    assert told == ["team_lead", "supervisor", "owner"]
    assert until(lambda: a.sees(exception).call.called == tuple(told))


def test_what_it_has_gone_on_to_is_not_said_again_after_a_restart(
    post: Callable[..., Post],
) -> None:
    a = post("A-01", line="")
    a.start()
    exception = a.raises()
    a.ask(escalate_exception, exception, "team_lead")
    a.minutes = (0.001, 0.02, 60.0)
    a.restart()
    until(lambda: len(a.events("ExceptionEscalated")) == 2)
    assert [event["to"] for event in a.events("ExceptionEscalated")] == [
        "team_lead",
        "supervisor",
    ]


def test_response_and_resolution_times_come_out_of_the_journal(line: tuple[Post, Post]) -> None:
    a, b = line
    exception = a.raises()
    b.ask(take_call, "B-1", until(lambda: b.sees(exception)))
    until(lambda: a.events("ExceptionAnswered"))
    told = stories_in(stored.envelope for stored in a.station.store.tail(0, 1000))
    respond = times(told[exception]).respond_s
    assert respond is not None
    assert 0 < respond < 60


def test_a_port_that_is_taken_is_told_and_another_serves(post: Callable[..., Post]) -> None:
    a, b = post("A-01"), post("A-02")
    know_one_another(a, b)
    a.start()
    until(lambda: a.status.port == a.port)
    b.port = a.port
    b.start()
    told = until(lambda: b.status.trouble)
    assert isinstance(told, OtherPort)
    assert b.status.port not in (0, a.port)
    until(lambda: a.hears(b) and b.hears(a))
