"""What is said and when: lost, twice, late, or by one who began anew."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.andon.line import BEAT_S, SILENT_S, SOON_S, Line, in_order
from kiosk.operations.andon import WaitingAnswer
from sop.wire.andon import Call, Calls, Coming, Heard, Said, Taken


def call(exception: str = "e-1", **more: object) -> Call:
    return Call(
        exception=exception, raised_at="2026-11-23T08:00:00+08:00", open_s=1.0,
        category="machine", **more,
    )  # fmt: skip


@pytest.fixture
def pair() -> tuple[Line, Line]:
    """a and b, who know one another."""
    a, b = Line("A-01"), Line("A-02")
    a.consists_of({"b": "A-02"}, 0.0)
    b.consists_of({"a": "A-01"}, 0.0)
    return a, b


def hand_over(from_: Line, name: str, to: Line, now: float) -> None:
    """All that is due arrives, and is acknowledged."""
    for device, said in from_.due(now):
        to.heard(name, said, now, int(now * 1e9))
        if isinstance(said, Calls):
            heard = Heard(session=to.session, of=said.session, number=said.number)
            from_.heard(device, heard, now, int(now * 1e9))


def shown(line: Line, now: float = 0.0) -> list[str]:
    return [heard.id for heard in line.calls(now)]


def test_a_call_reaches_the_other_and_is_said_no_more_until_the_next_beat(
    pair: tuple[Line, Line],
) -> None:
    a, b = pair
    a.call((call(),))
    hand_over(a, "a", b, 0.0)
    assert shown(b) == ["e-1"]
    assert a.all_heard("b")
    assert a.due(BEAT_S - 0.1) == []
    assert [type(said) for _device, said in a.due(BEAT_S + 0.1)] == [Calls]


def test_what_nobody_acknowledges_is_said_again_and_again(pair: tuple[Line, Line]) -> None:
    a, _b = pair
    a.call((call(),))
    said = sum(bool(a.due(tenth / 10)) for tenth in range(100))
    assert 4 <= said <= 10 / SOON_S


def test_an_end_is_told_as_surely_as_a_beginning(pair: tuple[Line, Line]) -> None:
    a, b = pair
    a.call((call(),))
    hand_over(a, "a", b, 0.0)
    a.call(())
    hand_over(a, "a", b, 0.1)
    assert shown(b) == []


def test_a_station_that_comes_later_sees_the_calls_that_are_open(
    pair: tuple[Line, Line],
) -> None:
    a, b = pair
    a.call((call(),))
    hand_over(a, "a", b, 0.0)
    late = Line("A-02")  # b was restarted, and remembers nothing
    late.consists_of({"a": "A-01"}, 1.0)
    for _device, said in late.due(1.0):
        a.heard("b", said, 1.0, 0)
    hand_over(a, "a", late, 1.0)
    assert shown(late) == ["e-1"]


def test_an_old_message_that_comes_late_does_not_bring_a_call_back(
    pair: tuple[Line, Line],
) -> None:
    a, b = pair
    a.call((call(),))
    ((_device, old),) = a.due(0.0)
    a.call(())
    hand_over(a, "a", b, 0.1)
    b.heard("a", old, 0.2, 0)
    assert shown(b) == []


def test_nobody_of_the_line_is_heard_once_struck_off(pair: tuple[Line, Line]) -> None:
    a, b = pair
    a.call((call(),))
    hand_over(a, "a", b, 0.0)
    b.consists_of({}, 1.0)
    assert shown(b) == []
    hand_over(a, "a", b, 5.0)
    assert shown(b) == []


def test_a_station_that_fell_silent_keeps_its_call_and_is_said_to_be_silent(
    pair: tuple[Line, Line],
) -> None:
    a, b = pair
    a.call((call(),))
    hand_over(a, "a", b, 0.0)
    assert [heard.silent for heard in b.calls(SILENT_S - 1)] == [False]
    assert [heard.silent for heard in b.calls(SILENT_S + 1)] == [True]
    assert b.neighbours(SILENT_S + 1)[0].heard is False


def test_an_answer_is_repeated_until_its_station_acknowledges_it(
    pair: tuple[Line, Line],
) -> None:
    a, b = pair
    a.call((call(),))
    hand_over(a, "a", b, 0.0)
    b.answers = [WaitingAnswer("e-1", "a", "wang", "王芳")]
    b.hurry("a")
    said = [said for now in (0.0, 1.0, 3.0) for _device, said in b.due(now)]
    assert [one.person for one in said if isinstance(one, Coming)] == ["wang"] * 3
    assert [heard.coming for heard in b.calls(0.0)] == [("王芳",)]
    b.answers = []
    assert not any(isinstance(said, Coming) for _device, said in b.due(9.0))


def test_who_is_known_to_come_is_not_said_to_be_on_the_way_twice(
    pair: tuple[Line, Line],
) -> None:
    a, b = pair
    taken = Taken(person="wang", name="王芳", at="2026-11-23T08:01:00+08:00", station="A-02")
    a.call((call(taken=(taken,)),))
    hand_over(a, "a", b, 0.0)
    b.answers = [WaitingAnswer("e-1", "a", "wang", "王芳")]
    assert b.calls(0.0)[0].coming == ()


def test_the_gravest_comes_first_and_of_these_the_oldest(pair: tuple[Line, Line]) -> None:
    a, b = pair
    fresh = call("fresh", severity="critical")
    old = msgspec.structs.replace(call("old", severity="critical"), open_s=500.0)
    a.call((call("minor"), fresh, old, call("major", severity="major")))
    hand_over(a, "a", b, 0.0)
    order = [heard.id for heard in in_order(b.calls(0.0), 0)]
    assert order == ["old", "fresh", "major", "minor"]


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=40), st.randoms())
def test_whatever_is_lost_doubled_or_shuffled_the_end_is_the_same(
    history: list[tuple[int, bool]], random: object
) -> None:
    a, b = Line("A-01"), Line("A-02")
    a.consists_of({"b": "A-02"}, 0.0)
    b.consists_of({"a": "A-01"}, 0.0)
    on_the_way: list[Said] = []
    now = 0.0
    for count, arrives in history:
        now += 1.0
        a.call(tuple(call(f"e-{index}") for index in range(count)))
        on_the_way += [said for _device, said in a.due(now)] * 2
        random.shuffle(on_the_way)  # type: ignore[attr-defined]
        if arrives and on_the_way:
            b.heard("a", on_the_way.pop(), now, 0)
    now += 60.0
    hand_over(a, "a", b, now)
    assert sorted(shown(b, now)) == sorted(one.exception for one in a.own)
    assert a.all_heard("b")
