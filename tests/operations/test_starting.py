"""Starting with a coach: what a skill or an unread revision keeps from being done alone."""

import msgspec
import pytest

from kiosk.operations.changing import ChangesUnread
from kiosk.operations.installing import install_release
from kiosk.operations.leading import sign_as_coach
from kiosk.operations.running import do
from kiosk.operations.signing import SignatureRefused, sign_in
from kiosk.operations.starting import begin, begin_with_coach
from kiosk.operations.station import Station
from kiosk.store import Skill
from sop.commands import CompleteStep, Finish
from sop.events import ExecutionStarted
from sop.procedure import Procedure, Section, Step
from sop.release import Release
from tests.operations.conftest import LI, WANG, ZHAO

PIN = "284917"


def small(station: Station, release: str, **fields: object) -> str:
    """One flexible step that asks for the skill of the flange; revision 3 of it."""
    known = station.release(release).procedure
    step = Step(id="only", title={"zh": "擦", "en": "Wipe"}, control="flexible")
    section = Section(id="all", title={"zh": "全部", "en": "All"}, steps=[step])
    cut = msgspec.structs.replace(known, sections=[section], changes=[], quiz=[], contingencies=[])
    made: Procedure = msgspec.structs.replace(cut, revision="3", **fields)
    return install_release(station, Release(made, {}), "2026-06-01").digest


@pytest.fixture
def trainee(station: Station) -> None:
    """李强 lacks the skill, 赵敏 teaches it."""
    for number, skill in (("E1002", Skill(1)), ("E1003", Skill(3))):
        known = station.store.people.get(number)
        assert known is not None
        station.store.people.put(msgspec.structs.replace(known, skills={"torque": skill}))
    sign_in(station, LI)


@pytest.mark.usefixtures("trainee")
def test_a_trainee_starts_with_a_coach_who_signs_before_the_end(
    station: Station, release: str
) -> None:
    what = ("order", "WO-7", small(station, release, trainees="supervised"))
    alone = begin(station, what)
    assert alone.refusal is not None
    assert alone.refusal.code == "coach_missing"

    outcome = begin_with_coach(station, what, ZHAO, PIN)
    started = outcome.events[0]
    assert isinstance(started, ExecutionStarted)
    assert (started.coach and started.coach.id, started.supervised) == ("E1003", ("skill",))

    run = outcome.state.execution
    do(station, run, CompleteStep, step="only")
    unsigned = do(station, run, Finish)
    assert unsigned.refusal is not None
    assert unsigned.refusal.code == "coach_not_signed"
    assert sign_as_coach(station, run, ZHAO, PIN).refusal is None
    assert do(station, run, Finish).state.status == "completed"


@pytest.mark.usefixtures("trainee")
def test_a_coach_needs_the_level_and_both_components(station: Station, release: str) -> None:
    what = ("order", "WO-7", small(station, release, trainees="supervised"))
    with pytest.raises(SignatureRefused):
        begin_with_coach(station, what, ZHAO, "999999")
    low = begin_with_coach(station, what, WANG, PIN)
    assert low.refusal is not None
    assert low.refusal.code == "coach_level"
    own = begin_with_coach(station, what, LI, PIN)
    assert own.refusal is not None
    assert own.refusal.code == "coach_is_operator"
    assert station.store.runs() == []


@pytest.mark.usefixtures("trainee")
def test_where_the_procedure_lets_no_trainee_begin_no_coach_helps(
    station: Station, release: str
) -> None:
    outcome = begin_with_coach(station, ("order", "WO-7", small(station, release)), ZHAO, PIN)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "skill_missing"


@pytest.mark.parametrize("unread", ["block", "supervised"])
def test_an_unread_revision_is_begun_with_a_coach_only_where_the_procedure_says_so(
    station: Station, release: str, run: str, unread: str
) -> None:
    known = station.store.people.get("E1003")
    assert known is not None
    station.store.people.put(msgspec.structs.replace(known, skills={"torque": Skill(4)}))
    what = ("order", "WO-7", small(station, release, unread=unread))
    with pytest.raises(ChangesUnread) as told:
        begin(station, what)
    assert told.value.supervised == (unread == "supervised")
    if unread == "block":
        with pytest.raises(ChangesUnread):
            begin_with_coach(station, what, ZHAO, PIN)
        return
    started = begin_with_coach(station, what, ZHAO, PIN).events[0]
    assert isinstance(started, ExecutionStarted)
    assert started.supervised == ("unread",)
