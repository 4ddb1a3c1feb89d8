"""Statements 2, 11, 12, 13 and 16: corrections, lost badges, order, what may start, and copies."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.operations.governing import ReleaseWithdrawn
from kiosk.operations.installing import install_release
from kiosk.operations.roster_age import RosterExpired
from kiosk.operations.running import do, sign_deviation, start_next_unit
from kiosk.operations.signing import RoleMissing, UnknownBadge, identify, sign_in
from kiosk.operations.station import Station
from kiosk.record.archive import archive_of
from kiosk.record.files import rendered
from kiosk.record.gathering import gather
from kiosk.record.model import Record
from kiosk.store import DiskGuard, open_store
from sop import commands as c
from sop.answers import Written
from sop.events import DeviationSigned
from sop.procedure import Acknowledge, Section, Step, TextEntry
from sop.release import Release
from tests.operations.conftest import LI, WANG, ZHAO
from tests.operations.revisions import assign
from tests.operations.rosters import TwoClocks, given
from tests.record.conftest import NOW

PIN = "284917"
FORMS = ("json", "html", "pdf")


@pytest.fixture
def corrected(station: Station, release: str) -> Record:
    """A record of a run in which an answer was corrected."""
    remark = TextEntry(id="remark", title={"zh": "备注", "en": "Remark"})
    step = Step(id="look", title={"zh": "检查", "en": "Look"}, control="critical", checks=[remark])
    run = begun(station, release, [step])
    do(station, run, c.WriteText, step="look", check="remark", text="no scratch")
    other = Written("one scratch")
    why = "looked again"
    do(station, run, c.CorrectAnswer, step="look", check="remark", answer=other, reason=why)
    do(station, run, c.CompleteStep, step="look")
    assert do(station, run, c.Finish).refusal is None
    with archive_of(station.store.folder) as archive:
        return gather(archive, run, NOW)


@pytest.fixture
def rostered(tmp_path: Path) -> Iterator[tuple[Station, TwoClocks]]:
    """A station whose people come from a hub."""
    clock = TwoClocks()
    guard = DiskGuard(tmp_path, warn_below=0, refuse_below=0)
    store = open_store(tmp_path / "rostered", device="A01", clock=clock, guard=guard)
    made = Station(store, clock, "A01")
    given(made)
    yield made, clock
    made.close()


def begun(station: Station, release: str, steps: list[Step]) -> str:
    """An execution just begun by 王晓燕 of a procedure with those steps."""
    known = station.release(release).procedure
    section = Section(id="all", title={"zh": "全部", "en": "All"}, steps=steps)
    fields = {"sections": [section], "changes": [], "quiz": []}
    made = replace(known, code="SOP-SMALL-1", contingencies=[], supersedes=None, **fields)
    digest = install_release(station, Release(made, {}), "2026-03-01").digest
    sign_in(station, WANG)
    outcome = start_next_unit(station, "WO-7", digest)
    assert outcome.refusal is None, outcome.refusal
    return outcome.state.execution


@pytest.fixture
def ordered(station: Station, release: str) -> str:
    """Two critical steps, one after the other."""
    title = {"zh": "工步", "en": "Step"}
    done = Acknowledge(id="done", title=title)
    steps = [
        Step(id=each, title=title, control="critical", checks=[done]) for each in ("clean", "fit")
    ]
    return begun(station, release, steps)


def test_02_a_correction_leaves_the_original_readable(corrected: Record) -> None:
    """The page is what the screen, the HTML and the PDF are made of; the export holds the bytes."""
    html = rendered(corrected, "html").decode()
    assert all(words in html for words in ("no scratch", "one scratch", "looked again"))
    (body,) = [it for it in corrected.bodies if b'"AnswerCorrected"' in it]
    told = json.loads(body)["data"]
    assert (told["old"]["text"], told["new"]["text"]) == ("no scratch", "one scratch")
    assert body.decode() in json.loads(rendered(corrected, "json"))["events"]


def test_11_a_lost_badge_is_nobodys_from_the_next_contact_on(
    rostered: tuple[Station, TwoClocks],
) -> None:
    station, _clock = rostered
    assert identify(station, WANG).id == "E1001"
    given(station, 2, lost=[WANG])
    with pytest.raises(UnknownBadge):
        identify(station, WANG)


@pytest.mark.parametrize("set_back_hours", [0, 100])
def test_11_and_at_the_latest_when_the_cache_expires(
    rostered: tuple[Station, TwoClocks], set_back_hours: int
) -> None:
    station, clock = rostered
    identify(station, WANG)
    clock.pass_by(hours=72.1)
    clock.set(hours=-set_back_hours)
    with pytest.raises(RosterExpired):
        identify(station, WANG)


def test_12_a_critical_step_is_neither_skipped_nor_passed_over(
    station: Station, ordered: str
) -> None:
    before = station.state(ordered)
    assert before.current == "clean"
    told = [
        do(station, ordered, c.SkipStep, step="clean", reason="no time").refusal,
        do(station, ordered, c.EnterStep, step="fit", reason="no time").refusal,
        do(station, ordered, c.CompleteStep, step="clean").refusal,
    ]
    codes = [it.code if it else "" for it in told]
    assert codes[:2] == ["critical_not_skipped", "critical_out_of_order"]
    assert codes[2]
    assert station.state(ordered) == before


def test_12_but_by_an_authorised_deviation_with_a_reason(station: Station, ordered: str) -> None:
    with pytest.raises(RoleMissing):
        sign_deviation(station, ordered, "clean", LI, PIN, "the rag is missing")
    assert sign_deviation(station, ordered, "clean", ZHAO, PIN, " ").refusal is not None
    told = sign_deviation(station, ordered, "clean", ZHAO, PIN, "the rag is missing").events[0]
    assert isinstance(told, DeviationSigned)
    assert (told.lead.name, told.reason) == ("赵敏", "the rag is missing")
    assert station.state(ordered).step_state("clean").status == "deviated"


def test_13_a_revision_starts_only_once_it_is_effective(station: Station, release: str) -> None:
    tomorrow = (station.clock.now() + timedelta(days=1)).date().isoformat()
    known = station.release(release)
    later = replace(known.procedure, revision="Z", effective=tomorrow)
    digest = install_release(station, replace(known, procedure=later), tomorrow).digest
    sign_in(station, WANG)
    refused = start_next_unit(station, "WO-7", digest)
    assert refused.refusal is not None
    assert refused.refusal.code == "not_in_force"


def test_13_a_withdrawn_one_starts_no_more_and_a_run_keeps_its_own(
    station: Station, release: str, run: str
) -> None:
    assign(station, gone=(release,))
    with pytest.raises(ReleaseWithdrawn):
        start_next_unit(station, "WO-7", release)
    assert station.state(run).release == release
    assert do(station, run, c.Pause).refusal is None


@pytest.mark.parametrize("form", FORMS)
def test_16_every_copy_verifies_offline_with_the_tool_alone(
    record: Record, form: str, tmp_path: Path
) -> None:
    """In an empty folder, without the station's data; and an altered one does not."""
    file = tmp_path / f"record.{form}"
    whole = rendered(record, form)
    file.write_bytes(whole)
    assert verified(file) == 0
    file.write_bytes(whole[:-200] + bytes([whole[-200] ^ 1]) + whole[-199:])
    assert verified(file) != 0


def verified(file: Path) -> int:
    command = [sys.executable, "-m", "kiosk", "verify", str(file)]
    return subprocess.run(command, capture_output=True, check=False, cwd=file.parent).returncode
