"""The owner's answers: complete, kept for good, told to the station, and credited once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, close_old_connections, connection, connections, transaction
from django.utils import timezone

from hub.improving import looking
from hub.improving.answering import Reply, answer
from hub.improving.crediting import standing
from hub.improving.leaderboard import leave_out
from hub.improving.models import Case, Credit, Decision, NeverChanged
from hub.improving.refusals import ImprovingRefused
from hub.news.models import Piece
from hub.people.models import Linked, Person
from tests.hub.improving.conftest import OWNER, Works, accepted, adopted, declined, in_a_week


def refused(suggestion: str, who: str = OWNER, **reply: object) -> str:
    """Why; and nothing has changed by it."""
    before = Decision.objects.count(), Credit.objects.count(), Piece.objects.count()
    with pytest.raises(ImprovingRefused) as told:
        answer(who, suggestion, Reply(**reply))
    assert (Decision.objects.count(), Credit.objects.count(), Piece.objects.count()) == before
    return str(told.value.code)


# --- what an answer needs ---


def test_an_accepted_one_has_a_time_the_change_is_due(works: Works) -> None:
    made = works.suggest()
    assert refused(made, status="accepted") == "due"
    assert refused(made, status="accepted", due=timezone.now()) == "due_past"
    accepted(made)
    assert looking.detail(made).suggestion.status == "accepted"


def test_a_declined_one_has_a_reason(works: Works) -> None:
    made = works.suggest()
    assert refused(made, status="declined", why="  ") == "why"
    declined(made)
    assert looking.detail(made).history[0].why == "It would not fit DN50"


def test_an_adopted_one_names_a_revision_that_is_here_and_contains_it(works: Works) -> None:
    made = works.suggest()
    assert refused(made, status="adopted") == "revision"
    assert refused(made, status="adopted", revision="B") == "no_revision"
    assert refused(made, status="adopted", revision="A") == "same_revision"
    revision = works.next_revision()
    adopted(made)
    told = looking.detail(made)
    assert (told.suggestion.adopted_in, told.history[0].new["release"]) == ("B", revision.digest)


def test_a_revision_that_waits_for_approval_is_not_named(works: Works) -> None:
    from hub.releases.models import Release

    made = works.suggest()
    works.next_revision()
    Release.objects.filter(revision="B").update(approved_at=None)
    assert refused(made, status="adopted", revision="B") == "no_revision"


def test_nobody_answers_an_own_one_nor_one_that_is_not_there(works: Works) -> None:
    made = works.suggest()
    assert refused(made, who="E1001", status="declined", why="no") == "own"
    person = Person.objects.get_or_create(id="E1001", defaults={"added_at": timezone.now()})[0]
    Linked.objects.create(user=User.objects.create_user("wang.author"), person=person)
    assert refused(made, who="wang.author", status="declined", why="no") == "own"
    assert refused("nowhere", status="declined", why="no") == "no_suggestion"
    assert refused(made, status="ignored") == "unknown_answer"
    assert refused(made, status="declined", why="x" * 2001) == "too_long"


# --- every change is kept ---


def test_every_change_says_who_when_from_what_to_what_and_why(works: Works) -> None:
    made = works.suggest()
    works.next_revision()
    accepted(made, "Good idea")
    adopted(made, who="zhou.approver")
    assert refused(made, status="declined") == "why"
    declined(made, "It was another one's", who="admin")
    history = looking.detail(made).history
    assert [(it.number, it.who, it.why) for it in history] == [
        (1, OWNER, "Good idea"), (2, "zhou.approver", ""), (3, "admin", "It was another one's"),
    ]  # fmt: skip
    assert [(it.old.get("status"), it.new["status"]) for it in history] == [
        (None, "accepted"), ("accepted", "adopted"), ("adopted", "declined"),
    ]  # fmt: skip
    assert history[1].old == history[0].new


def test_nothing_decided_can_be_changed_or_deleted(works: Works) -> None:
    decision = accepted(works.suggest())
    for rewrite in (
        decision.save, decision.delete, Decision.objects.all().delete,
        lambda: Decision.objects.update(why="other"), lambda: Credit.objects.update(points=99),
        Credit.objects.first().delete,
    ):  # fmt: skip
        with pytest.raises(NeverChanged):
            rewrite()


@pytest.mark.parametrize("table", ["decision", "credit", "listing"])
def test_the_database_itself_refuses_to_rewrite_what_was_decided(works: Works, table: str) -> None:
    accepted(works.suggest())
    leave_out(OWNER, "E1001")
    for tried in (f"UPDATE improving_{table} SET why = 'other'", f"DELETE FROM improving_{table}"):
        with pytest.raises(DatabaseError, match="kept as it was written"), transaction.atomic():
            connection.cursor().execute(tried)


def test_the_same_answer_without_a_word_is_none(works: Works) -> None:
    made = works.suggest()
    due = in_a_week()
    answer(OWNER, made, Reply(status="accepted", due=due))
    assert refused(made, status="accepted", due=due) == "same_answer"
    answer(OWNER, made, Reply(status="accepted", due=due, why="The drawing is under way"))
    assert [it["text"] for it in works.news()] == ["", "The drawing is under way"]


def test_who_has_not_seen_the_others_answer_does_not_overwrite_it(works: Works) -> None:
    made = works.suggest()
    answer(OWNER, made, Reply(status="declined", why="no", seen=0))
    assert refused(made, status="accepted", due=in_a_week(), why="yes", seen=0) == (
        "answered_meanwhile"
    )


def test_two_who_answer_at_once_credit_it_once(works: Works) -> None:
    made = works.suggest()
    start, told = threading.Barrier(4), []

    def one() -> None:
        close_old_connections()
        start.wait()
        try:
            told.append(answer(OWNER, made, Reply(status="accepted", due=in_a_week(), seen=0)))
        except ImprovingRefused as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert told.count("answered_meanwhile") == 3
    assert (Decision.objects.count(), standing(made), len(works.news())) == (1, 5, 1)


# --- in time or late ---


def test_the_first_answer_is_counted_in_time_or_late(works: Works) -> None:
    from hub.improving.models import Suggestion

    late, early, waiting = works.suggest(), works.suggest(), works.suggest()
    Suggestion.objects.filter(pk=early).update(at=timezone.now())
    for it in (late, early):
        declined(it)
    assert [Case.objects.get(pk=it).in_time for it in (late, early)] == [False, True]
    told = looking.suggestions()
    assert (told.open, told.overdue, told.answered, told.on_time) == (1, 1, 2, 1 / 3)
    assert told.suggestions[0].id == waiting


def test_an_accepted_one_whose_change_is_not_made_in_time_is_overdue(works: Works) -> None:
    made = works.suggest()
    accepted(made)
    Case.objects.update(due=timezone.now() - timedelta(hours=1))
    told = looking.suggestions("accepted")
    assert (told.late_changes, told.overdue, told.suggestions[0].overdue) == (1, 0, True)


# --- what the station hears ---


def test_the_station_hears_each_answer_with_its_points_owner_and_time(works: Works) -> None:
    made = works.suggest()
    decision = accepted(made, "Good idea")
    works.next_revision()
    adopted(made)
    first, second = works.news()
    assert (first["kind"], first["about"], first["status"], first["text"], first["points"]) == (
        "suggestion", made, "accepted", "Good idea", 5,
    )  # fmt: skip
    assert (first["owner"], first["due"]) == ("PE-Powertrain", decision.new["due"])
    assert (second["status"], second["revision"], second["points"]) == ("adopted", "B", 20)
