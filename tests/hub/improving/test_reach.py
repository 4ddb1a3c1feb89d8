"""Whom a revision has reached: by team and line, and question by question, never ranked."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from django.utils import timezone

from hub.improving.reach import Reach, reach, reaches
from hub.improving.refusals import ImprovingRefused
from hub.people import rules
from hub.releases.deciding import withdraw
from tests.hub.improving.conftest import WHO, Works


def read(works: Works, person: str, release: str) -> None:
    works.tell("ChangesAcknowledged", person=person, release=release,
               code="FLG-M12-080", revision="B", before=works.first.digest)  # fmt: skip


def answers(works: Works, person: str, release: str, question: int, *given: bool) -> None:
    for attempt, correct in enumerate(given, 1):
        works.tell("QuizAnswered", person=person, release=release, question=question,
                   answer=0, correct=correct, attempt=attempt)  # fmt: skip


def passes(works: Works, person: str, release: str) -> None:
    works.tell("QuizPassed", person=person, release=release, questions=[0, 1], first_right=1)


def people(told: Reach) -> dict[str, list[tuple[str, bool, bool]]]:
    """By team: who, read, passed."""
    return {
        team.team: [(it.person, bool(it.read_at), bool(it.passed_at)) for it in team.people]
        for team in told.teams
    }


def test_who_has_not_read_it_yet_stands_first_in_the_team(works: Works) -> None:
    rules.add(WHO, "E0001", {"zh": "赵敏"}, "B-0001", team="早班")
    release = works.next_revision().digest
    read(works, "E0001", release)
    passes(works, "E0001", release)
    read(works, "E1002", release)
    told = reach(release)
    assert people(told) == {
        "早班": [("E1001", False, False), ("E0001", True, True)],
        "晚班": [("E1002", True, False)],
    }
    assert (told.allowed, told.read, told.passed, told.by_line) == (3, 2, 1, {"L1": 2})
    assert told.teams[0].people[1].station == "A-1"


def test_only_who_may_work_by_it_is_waited_for(works: Works) -> None:
    """Revision B lets trainees begin under supervision; A asks for the skill."""
    today = timezone.localdate()
    rules.grant(WHO, "E1001", "torque", 2)
    rules.grant(WHO, "E1002", "torque", 3, today - timedelta(days=1))
    rules.add(WHO, "office", {"zh": "文员"}, roles=["auditor"])
    assert people(reach(works.first.digest)) == {"早班": [("E1001", False, False)]}
    assert set(people(reach(works.next_revision().digest))) == {"早班", "晚班"}
    rules.revoke(WHO, "E1001", "left")
    assert people(reach(works.first.digest)) == {}


def test_a_question_many_got_wrong_at_first_is_called_unclear(works: Works) -> None:
    release = works.next_revision().digest
    for person in ("E1", "E2", "E3"):
        answers(works, person, release, 0, False, True)
        answers(works, person, release, 1, True)
    first, second = reach(release).questions[:2]
    assert (first.step, first.asked, first.first_right, first.is_unclear) == ("final_8", 3, 0, True)
    assert (second.asked, second.first_right, second.is_unclear) == (3, 3, False)
    said = msgspec.json.encode(reach(release).questions)
    assert b"E1" not in said


def test_the_same_person_at_two_stations_is_asked_once(works: Works) -> None:
    from tests.hub.journals import Journal
    from tests.hub.stationed import Stationed

    release = works.next_revision().digest
    answers(works, "E1001", release, 0, True)
    works.station, works.journal = Stationed("A-2"), Journal()
    answers(works, "E1001", release, 0, False, True)
    assert reach(release).questions[0].asked == 1


def test_what_is_in_force_at_a_station_is_listed_and_what_is_withdrawn_is_not(
    works: Works,
) -> None:
    assert [(it.revision, it.is_first) for it in reaches().revisions] == [("A", True)]
    second = works.next_revision()
    assert [(it.revision, it.is_first) for it in reaches().revisions] == [("B", False)]
    withdraw(second, "finish", {"en": "A wrong torque"})
    assert reaches().revisions == []


def test_a_release_that_is_none_has_reached_nobody(works: Works) -> None:
    with pytest.raises(ImprovingRefused):
        reach("0" * 64)
