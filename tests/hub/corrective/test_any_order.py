"""Whatever comes first, in whatever pieces, read once or again: one story, and one order each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.andon.models import Call
from hub.corrective import looking
from hub.corrective.models import Move, Order, Told
from hub.records.projecting import catch_up, rebuild
from sop import events as e
from sop.station_events import CallAnswered
from tests.hub.corrective.conftest import LEAD, Line

if TYPE_CHECKING:
    from pathlib import Path

FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
AT_A1 = ("raised", "answered", "noted", "escalated", "disposed")


def event(known: str, what: str) -> e.Event:
    fields: dict[str, Any] = {"exception": known, "at": 2, "by": LEAD.id}
    return {
        "raised": lambda: e.ExceptionRaised(**fields, category="machine", severity="major"),
        "answered": lambda: e.ExceptionAnswered(**fields, person=LEAD),
        "noted": lambda: e.NoteAdded(**fields, note="set apart", lead=LEAD),
        "escalated": lambda: e.ExceptionEscalated(**fields, to="supervisor"),
        "disposed": lambda: e.ExceptionDisposed(
            **fields, disposition="continue", lead=LEAD, reason="changed"
        ),
    }[what]()


def told(line: Line, in_run: list[bool]) -> tuple[list[str], dict[str, list[bytes]]]:
    """The whole story of as many exceptions, in two journals, one event after the other."""
    names = [str(uuid4()) for _ in in_run]
    lines: dict[str, list[bytes]] = {"A-1": [], "A-2": []}
    for what in AT_A1:
        for known, runs in zip(names, in_run, strict=True):
            lines["A-1"] += line.write(event(known, what), line.run if runs else None)
    for known in names:
        there = CallAnswered(exception=known, station="A-1", person=LEAD)
        lines["A-2"] += line.write(there, None, "A-2")
    return names, lines


def send_in_pieces(line: Line, lines: dict[str, list[bytes]], draw: st.DataObject) -> None:
    """Each journal in its own order, the two of them mixed anyhow, read whenever."""
    while waiting := [name for name, some in lines.items() if some]:
        station = draw.draw(st.sampled_from(waiting), label="station")
        some = lines[station]
        count = draw.draw(st.integers(1, len(some)), label="events")
        line.send(some[:count], station)
        del some[:count]
        if draw.draw(st.booleans(), label="read now"):
            catch_up()
    catch_up()


def told_rows() -> list[str]:
    return sorted(map(str, Told.objects.values()))


def shape(name: str) -> Any:
    """The story, without what only says when the hub was asked."""
    found = looking.detail(name)
    call = Call.objects.values().get(pk=name)
    return (found.case, found.notes, [(it.name, it.station) for it in found.answered_at], call)


@FEW
@given(draw=st.data(), in_run=st.lists(st.booleans(), min_size=1, max_size=3))
def test_any_order_of_arrival_gives_the_same_story_and_one_order_each(
    office: Path, draw: st.DataObject, in_run: list[bool]
) -> None:
    line = Line(str(uuid4())[:8])
    before = Order.objects.count()
    names, lines = told(line, in_run)
    send_in_pieces(line, lines, draw)
    assert Order.objects.count() - before == len(names)
    for name in names:
        case, notes, answered, call = shape(name)
        assert case.raised.exception == name
        assert (case.answered, case.escalated) == (LEAD, ("supervisor",))
        assert case.decided.reason == "changed"
        assert (notes, answered) == (["set apart"], [("孙丽", line.name("A-2"))])
        assert (call["over"], call["called"]) == (True, ["supervisor"])
        assert [it["name"] for it in call["answers"]] == [LEAD.name]
        assert Move.objects.filter(order=name).count() == 1
    stories, rows = [shape(it) for it in names], told_rows()
    rebuild()
    assert [shape(it) for it in names] == stories
    assert told_rows() == rows
    assert Order.objects.count() - before == len(names)
