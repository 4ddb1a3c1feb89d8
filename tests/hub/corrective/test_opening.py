"""Every exception opens one work order, whatever way its story comes up."""

from __future__ import annotations

from itertools import permutations

import pytest

from hub.corrective import looking
from hub.corrective.models import Move, Order, Told
from hub.records.projecting import catch_up, rebuild
from sop import events as e
from sop.station_events import CallAnswered
from tests.hub.corrective.conftest import LEAD, Line, closed, done, taken


def test_an_exception_of_a_run_opens_one_with_owner_and_due_time(line: Line) -> None:
    known = line.raise_one(note="scratched")
    (order,) = looking.orders().orders
    assert (order.exception, order.station, order.execution) == (known, "A-1", line.run)
    assert (order.code, order.revision, order.step) == ("FLG-M12-080", "A", "gasket_80")
    assert (order.category, order.severity, order.note) == ("material", "major", "scratched")
    assert order.owner
    assert 47 < (order.due - order.raised_at).total_seconds() / 3600 <= 48
    assert (order.status, order.overdue, order.answered) == ("open", False, False)


def test_one_with_no_run_opens_one_too(line: Line) -> None:
    line.raise_one(in_run=False, category="machine")
    (order,) = looking.orders().orders
    assert (order.station, order.execution, order.code) == ("A-1", "", "")


def test_read_again_it_opens_nothing_and_what_people_did_stays(line: Line, photo: str) -> None:
    known = line.raise_one()
    taken(known)
    done(known, photo)
    closed(known)
    before = list(Move.objects.order_by("pk").values())
    heard = line.news()
    rebuild()
    catch_up()
    assert list(Move.objects.order_by("pk").values()) == before
    assert line.news() == heard
    assert looking.detail(known).order.status == "closed"
    assert looking.detail(known).case is not None


def story(known: str) -> list[e.Event]:
    fields = {"exception": known, "at": 2, "by": LEAD.id}
    return [
        e.ExceptionAnswered(**fields, person=LEAD),
        e.NoteAdded(**fields, note="set apart", lead=LEAD),
        e.ExceptionDisposed(**fields, disposition="continue", lead=LEAD, reason="changed"),
    ]


@pytest.mark.parametrize("cut", range(4))
def test_the_story_is_one_however_it_is_cut_into_batches(line: Line, cut: int) -> None:
    known = line.raise_one()
    lines = [line.write(each, line.run)[0] for each in story(known)]
    for part in (lines[:cut], lines[cut:]):
        if part:
            line.send(part)
            catch_up()
    told = looking.detail(known)
    assert told.case.answered == LEAD
    assert (told.case.decided.disposition, told.case.decided.reason) == ("continue", "changed")
    assert told.notes == ["set apart"]
    assert Order.objects.count() == 1


@pytest.mark.parametrize("first", list(permutations(("A-1", "A-2"))), ids=str)
def test_a_call_answered_at_another_station_is_part_of_it_whichever_comes_up_first(
    line: Line, first: tuple[str, str]
) -> None:
    known = "e-1"
    raised = e.ExceptionRaised(at=1, by="E1002", exception=known, category="machine")
    answered = CallAnswered(exception=known, station="A-1", person=LEAD)
    lines = {"A-1": line.write(raised, line.run), "A-2": line.write(answered, None, "A-2")}
    for station in first:
        line.send(lines[station], station)
        catch_up()
    (there,) = looking.detail(known).answered_at
    assert (there.name, there.station) == ("孙丽", "A-2")
    assert Order.objects.count() == 1


def test_what_cannot_be_understood_opens_nothing_and_holds_nobody_up(line: Line) -> None:
    journal = line.journals["A-1"]
    line.send(journal.write(1, "ExceptionRaised", {"exception": "x"}, execution=line.run))
    catch_up()
    known = line.raise_one()
    assert [it.exception for it in looking.orders().orders] == [known]
    assert not Told.objects.filter(exception="x").exists()


def test_the_station_hears_that_it_was_opened_with_owner_and_due_time(line: Line) -> None:
    known = line.raise_one()
    (heard,) = line.news()
    assert (heard["kind"], heard["about"], heard["status"]) == ("work_order", known, "open")
    assert heard["owner"]
    assert heard["due"]
    assert line.news("A-2") == []


def test_the_station_hears_in_a_line_what_it_is_about_in_both_languages(line: Line) -> None:
    line.raise_one(note="scratched")
    line.raise_one(in_run=False, category="machine", severity="critical")
    first, second = line.news()
    assert first["subject"] == {
        "zh": "料 · 严重 · 扫描并装入新密封垫 DN80 · scratched",
        "en": "Material · major · Scan and fit a new DN80 gasket · scratched",
    }
    assert second["subject"] == {"zh": "机 · 重大", "en": "Machine · critical"}
    assert second["owner"] == "team_lead"
