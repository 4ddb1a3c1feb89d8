"""Exceptions at the station: what they stop, who answers and disposes, and what outlives a plug."""

from pathlib import Path

import msgspec
import pytest

from kiosk.operations import exceptions as x
from kiosk.operations.governing import rule
from kiosk.operations.leading import adjust_order, reassign
from kiosk.operations.opening import open_station
from kiosk.operations.reading import in_question, reading_of
from kiosk.operations.running import do, start_next_unit
from kiosk.operations.signing import RoleMissing, identify, sign_in, sign_out
from kiosk.operations.station import Change, Station
from kiosk.operations.superseding import begin_anew
from kiosk.store import DiskGuard, open_store, verify_database
from sop import commands as c
from sop import events as e
from sop.answers import Chosen, Measured
from sop.execution import open_steps
from sop.procedure import Choice, Measurement, Option
from tests.operations.conftest import LI, WANG, ZHAO
from tests.store.fakes import FakeClock

PIN = "284917"


def _open(station: Station) -> list[str]:
    return [each.exception for each in x.open_exceptions(station)]


def test_two_taps_are_enough_and_the_exception_is_open_until_somebody_disposes_of_it(
    station: Station, run: str
) -> None:
    heard: list[Change] = []
    station.on_change(heard.append)
    raised = x.raise_exception(station, run, "material", "clean")
    (found,) = x.open_exceptions(station)
    assert (found.exception, found.execution) == (raised.exception, run)
    assert found.raised_by == "王晓燕"
    assert Change("exceptions", run) in heard
    done = x.dispose_exception(station, raised.exception, "continue", ZHAO, PIN, "looked at it")
    assert done.refusal is None
    assert _open(station) == []


def test_an_exception_that_stops_the_station_stops_every_run_of_it_and_none_starts(
    station: Station, run: str, release: str
) -> None:
    other = start_next_unit(station, "WO-7", release).state.execution
    stop = x.raise_exception(station, run, "machine", "clean", severity="critical")
    assert station.state(run).held_by is not None
    refused = do(station, other, c.Finish).refusal
    assert refused is not None
    assert refused.code == "station_stopped"
    refused = start_next_unit(station, "WO-7", release).refusal
    assert refused is not None
    assert refused.code == "station_stopped"
    assert do(station, other, c.Pause).refusal is None
    assert do(station, other, c.Resume).refusal is None
    x.dispose_exception(station, stop.exception, "continue", ZHAO, PIN, "fuse changed")
    assert start_next_unit(station, "WO-7", release).refusal is None


def test_a_held_run_is_not_given_up_for_a_newer_revision(station: Station, run: str) -> None:
    x.raise_exception(station, run, "method", "clean", severity="major")
    refused = begin_anew(station, run).refusal
    assert refused is not None
    assert refused.code == "execution_held"


def test_with_no_run_open_an_exception_is_the_stations_own(station: Station, release: str) -> None:
    sign_in(station, WANG)
    raised = x.raise_exception(
        station, None, "environment", note="oil", photos=(b"\xff\xd8 floor",), severity="critical"
    )
    (found,) = x.open_exceptions(station)
    assert found.run is None
    assert found.case.raised.effect == "stop"
    assert station.store.blobs.read(found.case.raised.photos[0]) == b"\xff\xd8 floor"
    refused = start_next_unit(station, "WO-7", release).refusal
    assert refused is not None
    assert refused.code == "station_stopped"
    stored = station.store.event_at(station.store.head().seq)
    assert stored is not None
    assert (stored.kind, stored.execution, stored.actor) == ("ExceptionRaised", None, "E1001")
    scrapped = x.dispose_exception(station, raised.exception, "scrap", ZHAO, PIN, "no")
    assert scrapped.refusal is not None
    assert scrapped.refusal.code == "no_run_for_it"
    x.dispose_exception(station, raised.exception, "continue", ZHAO, PIN, "mopped")
    assert start_next_unit(station, "WO-7", release).refusal is None


def test_a_badge_answers_once_the_call_goes_on_in_steps_and_notes_are_kept(
    station: Station, run: str
) -> None:
    raised = x.raise_exception(station, run, "material", "clean").exception
    own = x.answer_here(station, raised, WANG)
    assert own.refusal is not None
    assert own.refusal.code == "answers_own_call"
    assert x.escalate_exception(station, raised, "supervisor").refusal is None
    again = x.escalate_exception(station, raised, "supervisor")
    assert again.refusal is not None
    assert x.answer_exception(station, raised, identify(station, LI), "B02").refusal is None
    second = x.answer_here(station, raised, ZHAO)
    assert second.refusal is not None
    assert second.refusal.code == "exception_answered"
    x.add_note(station, "gauge away", (b"\xff\xd8 gauge",), exception=raised)
    (found,) = x.open_exceptions(station)
    assert found.case.answered is not None
    assert (found.case.answered.id, found.case.answered_there) == ("E1002", "B02")
    assert found.case.escalated == ("supervisor",)
    assert [note.note for note in found.notes] == ["gauge away"]
    escalated = [s for s in station.store.events(run) if s.kind == "ExceptionEscalated"]
    assert [it.actor for it in escalated] == [None]


def test_a_call_is_answered_where_nobody_is_signed_in(station: Station, run: str) -> None:
    raised = x.raise_exception(station, run, "material", "clean").exception
    sign_out(station)
    assert x.answer_here(station, raised, LI).refusal is None
    x.escalate_exception(station, raised, "owner")
    done = x.dispose_exception(station, raised, "continue", ZHAO, PIN, "seen")
    assert done.refusal is None


