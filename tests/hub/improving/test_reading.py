"""Facts of stations become rows: the same however often they are read, and none in the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from hub.improving import looking, promise
from hub.improving.models import Acknowledgement, Decision, QuizAnswer, QuizPass, Suggestion
from hub.records.models import Unread
from hub.records.projecting import catch_up, rebuild
from tests.hub.improving.conftest import DIGEST, WANG, Works, declined
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed

ROWS = (Suggestion, Acknowledgement, QuizAnswer, QuizPass)


def rows() -> list[list[dict[str, object]]]:
    """Without the numbers the database gave them."""
    found = [list(model.objects.order_by("log", "seq").values()) for model in ROWS]
    for some in found[1:]:
        for row in some:
            del row["id"]
    return found


def everything(works: Works) -> str:
    of = {"person": "E1001", "release": works.first.digest}
    made = works.suggest(photos=[DIGEST])
    works.tell("ChangesAcknowledged", **of, code="FLG-M12-080", revision="A", before=None)
    works.tell("QuizAnswered", **of, question=0, answer=2, correct=False, attempt=1)
    works.tell("QuizAnswered", **of, question=0, answer=1, correct=True, attempt=2)
    works.tell("QuizPassed", **of, questions=[0], first_right=0)
    return made


def test_a_suggestion_becomes_a_row_with_its_photographs(works: Works) -> None:
    made = everything(works)
    told = looking.detail(made)
    it = told.suggestion
    assert (it.person, it.names["zh"], it.team, it.station, it.line) == (
        "E1001", "王晓燕", "早班", "A-1", "L1",
    )  # fmt: skip
    assert (it.code, it.revision, it.step) == ("FLG-M12-080", "A", "gasket")
    assert (it.status, it.owner, told.photos) == ("open", "PE-Powertrain", [DIGEST])


def test_read_again_the_rows_are_the_same_and_what_was_decided_stands(works: Works) -> None:
    made = everything(works)
    declined(made)
    before = rows()
    assert [len(some) for some in before] == [1, 1, 2, 1]
    rebuild()
    assert rows() == before
    assert Decision.objects.count() == 1
    assert looking.detail(made).suggestion.status == "declined"


def test_a_fact_that_is_none_is_flagged_and_keeps_nothing_waiting(works: Works) -> None:
    works.tell("SuggestionMade", suggestion=7)
    works.tell("QuizAnswered", person="E1", release="r", question=10**9, answer=0, correct=True)
    for odd in ("../x", "a\0b", "", "x" * 65):
        works.suggest(suggestion=odd)
    made = works.suggest("Words with a \0 in them", step=None)
    assert Unread.objects.count() == 2 + 4
    assert Suggestion.objects.get(pk=made).text == "Words with a  in them"


def test_a_cloned_stations_second_telling_is_the_same_suggestion(works: Works) -> None:
    made = works.suggest()
    other, journal = Stationed("A-2"), Journal()
    works.station, works.journal = other, journal
    works.suggest("Another text under the same id", suggestion=made)
    assert Suggestion.objects.get().text == "A fixture would hold the gasket"


def test_the_promise_counts_from_when_it_was_made_as_the_document_says(works: Works) -> None:
    """The journal's clock stands in March 2026; revision A says nothing, B says 24 hours."""
    made = Suggestion.objects.get(pk=works.suggest())
    assert made.at == datetime(2026, 3, 1, tzinfo=UTC)
    assert promise.due(made) == made.at + timedelta(hours=promise.hours(works.first.digest))
    quick = works.next_revision()
    assert promise.hours(quick.digest) == 24
    assert promise.hours("0" * 64) == 48


def test_a_clock_that_runs_ahead_puts_no_answer_off(works: Works) -> None:
    made = Suggestion.objects.get(pk=works.suggest(person=WANG))
    made.at = timezone.now() + timedelta(days=300)
    assert promise.due(made) <= timezone.now() + timedelta(hours=48)
    assert catch_up() == 0
