"""Points by a rule that stands in hub.toml: once, withdrawn visibly, and a board without speed."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest
from django.utils import timezone

from hub.configuration import WrongConfiguration, configuration
from hub.corrective.models import Told
from hub.improving import crediting, looking
from hub.improving.leaderboard import Leaderboard, leaderboard, leave_out, month_of
from hub.improving.models import Credit
from hub.improving.refusals import ImprovingRefused
from hub.people import rules
from hub.records.projecting import rebuild
from tests.hub.improving.conftest import OWNER, WHO, Works, accepted, adopted, declined

LI = {"id": "E1002", "name": "李强"}


def credits(made: str) -> list[int]:
    return list(
        Credit.objects.filter(suggestion=made).order_by("pk").values_list("points", flat=True)
    )


def board(month: date | None = None) -> dict[str, list[tuple[str, int, int, int]]]:
    """By team: person, suggestions, exceptions, points."""
    told = leaderboard(month or month_of(""))
    return {
        team.team: [(it.person, it.suggestions, it.exceptions, it.points) for it in team.people]
        for team in told.teams
    }


def test_accepted_then_adopted_credits_the_difference_and_nothing_twice(works: Works) -> None:
    made = works.suggest()
    works.next_revision()
    accepted(made)
    accepted(made, "Next week rather")
    adopted(made)
    adopted(made, why="As drawn by Li")
    assert credits(made) == [5, 15]
    rebuild()
    assert crediting.standing(made) == 20


def test_a_corrected_answer_withdraws_the_points_visibly(works: Works) -> None:
    made = works.suggest()
    works.next_revision()
    adopted(made)
    declined(made, "B does not contain it after all")
    assert credits(made) == [20, -20]
    assert [it.points for it in looking.detail(made).history] == [20, -20]
    assert works.news()[-1].get("points", 0) == 0
    assert board() == {}


def test_what_is_withdrawn_counts_in_the_month_it_was_given(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = works.suggest()
    works.next_revision()
    now = timezone.now()
    october = datetime(2026, 10, 31, 12, tzinfo=now.tzinfo)
    from hub.improving import answering

    monkeypatch.setattr(answering.timezone, "now", lambda: october)
    accepted(made)
    monkeypatch.undo()
    adopted(made)
    assert board(date(2026, 10, 1)) == {"早班": [("E1001", 1, 0, 5)]}
    accepted(made, "Not in B yet")
    assert (board(date(2026, 10, 1)), board()) == ({"早班": [("E1001", 1, 0, 5)]}, {})
    declined(made)
    assert board(date(2026, 10, 1)) == {}


def test_the_rule_is_the_plants_own(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    other = msgspec.structs.replace(configuration(), points_accepted=0, points_adopted=50)
    monkeypatch.setattr(crediting, "configuration", lambda: other)
    made = works.suggest()
    works.next_revision()
    accepted(made)
    adopted(made)
    assert credits(made) == [50]


@pytest.mark.parametrize("told", ["-1", "1001", "many"])
def test_a_rule_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("SOP_HUB_POINTS_ADOPTED", told)
    configuration.cache_clear()
    try:
        with pytest.raises(WrongConfiguration, match="points_adopted"):
            configuration()
    finally:
        monkeypatch.undo()
        configuration.cache_clear()


def test_the_board_is_per_team_with_points_and_exceptions_and_nobody_without(
    works: Works,
) -> None:
    rules.add(WHO, "E1003", {"zh": "赵敏"}, "B-1003", team="早班")
    accepted(works.suggest())
    accepted(works.suggest(person=LI))
    accepted(works.suggest(person=LI))
    raised(works, "E1002", "x-1")
    raised(works, "E1002", "x-2", automatic=True)
    assert board() == {"晚班": [("E1002", 2, 1, 11)], "早班": [("E1001", 1, 0, 5)]}


def test_the_board_knows_no_speed(works: Works) -> None:
    """What it could tell of somebody is all here."""
    raised(works, "E1001", "x-1")
    told = msgspec.to_builtins(leaderboard(month_of("")))
    assert set(told["teams"][0]["people"][0]) == {
        "person", "names", "suggestions", "exceptions", "points",
    }  # fmt: skip


def test_who_asks_is_left_out_and_may_come_back(works: Works) -> None:
    accepted(works.suggest())
    leave_out(OWNER, "E1001", "her wish")
    assert board() == {}
    leave_out(OWNER, "E1001", "her wish", listed=True)
    assert board() == {"早班": [("E1001", 1, 0, 5)]}
    with pytest.raises(ImprovingRefused):
        leave_out(OWNER, "E9999")


def test_a_team_left_later_keeps_what_was_done_in_it(works: Works) -> None:
    accepted(works.suggest())
    rules.alter(WHO, "E1001", team="晚班")
    assert list(board()) == ["早班"]


def test_somebody_of_no_roster_is_credited_in_no_team(works: Works) -> None:
    accepted(works.suggest(person={"id": "local", "name": "Local"}))
    assert board() == {"": [("local", 1, 0, 5)]}


@pytest.mark.parametrize("told", ["2026", "2026-13", "november", "1999-01", "2026-11-01"])
def test_what_is_no_month_is_refused(told: str) -> None:
    with pytest.raises(ImprovingRefused):
        month_of(told)


def test_another_month_is_another_board(works: Works) -> None:
    accepted(works.suggest())
    told = leaderboard(month_of("2025-01"))
    assert told == Leaderboard("2025-01", {"accepted": 5, "adopted": 20, "exception": 1}, [])


def raised(works: Works, person: str, exception: str, automatic: bool = False) -> None:
    """Somebody called at the station, with no run open, just now."""
    works.tell(
        "ExceptionRaised", kind="ExceptionRaised", at=1_772_323_200_000, by=person,
        exception=exception, category="material", automatic=automatic,
    )  # fmt: skip
    Told.objects.update(at=timezone.now())
