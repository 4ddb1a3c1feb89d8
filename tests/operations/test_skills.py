"""Skills: what is short for a start, what runs out soon, and the runs that count for keeping it."""

from datetime import timedelta

import msgspec

from kiosk.operations.installing import install_release
from kiosk.operations.running import do, start_next_unit
from kiosk.operations.signing import sign_in
from kiosk.operations.skills import Short, lacking, running_out, runs_by_skill, skills_of
from kiosk.operations.station import Station
from kiosk.store import Skill
from sop.commands import Abort, CompleteStep, Finish
from sop.procedure import Section, Step
from sop.release import Release
from tests.operations.conftest import WANG
from tests.store.fakes import FakeClock


def _learns(station: Station, person: str, skill: Skill | None) -> None:
    known = station.store.people.get(person)
    assert known is not None
    skills = {"torque": skill} if skill is not None else {}
    station.store.people.put(msgspec.structs.replace(known, skills=skills))


def test_a_skill_that_has_expired_is_short_and_its_day_is_told(
    station: Station, release: str, clock: FakeClock
) -> None:
    yesterday = clock.now().date() - timedelta(days=1)
    _learns(station, "E1001", Skill(3, yesterday))
    sign_in(station, WANG)
    procedure = station.release(release).procedure
    outcome = start_next_unit(station, "WO-7", release)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "skill_missing"
    assert lacking(station, procedure).skills == (Short("torque", 2, 0, yesterday),)
    _learns(station, "E1001", Skill(1))
    sign_in(station, WANG)
    assert lacking(station, procedure).skills == (Short("torque", 2, 1),)
    _learns(station, "E1001", Skill(2))
    sign_in(station, WANG)
    assert lacking(station, procedure).skills == ()


def test_thirty_days_ahead_it_is_told_and_not_a_day_earlier(
    station: Station, clock: FakeClock
) -> None:
    today = clock.now().date()
    sign_in(station, WANG)
    _learns(station, "E1001", Skill(2, today + timedelta(days=31)))
    assert running_out(station) == ()
    _learns(station, "E1001", Skill(2, today + timedelta(days=30)))
    assert [(it.skill, it.left_days) for it in running_out(station)] == [("torque", 30)]
    _learns(station, "E1001", Skill(2, today - timedelta(days=2)))
    assert [(it.skill, it.left_days) for it in running_out(station)] == [("torque", -2)]
    _learns(station, "E1001", Skill(2))
    assert running_out(station) == ()


def _finish_one(station: Station, release: str) -> None:
    """Whoever is signed in finishes a unit of a small procedure that asks for the same skill."""
    known = station.release(release)
    step = Step(id="only", title={"zh": "擦", "en": "Wipe"}, control="flexible")
    section = Section(id="all", title={"zh": "全部", "en": "All"}, steps=[step])
    small = msgspec.structs.replace(
        known.procedure, code="SMALL-1", sections=[section], changes=[], quiz=[], contingencies=[]
    )
    digest = install_release(station, Release(small, {}), "2026-01-01").digest
    run = start_next_unit(station, "WO-7", digest).state.execution
    do(station, run, CompleteStep, step="only")
    assert do(station, run, Finish).state.status == "completed"


def test_units_finished_in_the_last_ninety_days_count(
    station: Station, release: str, run: str, clock: FakeClock
) -> None:
    _finish_one(station, release)
    assert runs_by_skill(station, "E1001") == {"torque": 1}
    assert [(it.skill, it.runs) for it in skills_of(station, "E1001")] == [("torque", 1)]
    assert runs_by_skill(station, "E1002") == {}
    clock.at += timedelta(days=91)
    assert runs_by_skill(station, "E1001") == {}


def test_a_run_given_up_does_not_count(station: Station, release: str, run: str) -> None:
    do(station, run, Abort, reason="over")
    assert runs_by_skill(station, "E1001") == {}