def test_only_a_team_lead_disposes_with_badge_and_pin(station: Station, run: str) -> None:
    raised = x.raise_exception(station, run, "material", "clean", severity="major").exception
    with pytest.raises(RoleMissing):
        x.dispose_exception(station, raised, "continue", LI, PIN, "mine")
    with pytest.raises(x.NoSuchException):
        x.dispose_exception(station, "nowhere", "continue", ZHAO, PIN, "…")
    assert _open(station) == [raised]


def test_the_reading_in_question_is_attached_by_itself(station: Station, run: str) -> None:
    state = station.state(run)
    step = state.current
    assert step is not None
    raised = x.raise_exception(station, run, "measurement", step)
    (event,) = raised.events
    assert isinstance(event, e.ExceptionRaised)
    assert (event.check, event.reading) == (None, "")


def test_scrapping_ends_the_run_and_reworking_begins_the_step_anew(
    station: Station, run: str, release: str
) -> None:
    first = x.raise_exception(station, run, "material", "clean", severity="major").exception
    x.dispose_exception(station, first, "rework", ZHAO, PIN, "once more", to="clean")
    state = station.state(run)
    assert (state.current, state.step_state("clean").visit) == ("clean", 2)
    second = x.raise_exception(station, run, "material", "clean", severity="major").exception
    x.dispose_exception(station, second, "scrap", ZHAO, PIN, "cracked")
    listed = station.store.run(run)
    assert listed is not None
    assert listed.status == "aborted"
    assert station.state(run).reason == e.SCRAPPED


def test_what_holds_and_stops_survives_the_plug(
    tmp_path: Path, station: Station, run: str, clock: FakeClock
) -> None:
    held = x.raise_exception(station, run, "method", "clean", severity="major").exception
    stop = x.raise_exception(station, None, "machine", severity="critical").exception
    x.dispose_exception(station, held, "hold", ZHAO, PIN, "waiting for parts")
    station.close()
    assert verify_database(tmp_path / "station" / "journal.db").is_whole
    again = open_station(tmp_path / "station", "A01", clock=clock)
    try:
        assert _open(again) == [held, stop]
        assert again.ruling.stopped == (stop,)
        assert again.state(run).held_by is not None
        found = x.find_open(again, held)
        assert found.case.decided is not None
        assert found.case.decided.reason == "waiting for parts"
    finally:
        again.close()


def test_a_list_of_open_exceptions_that_was_edited_is_found_out(
    tmp_path: Path, station: Station, run: str, clock: FakeClock
) -> None:
    x.raise_exception(station, run, "method", "clean", severity="major")
    station.close()
    path = tmp_path / "station" / "journal.db"
    from pysqlite3 import dbapi2 as sqlite

    edited = sqlite.connect(path)
    edited.execute("DELETE FROM open_exceptions")
    edited.commit()
    edited.close()
    report = verify_database(path)
    assert [problem.key for problem in report.problems] == ["exception_differs"]


def test_a_lead_assigns_the_run_anew_and_puts_flexible_steps_in_another_order(
    station: Station, run: str
) -> None:
    reassigned = reassign(station, run, LI, ZHAO, PIN, "went home")
    (event,) = reassigned.events
    assert isinstance(event, e.HandedOver)
    assert (event.by, event.to.id, event.reason) == ("E1001", "E1002", "went home")
    assert event.lead is not None
    assert event.lead.id == "E1003"
    assert station.person is not None
    assert station.person.id == "E1002"
    steps = open_steps(station.state(run))
    refused = adjust_order(station, run, tuple(reversed(steps)), ZHAO, PIN, "because")
    assert refused.refusal is not None
    assert refused.refusal.code == "critical_reordered"


def test_a_journal_without_the_list_gets_it_when_it_is_opened(
    tmp_path: Path, station: Station, run: str, clock: FakeClock
) -> None:
    raised = x.raise_exception(station, run, "method", "clean").exception
    station.close()
    from pysqlite3 import dbapi2 as sqlite

    path = tmp_path / "station" / "journal.db"
    older = sqlite.connect(path)
    older.execute("DROP TABLE open_exceptions")
    older.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_open_exceptions'")
    older.commit()
    older.close()
    assert verify_database(path).is_whole
    guard = DiskGuard(tmp_path, warn_below=0, refuse_below=0)
    store = open_store(tmp_path / "station", device="A01", clock=clock, guard=guard)
    try:
        found = [msgspec.json.decode(it.data)["exception"] for it in store.open_exceptions()]
        assert found == [raised]
    finally:
        store.close()


def test_a_change_of_releases_does_not_let_a_stopped_station_go_on(
    station: Station, run: str
) -> None:
    stop = x.raise_exception(station, None, "machine", severity="critical").exception
    rule(station)
    assert station.ruling.stopped == (stop,)
    refused = do(station, run, c.Finish).refusal
    assert refused is not None
    assert refused.code == "station_stopped"


def test_what_was_read_last_goes_with_the_call_by_itself(station: Station, run: str) -> None:
    state = station.state(run)
    size = Measurement(id="size", title={}, unit="mm", decimals=1)
    look = Choice(id="look", title={}, options=[Option("bad", {"zh": "不良", "en": "bad"})])
    assert reading_of(size, Measured((8,), 8.0, "mm", "typed")) == "8.0 mm"
    assert reading_of(look, Chosen(("bad",))) == "不良 bad"
    assert reading_of(size, None) == ""
    assert in_question(state, state.current or "") == (None, "")
