"""What changed is told to each person before their first run under a new revision."""

import msgspec
import pytest

from kiosk.operations.changing import (
    ChangesUnread,
    acknowledge_changes,
    acknowledge_if_new,
    changes_of,
)
from kiosk.operations.running import start_execution, start_following_unit
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from tests.operations.conftest import LI, WANG
from tests.operations.revisions import assign, assigned, revision, take


def _new_revision(station: Station, release: str) -> str:
    newer = revision(station, release, "B")
    assign(station, assigned(newer))
    take(station, newer)
    return newer.digest


def test_each_person_reads_the_changes_once_before_the_first_run(
    station: Station, release: str, run: str
) -> None:
    newer = _new_revision(station, release)
    with pytest.raises(ChangesUnread) as unread:
        start_following_unit(station, run)
    assert unread.value.release == newer
    acknowledge_if_new(station, newer)
    assert start_following_unit(station, run).refusal is None
    sign_in(station, LI)
    with pytest.raises(ChangesUnread):
        start_execution(station, newer)


def test_a_procedure_never_run_here_under_another_revision_has_nothing_to_tell(
    station: Station, release: str
) -> None:
    newer = _new_revision(station, release)
    sign_in(station, WANG)
    assert getattr(start_execution(station, newer).refusal, "code", "") != "changes_unread"


def test_reading_them_is_an_event_of_the_station_recorded_once(
    station: Station, release: str, run: str
) -> None:
    newer = _new_revision(station, release)
    acknowledge_changes(station, newer)
    acknowledge_changes(station, newer)
    told = [it for it in station.store.tail(0, 500) if it.kind == "ChangesAcknowledged"]
    assert [msgspec.json.decode(it.data) for it in told] == [
        {
            "person": "E1001",
            "release": newer,
            "code": station.release(newer).procedure.code,
            "revision": "B",
            "before": release,
        }
    ]


def test_both_revisions_are_shown_side_by_side(station: Station, release: str, run: str) -> None:
    newer = _new_revision(station, release)
    shown = changes_of(station, newer)
    assert [(it.step, it.kind) for it in shown.steps] == [
        ("clean", "changed"),
        ("tighten", "changed"),
    ]
    assert shown.before == station.release(release).procedure
    assert set(shown.media_before) == set(shown.media_after)
