"""What the pages of a record say, to the auditor and to nobody's disadvantage."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.operations import running
from kiosk.operations.opening import open_station
from kiosk.operations.station import Station
from kiosk.record.archive import archive_of
from kiosk.record.gathering import (
    AmbiguousExecution,
    UnknownExecution,
    find_execution,
    gather,
)
from kiosk.record.html import embedded, html_of
from kiosk.record.model import Record, encode
from kiosk.record.page import CheckPart, Page
from kiosk.record.paging import page_of
from kiosk.record.pdf import attached, pdf_of
from kiosk.simulation.clock import ShiftClock
from kiosk.simulation.labels import element_string
from kiosk.simulation.people import Crew
from sop import commands as c
from sop.answers import Written
from sop.events import WorkOrder
from tests.record.conftest import NOW
from tests.support.all_kinds import all_kinds, install_all_kinds
from tests.support.codes import seen

HOSTILE = (
    '</script><script>alert(1)</script> #panic("owned") {{ 7*7 }} \\u003c *bold* $x$ & "quoted"'
)
LABEL = element_string({"01": "06901234567892", "10": "L1", "17": "301231", "21": "S1"})


class Run:
    """A run on a fresh station, led by hand."""

    def __init__(self, folder: Path) -> None:
        self.clock = ShiftClock(NOW)
        self.station: Station = open_station(folder, clock=self.clock)
        digest = install_all_kinds(self.station)
        self.crew = Crew(self.station, [all_kinds()])
        self.crew.sign_in("virtual-1")
        order = WorkOrder(number="WO-7", product="FL-100", lot="L1")
        started = running.start_execution(self.station, digest, order, "U-1")
        assert started.refusal is None
        self.execution = started.state.execution

    def do(self, command: type[c.BaseCommand], **fields: object) -> None:
        self.clock.advance(7)
        outcome = running.do(self.station, self.execution, command, **fields)
        assert outcome.refusal is None, outcome.refusal

    def prepare(self) -> None:
        """The first step: a wrong label, the right one, both tools."""
        for label in ("WRONG-1", LABEL):
            self.clock.advance(4)
            running.record_scan(self.station, self.execution, "material", "flange", seen(label))
        for item in ("wrench", "gauge"):
            self.do(c.TickItem, step="material", check="tools", item=item)
        self.do(c.CompleteStep, step="material")

    def record(self) -> Record:
        with archive_of(self.station.store.folder) as archive:
            return gather(archive, self.execution, NOW)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made = Run(tmp_path)
    yield made
    made.station.close()


def test_what_an_operator_writes_is_shown_and_never_executed(run: Run) -> None:
    run.prepare()
    run.do(c.WriteText, step="clean", check="remark", text=HOSTILE)
    record = run.record()
    page = html_of(record)
    assert page.count(b"<script") == 1
    assert b"{{ 7*7 }}" in page
    assert embedded(page) == encode(record)
    assert attached(pdf_of(record)) == encode(record)  # typst would have stopped at the panic


def test_a_character_no_font_has_does_not_keep_a_record_from_being_printed(run: Run) -> None:
    run.prepare()
    run.do(c.WriteText, step="clean", check="remark", text="👍🏽 ꙮ \U0001f9ff")
    assert attached(pdf_of(run.record())) == encode(run.record())


def test_a_wrong_code_and_the_right_one_are_both_told_with_the_reason(run: Run) -> None:
    run.prepare()
    flange = _check(page_of(run.record()), "material", "法兰标签")
    first, second = flange.tries
    assert (first.passed, second.passed) == (False, True)
    assert first.why.zh != first.why.en != ""
    assert "WRONG-1" in first.value.zh
    assert "<GS>" in second.value.zh
    assert "批次 L1" in second.value.zh
    assert "Lot L1" in second.value.en


def test_what_is_said_in_one_language_holds_no_word_of_the_other(run: Run) -> None:
    run.prepare()
    flange = _check(page_of(run.record()), "material", "法兰标签")
    values = [one.value for one in flange.tries]
    for said in (flange.required, *values):
        assert not any("\u4e00" <= character <= "\u9fff" for character in said.en)
        assert "Lot" not in said.zh
    for said in values:
        assert said.zh.split(" · ")[0] == said.en.split(" · ")[0]  # the code itself is in both


def test_everybody_is_told_by_name_and_id(run: Run) -> None:
    run.prepare()
    page = page_of(run.record())
    (name,) = {row.who for row in page.events}
    assert name.endswith(" (virtual-1)")
    assert name in {pair.value.zh for pair in page.facts}


def test_a_correction_leaves_the_original_readable(run: Run) -> None:
    run.prepare()
    run.do(c.WriteText, step="clean", check="remark", text="first words")
    run.do(
        c.CorrectAnswer,
        step="clean",
        check="remark",
        answer=Written("other words"),
        reason="misread",
    )
    original, corrected = _check(page_of(run.record()), "clean", "备注").tries
    assert original.value.en == "first words"
    assert (corrected.was.en, corrected.value.en, corrected.reason) == (
        "first words",
        "other words",
        "misread",
    )
    assert b"<del>first words</del>" in html_of(run.record())


def test_a_skipped_step_says_by_whom_and_why(run: Run) -> None:
    run.prepare()
    run.do(c.SkipStep, step="clean", reason="done upstream")
    page = page_of(run.record())
    step = page.sections[0].steps[1]
    assert (step.status.en, step.level) == ("Skipped", "attention")
    assert [(h.text.en, h.reason) for h in step.visits[0].happenings] == [
        ("Skipped", "done upstream")
    ]


def test_rework_shows_both_visits(run: Run) -> None:
    run.prepare()
    run.do(c.GoBack, to="material", reason="wrong lot")
    labels = [visit.label.en for visit in page_of(run.record()).sections[0].steps[0].visits]
    assert labels == ["Visit 1", "Visit 2"]


def test_an_unfinished_run_is_never_shown_as_passed(run: Run) -> None:
    assert page_of(run.record()).result.value.en == "Still running"
    run.do(c.Pause, reason="lunch")
    assert page_of(run.record()).result.value.en == "Paused, unfinished"
    run.do(c.Resume)
    run.do(c.Abort, reason="scrapped")
    page = page_of(run.record())
    assert (page.result.value.zh, page.result.level) == ("中止", "bad")
    assert [h.reason for h in page.happenings if h.reason] == ["lunch", "scrapped"]


def test_every_signature_shows_printed_name_time_and_meaning(record: Record) -> None:
    signatures = page_of(record).signatures
    assert {"Performed", "Verified"} <= {signature.meaning.en for signature in signatures}
    for signature in signatures:
        assert signature.name
        assert signature.at.endswith("+00:00")


def test_every_event_stands_in_the_list_at_the_end(record: Record) -> None:
    rows = page_of(record).events
    assert [row.seq for row in rows] == [json.loads(event)["seq"] for event in record.events]


def test_a_photograph_that_is_gone_or_broken_leaves_the_rest_printable(record: Record) -> None:
    gone = replace(record, photos=dict.fromkeys(record.photos, None)).sealed()
    assert "照片已不在工位磁盘上".encode() in html_of(gone)
    broken = replace(record, photos=dict.fromkeys(record.photos, "AAAA")).sealed()
    assert attached(pdf_of(broken)) == encode(broken)


def test_the_same_record_gives_the_same_bytes(record: Record) -> None:
    assert html_of(record) == html_of(record)
    assert pdf_of(record) == pdf_of(record)


def test_a_run_is_found_by_its_id_its_beginning_and_its_unit(shift: Path) -> None:
    with archive_of(shift) as archive:
        run = archive.events.runs()[0]
        for said in (run.execution, run.execution[:30], run.unit or ""):
            assert find_execution(archive, said) == run.execution
        with pytest.raises(UnknownExecution):
            find_execution(archive, "nothing like it")


def test_an_id_that_may_mean_several_runs_lists_them(shift: Path) -> None:
    with archive_of(shift) as archive:
        runs = archive.events.runs()
        with pytest.raises(AmbiguousExecution) as told:
            find_execution(archive, runs[0].execution[:4].upper())
    for said, status in ((told.value.zh, "已完成"), (told.value.en, "completed")):
        lines = said.splitlines()[1:]
        assert [line.split()[0] for line in lines] == [run.execution for run in runs]
        assert all(run.unit in line for run, line in zip(runs, lines, strict=True))
        assert all(run.code in line for run, line in zip(runs, lines, strict=True))
        assert status in said


def _check(page: Page, step: str, title: str) -> CheckPart:
    procedure = [s.id for s in all_kinds().steps()]
    parts = [part for section in page.sections for part in section.steps]
    (visit,) = parts[procedure.index(step)].visits
    return next(check for check in visit.checks if check.title.zh == title)
