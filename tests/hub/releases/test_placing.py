"""Which release is in force where: pure, and the same every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.releases.placing import Place, Site, in_force, share
from sop.wire.documents import Assigned

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SITE = Site(station="A-1", operation="OP10")


def place(revision: str, effective: str = "2026-03-01", code: str = "P", **changes) -> Place:
    return Place(
        assigned=Assigned(
            code=code, revision=revision, release=f"{code}{revision}", manifest="m",
            effective=effective,
        ),
        **changes,
    )  # fmt: skip


def revisions(*newest_first: Place, site: Site = SITE) -> list[str]:
    return [it.revision for it in in_force(newest_first, site, NOW)]


def test_the_newest_decision_counts() -> None:
    assert revisions(place("B"), place("A")) == ["B"]


def test_going_back_is_a_newer_decision_for_an_older_revision() -> None:
    assert revisions(place("A"), place("B", "2026-05-01"), place("A")) == ["A"]


def test_until_its_time_comes_the_one_before_it_stays() -> None:
    assert revisions(place("B", "2026-07-01"), place("A"), place("0")) == ["A", "B"]


def test_what_would_never_be_in_force_is_not_named() -> None:
    later, sooner = place("C", "2026-08-01"), place("B", "2026-09-01")

    assert revisions(later, sooner, place("A")) == ["A", "C"]


def test_a_bare_date_begins_at_midnight_where_the_hub_is() -> None:
    today = place("B", "2026-06-01")
    tomorrow = place("B", "2026-06-02")

    assert revisions(today, place("A")) == ["B"]
    assert revisions(tomorrow, place("A")) == ["A", "B"]


def test_withdrawing_what_is_in_force_brings_nothing_back_by_itself() -> None:
    assert revisions(place("B", withdrawn=True), place("A")) == []


def test_withdrawing_what_is_not_in_force_yet_changes_nothing_today() -> None:
    assert revisions(place("B", "2026-07-01", withdrawn=True), place("A")) == ["A"]


def test_codes_do_not_disturb_one_another() -> None:
    chosen = in_force([place("B", code="Q"), place("A", code="P"), place("A", code="Q")], SITE, NOW)

    assert [(it.code, it.revision) for it in chosen] == [("P", "A"), ("Q", "B")]


def test_a_release_is_in_force_only_where_it_applies() -> None:
    here, elsewhere = place("A", stations=["A-1"]), place("B", stations=["B-1"])

    assert revisions(elsewhere, here) == ["A"]
    assert revisions(place("A", operations=["OP10"])) == ["A"]
    assert revisions(place("A", operations=["OP20"])) == []
    assert revisions(place("A", operations=["OP10"]), site=Site(station="A-1")) == []


def test_a_decision_for_one_station_is_for_that_one() -> None:
    assert revisions(place("B", station="B-1"), place("A")) == ["A"]
    assert revisions(place("B", station="A-1"), place("A")) == ["B"]


def test_a_halted_release_stays_with_those_that_were_told() -> None:
    halted = place("B", percent=100, halted=True)
    has_it = Site(station="A-1", told=frozenset(["PB"]))

    assert revisions(halted, place("A"), site=SITE) == ["A"]
    assert revisions(halted, place("A"), site=has_it) == ["B"]


@given(names=st.lists(st.text(max_size=20), unique=True, min_size=1), fewer=st.integers(1, 100))
def test_a_growing_roll_out_takes_nobody_out_again(names: list[str], fewer: int) -> None:
    def reached(percent: int) -> set[str]:
        sites = [Site(station=name) for name in names]
        return {it.station for it in sites if revisions(place("B", percent=percent), site=it)}

    assert reached(fewer) <= reached(min(100, fewer + 7))
    assert reached(100) == set(names)


def test_a_roll_out_to_a_fifth_reaches_about_a_fifth() -> None:
    reached = sum(share(f"station {n}", "release") < 20 for n in range(5000))

    assert 850 < reached < 1150


@given(
    days=st.lists(st.integers(-50, 50), min_size=1, max_size=8),
    withdrawn=st.sets(st.integers(0, 7)),
)
def test_at_most_one_of_a_code_is_in_force_today_and_the_rest_take_over_in_turn(
    days: list[int], withdrawn: set[int]
) -> None:
    places = [
        place(f"R{n}", (NOW + timedelta(days=day)).isoformat(), withdrawn=n in withdrawn)
        for n, day in enumerate(days)
    ]
    chosen = in_force(places, SITE, NOW)
    starts = [datetime.fromisoformat(it.effective) for it in chosen]

    assert starts == sorted(set(starts))
    assert sum(start <= NOW for start in starts) <= 1
    assert not {it.revision for it in chosen} & {f"R{n}" for n in withdrawn}
    assert chosen == in_force(places, SITE, NOW)
