"""Which releases are in force here: by hand, by assignment, after a withdrawal."""

from datetime import timedelta

import pytest

from kiosk.operations.governing import (
    ReleaseWithdrawn,
    accept_assignment,
    accepted_digest,
    assignment_of,
    upcoming,
    withdrawn_here,
)
from kiosk.operations.running import start_execution
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from kiosk.operations.taking import may_run
from tests.operations.conftest import WANG, WallClock
from tests.operations.revisions import (
    LONG_AGO,
    TOMORROW,
    WHY,
    assign,
    assigned,
    revision,
    revisions,
    take,
)


@pytest.fixture
def first(station: Station, release: str) -> str:
    """What was installed by hand: its revision."""
    return station.release(release).procedure.revision


def test_what_was_installed_by_hand_runs_until_the_hub_says_something_about_it(
    station: Station, release: str, first: str
) -> None:
    assert revisions(station) == [first]
    assign(station)
    assert revisions(station) == [first]


def test_until_an_assigned_release_is_here_the_one_before_it_goes_on(
    station: Station, release: str, first: str
) -> None:
    newer = revision(station, release, "B")
    assign(station, assigned(newer))
    assert revisions(station) == [first]
    take(station, newer)
    assert revisions(station) == ["B"]


def test_a_release_preloaded_takes_over_by_itself_at_its_time(
    station: Station, release: str, first: str, clock: WallClock
) -> None:
    newer = revision(station, release, "B")
    assign(station, assigned(newer, TOMORROW))
    assert [(it.revision, it.here) for it in upcoming(station)] == [("B", False)]
    take(station, newer, TOMORROW)
    assert [(it.revision, it.here) for it in upcoming(station)] == [("B", True)]
    assert revisions(station) == [first]
    clock.set_forward = timedelta(days=1)
    assert (revisions(station), upcoming(station)) == (["B"], [])


def test_going_back_is_a_higher_count_that_names_the_older_release(
    station: Station, release: str, first: str
) -> None:
    newer = revision(station, release, "B")
    take(station, newer)
    assign(station, assigned(newer))
    assign(station, assigned(station.release(release), LONG_AGO))
    assert revisions(station) == [first]


def test_a_withdrawal_brings_nothing_older_back_until_it_is_assigned(
    station: Station, release: str, first: str
) -> None:
    newer = revision(station, release, "B")
    take(station, newer)
    assign(station, assigned(newer))
    assign(station, gone=(newer.digest,))
    assert revisions(station) == []
    assert [(it.revision, told.reason) for it, told in withdrawn_here(station)] == [("B", WHY)]
    assign(station, assigned(station.release(release), LONG_AGO), gone=(newer.digest,))
    assert (revisions(station), withdrawn_here(station)) == ([first], [])


def test_the_withdrawal_of_an_older_release_leaves_what_is_in_force(
    station: Station, release: str
) -> None:
    newer = revision(station, release, "B")
    take(station, newer)
    assign(station, assigned(newer))
    later = revision(station, release, "C")
    assign(station, assigned(later), gone=(release,))
    assert revisions(station) == ["B"]


def test_after_going_back_a_withdrawal_does_not_bring_the_newer_one_back(
    station: Station, release: str
) -> None:
    newer = revision(station, release, "B")
    take(station, newer)
    assign(station, assigned(newer))
    assign(station, assigned(station.release(release), LONG_AGO))
    assign(station, gone=(release,))
    assert revisions(station) == []


def test_a_withdrawn_release_is_not_begun_and_the_reason_is_told(
    station: Station, release: str
) -> None:
    sign_in(station, WANG)
    assign(station, gone=(release,))
    with pytest.raises(ReleaseWithdrawn) as refused:
        start_execution(station, release)
    assert WHY["en"] in refused.value.en
    assert WHY["zh"] in refused.value.zh


def test_a_release_that_asks_for_a_newer_program_leaves_the_old_one_in_force(
    station: Station, release: str, first: str
) -> None:
    newer = revision(station, release, "B")
    assign(station, assigned(newer))
    take(station, newer, min_kiosk="99.0")
    assert not may_run(station, newer.digest)
    assert revisions(station) == [first]


def test_an_assignment_that_comes_again_by_another_way_changes_nothing(
    station: Station, release: str
) -> None:
    newer = revision(station, release, "B")
    assign(station, assigned(newer))
    known, head = assignment_of(station), station.store.head()
    assert known is not None
    assert not accept_assignment(station, known, "digest-1")
    assert (accepted_digest(station), station.store.head()) == ("digest-1", head)
