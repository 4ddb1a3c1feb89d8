"""Taken, done, closed by somebody else, with evidence; overdue goes on; the promise is counted."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, close_old_connections, connection, connections, transaction
from django.utils import timezone

from hub.corrective import looking
from hub.corrective.escalating import escalate
from hub.corrective.models import Move, NeverChanged, Order
from hub.corrective.refusals import CorrectiveRefused
from hub.corrective.working import Step, move
from hub.people.models import Linked, Person
from tests.hub.corrective.conftest import ME, OTHER, Line, closed, done, in_a_week, taken

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(exception: str, who: str = ME, **step: Any) -> str:
    """Why; and nothing has changed by it."""
    before = list(Order.objects.values()), Move.objects.count()
    with pytest.raises(CorrectiveRefused) as told:
        move(who, exception, Step(**step))
    assert (list(Order.objects.values()), Move.objects.count()) == before
    return str(told.value.code)


@pytest.fixture
def known(line: Line) -> str:
    return line.raise_one()


def test_the_whole_way_is_kept_move_by_move(line: Line, known: str, photo: str) -> None:
    taken(known)
    done(known, photo)
    closed(known)
    told = looking.detail(known)
    assert [(it.what, it.who) for it in told.story] == [
        ("opened", "hub"), ("taken", ME), ("done", ME), ("closed", OTHER),
    ]  # fmt: skip
    assert [it.new["status"] for it in told.story] == ["open", "taken", "done", "closed"]
    assert told.story[2].evidence == [photo]
    assert told.order.closed_at is not None
    assert [it["status"] for it in line.news()] == ["open", "taken", "done", "closed"]


def test_who_takes_it_says_until_when(known: str) -> None:
    assert refused(known, action="take") == "due"
    assert refused(known, action="take", due=timezone.now()) == "due_past"
    taken(known)
    standing = looking.detail(known).order
    assert (standing.assignee, standing.check) == (ME, "No gasket of lot 7")


def test_nobody_closes_what_they_did_themselves_not_even_after_another_try(
    known: str, photo: str
) -> None:
    done(known, photo)
    assert refused(known, ME, action="close", why="seen") == "own_work"
    move(OTHER, known, Step(action="reopen", why="it is there again"))
    done(known, photo, who=OTHER)
    assert refused(known, ME, action="close", why="seen") == "own_work"
    assert refused(known, OTHER, action="close", why="seen") == "own_work"
    closed(known, who="third")
    assert looking.detail(known).order.status == "closed"


def test_who_did_it_is_known_by_any_name_and_when_another_says_so(known: str, photo: str) -> None:
    person = Person.objects.create(id="E2001", names={"en": "Sun Li"}, added_at=timezone.now())
    for name in (OTHER, "ye.second"):
        Linked.objects.create(user=User.objects.create_user(name), person=person)
    taken(known)
    move(ME, known, Step(action="assign", to=OTHER))
    done(known, photo, who=ME)
    assert refused(known, OTHER, action="close", why="seen") == "own_work", "it was given to her"
    assert refused(known, "ye.second", action="close", why="seen") == "own_work", "the same person"
    closed(known, who="third")


def test_nothing_is_closed_without_evidence_and_a_word_about_the_check(
    known: str, photo: str
) -> None:
    assert refused(known, action="done") == "what"
    done(known)
    assert refused(known, OTHER, action="close", why="seen") == "no_evidence"
    assert refused(known, OTHER, action="close", evidence=(photo,)) == "checked"
    absent = "ab" * 32
    assert refused(known, OTHER, action="close", why="s", evidence=(absent,)) == "unknown_evidence"
    closed(known, photo)


def test_evidence_of_before_it_was_opened_again_does_not_count(known: str, photo: str) -> None:
    done(known, photo)
    closed(known)
    move(ME, known, Step(action="reopen", why="it is there again"))
    done(known)
    assert refused(known, OTHER, action="close", why="seen") == "no_evidence"


def test_only_what_is_done_is_closed_and_what_is_closed_stays_so(known: str, photo: str) -> None:
    assert refused(known, OTHER, action="close", why="s", evidence=(photo,)) == "not_now"
    done(known, photo)
    closed(known)
    assert refused(known, action="done", why="again") == "not_now"
    assert refused(known, action="take", due=in_a_week()) == "not_now"
    assert refused(known, action="reopen") == "why"


def test_two_do_not_move_it_past_one_another(known: str) -> None:
    taken(known)
    assert refused(known, OTHER, action="done", why="x", seen=1) == "moved_meanwhile"
    assert refused("nothing", action="done", why="x") == "no_order"
    assert refused(known, action="eat") == "unknown_action"


def test_what_was_done_is_never_changed(known: str) -> None:
    taken(known)
    row = Move.objects.order_by("pk").last()
    assert row is not None
    for attempt in (row.save, row.delete, Move.objects.all().delete):
        with pytest.raises(NeverChanged):
            attempt()
    with pytest.raises(NeverChanged):
        Move.objects.update(who="somebody")


@pytest.mark.parametrize("statement", ["UPDATE {} SET who = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_it(known: str, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(Move._meta.db_table))
    assert Move.objects.count() == 1


def at_once(how_many: int, one: Callable[[], object]) -> list[object]:
    """As several workers would: each on a thread and a connection of its own."""
    start, told = threading.Barrier(how_many), []

    def run() -> None:
        close_old_connections()
        start.wait()
        try:
            told.append(one())
        except CorrectiveRefused as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(how_many)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    return told


def test_several_workers_that_look_at_once_let_it_go_on_once(line: Line, known: str) -> None:
    due = Order.objects.get().due
    assert sorted(at_once(4, lambda: escalate(due + timedelta(hours=1)))) == [0, 0, 0, 1]
    assert [it.what for it in looking.detail(known).story] == ["opened", "escalated"]
    assert len(line.news()) == 2


def test_of_two_who_take_it_at_once_one_has_it(line: Line, known: str) -> None:
    step = Step(action="take", due=in_a_week(), seen=1)
    told = at_once(3, lambda: move(ME, known, step).pk)
    assert sorted(map(str, told)) == sorted([known, "moved_meanwhile", "moved_meanwhile"])


def later(hours: float) -> int:
    """The hub looks as if so many hours had passed since it was due."""
    due = Order.objects.get().due
    return escalate(due + timedelta(hours=hours))


def test_overdue_it_goes_on_once_to_each_in_turn(line: Line, known: str) -> None:
    assert later(-1) == 0
    assert [later(1), later(2)] == [1, 0]
    assert [later(25), later(30), later(80), later(800)] == [1, 0, 1, 0]
    told = looking.detail(known)
    went = [it.why for it in told.story if it.what == "escalated"]
    assert went == ["lead", "approver", "admin"]


def test_overdue_at_another_time_it_goes_on_to_everybody_again(known: str) -> None:
    assert later(1) == 1
    taken(known)
    assert [later(-1), later(1), later(2)] == [0, 1, 0]
    went = [it.why for it in looking.detail(known).story if it.what == "escalated"]
    assert went == ["lead", "lead"]


def test_long_overdue_it_goes_straight_to_the_last(known: str) -> None:
    assert later(100) == 1
    assert [it.why for it in looking.detail(known).story[1:]] == ["admin"]


def test_what_is_closed_goes_nowhere(known: str, photo: str) -> None:
    done(known, photo)
    closed(known)
    assert later(100) == 0


def test_the_promise_of_an_answer_is_counted(line: Line, known: str) -> None:
    (before,) = looking.orders().promises
    assert (before.in_time, before.late, before.waiting) == (0, 0, 1)
    taken(known)
    late, missed = line.raise_one(), line.raise_one()
    past = timezone.now() - timedelta(hours=1)
    Order.objects.filter(pk__in=(late, missed)).update(answer_due=past)
    taken(late)
    (after,) = looking.orders().promises
    assert (after.code, after.in_time, after.late, after.waiting) == ("FLG-M12-080", 1, 2, 0)


def test_the_list_tells_the_most_urgent_first_and_can_be_narrowed(line: Line, photo: str) -> None:
    first, second = line.raise_one(), line.raise_one(in_run=False)
    done(first, photo)
    closed(first)
    Order.objects.filter(pk=second).update(due=timezone.now() - timedelta(hours=1))
    told = looking.orders()
    assert [it.exception for it in told.orders] == [second, first]
    assert (told.open, told.overdue, told.closed) == (1, 1, 1)
    assert [it.exception for it in looking.orders(overdue=True).orders] == [second]
    assert [it.exception for it in looking.orders("closed").orders] == [first]
    assert [it.exception for it in looking.orders(code="FLG-M12-080").orders] == [first]
    assert looking.orders(station="A-2").orders == []
