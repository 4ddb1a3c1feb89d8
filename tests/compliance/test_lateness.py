"""Statement 19: values are captured at the step; what is entered later says so, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.operations.installing import install_release
from kiosk.operations.running import do, start_next_unit
from kiosk.operations.signing import sign_in
from kiosk.record.archive import archive_of
from kiosk.record.files import rendered
from kiosk.record.gathering import gather
from kiosk.record.paging import page_of
from sop import commands as c
from sop.answers import Written
from sop.events import Event, StepCompleted
from sop.procedure import Section, Step, TextEntry
from sop.release import Release
from tests.operations.conftest import WANG
from tests.record.conftest import NOW

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.record.model import Record

TITLE = {"zh": "检查", "en": "Look"}


@pytest.fixture
def begun(station: Station, release: str) -> str:
    """An execution of two steps with a remark each, at the first."""
    remark = TextEntry(id="remark", title={"zh": "备注", "en": "Remark"})
    steps = [
        Step(id=each, title=TITLE, control="critical", checks=[remark]) for each in ("one", "two")
    ]
    known = station.release(release).procedure
    fields = {"sections": [Section(id="all", title=TITLE, steps=steps)], "changes": [], "quiz": []}
    made = replace(known, code="SOP-LATE-1", contingencies=[], supersedes=None, **fields)
    digest = install_release(station, Release(made, {}), "2026-03-01").digest
    sign_in(station, WANG)
    outcome = start_next_unit(station, "WO-7", digest)
    assert outcome.refusal is None, outcome.refusal
    return outcome.state.execution


def correct(station: Station, run: str, text: str) -> None:
    outcome = do(
        station,
        run,
        c.CorrectAnswer,
        step="one",
        check="remark",
        answer=Written(text),
        reason="slip",
    )
    assert outcome.refusal is None, outcome.refusal


def told(station: Station, run: str) -> list[Event]:
    return [msgspec.json.decode(it.data, type=Event) for it in station.store.events(run)]


def late(station: Station, run: str) -> list[tuple[str, int]]:
    """What was entered late, and by how many ms."""
    every = ((type(it).__name__, getattr(it, "late_ms", 0)) for it in told(station, run))
    return [(kind, ms) for kind, ms in every if ms]


def record_of(station: Station, run: str) -> Record:
    with archive_of(station.store.folder) as archive:
        return gather(archive, run, NOW)


def test_19_what_is_entered_at_its_step_is_not_late(station: Station, begun: str) -> None:
    do(station, begun, c.WriteText, step="one", check="remark", text="no scratch")
    correct(station, begun, "one scratch")
    do(station, begun, c.RaiseException, exception="x", category="man", step="one")
    do(station, begun, c.AddNote, note="seen", step="one")
    assert late(station, begun) == []


def test_19_what_is_entered_after_its_step_was_done_says_by_how_much(
    station: Station, begun: str
) -> None:
    do(station, begun, c.WriteText, step="one", check="remark", text="no scratch")
    done = do(station, begun, c.CompleteStep, step="one").events
    at = next(it.at for it in done if isinstance(it, StepCompleted))
    correct(station, begun, "one scratch")
    do(station, begun, c.RaiseException, exception="x", category="man", step="one")
    do(station, begun, c.AddNote, note="seen", step="one")
    found = late(station, begun)
    assert [kind for kind, _ in found] == ["AnswerCorrected", "ExceptionRaised", "NoteAdded"]
    entered = [it.at for it in told(station, begun) if getattr(it, "late_ms", 0)]
    assert [ms for _, ms in found] == [max(1, it - at) for it in entered]


def test_19_what_is_done_again_is_in_time_again(station: Station, begun: str) -> None:
    do(station, begun, c.WriteText, step="one", check="remark", text="no scratch")
    do(station, begun, c.CompleteStep, step="one")
    do(station, begun, c.GoBack, to="one", reason="to check again")
    do(station, begun, c.WriteText, step="one", check="remark", text="a scratch")
    correct(station, begun, "one scratch")
    assert late(station, begun) == []


@pytest.mark.parametrize("form", ["json", "html"])
def test_19_the_mark_is_in_every_copy(station: Station, begun: str, form: str) -> None:
    do(station, begun, c.WriteText, step="one", check="remark", text="no scratch")
    do(station, begun, c.CompleteStep, step="one")
    correct(station, begun, "one scratch")
    copy = rendered(record_of(station, begun), form).decode("utf-8")
    words = {"json": ['"late_ms"'], "html": ["补录", "late entry"]}[form]
    assert [it for it in words if it not in copy.replace("\\", "")] == []


def test_19_a_person_reads_it_on_screen_and_in_print(station: Station, begun: str) -> None:
    do(station, begun, c.WriteText, step="one", check="remark", text="no scratch")
    do(station, begun, c.CompleteStep, step="one")
    correct(station, begun, "one scratch")
    page = page_of(record_of(station, begun))
    tries = [
        one
        for section in page.sections
        for step in section.steps
        for visit in step.visits
        for check in visit.checks
        for one in check.tries
    ]
    (corrected,) = [one for one in tries if one.was.zh]
    assert "补录" in corrected.number.zh
    assert "late entry" in corrected.number.en
