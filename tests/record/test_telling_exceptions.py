"""What the record says of exceptions, and of what a team lead changed: who, when, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.record.html import html_of
from kiosk.record.page import Page
from kiosk.record.paging import page_of
from kiosk.record.pdf import pdf_of
from kiosk.record.steps import sections
from kiosk.record.telling import Teller
from kiosk.record.visits import Fact, course_of
from sop import commands as c
from sop import events as e
from sop.events import Person
from sop.execution import SPOT_PHOTO, open_steps, replay
from sop.procedure import Requirement
from tests.record.test_pages import Run
from tests.sop.execution.shop import LI, SUN, TRAINEE, WANG, flexible, procedure, step
from tests.sop.execution.shop import Run as Bare

LEAD = Person("lead", "孙丽", roles=("operator", "team_lead"))


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made = Run(tmp_path)
    yield made
    made.station.close()


def _told(page: Page) -> list[tuple[str, str]]:
    visits = [visit for part in page.sections for s in part.steps for visit in s.visits]
    every = [*page.happenings, *(it for visit in visits for it in visit.happenings)]
    return [(it.text.zh, it.reason) for it in every]


def test_a_held_run_tells_who_was_called_who_came_and_what_was_decided(run: Run) -> None:
    step = run.station.state(run.execution).current
    assert step is not None
    photo = run.station.store.blobs.put(b"\xff\xd8\xff a photograph")
    raised = {"exception": "x1", "category": "material", "step": step, "severity": "major"}
    run.do(c.RaiseException, **raised, note="划伤", reading="8 mm", check="flange")
    run.do(c.AnswerException, exception="x1", person=Person("wang", "王芳"), station="B02")
    run.do(c.EscalateException, exception="x1", to="supervisor")
    run.do(c.AddNote, note="量具已送检", photos=(photo,), exception="x1", lead=LEAD)
    fields = {"exception": "x1", "lead": LEAD, "reason": "换料重做"}
    run.do(c.DisposeException, **fields, disposition="rework", to=step)
    record = run.record()
    page = page_of(record)
    told = _told(page)
    title = page.sections[0].steps[0].title.zh
    assert ("班组长 孙丽 处置异常（料）：从“" + title + "”返工", "换料重做") in told
    assert ("王芳 在工位 B02 响应异常（料）", "") in told
    assert ("异常（料）升级通知：主管", "") in told
    assert ("班组长 孙丽 备注", "量具已送检") in told
    (call,) = [(text, why) for text, why in told if text.startswith("上报异常")]
    assert "严重 · 作业停住待处置" in call[0]
    assert call[0].endswith("8 mm")
    assert call[1] == "划伤"
    (signature,) = [it for it in page.signatures if it.person == "lead"]
    assert (signature.name, signature.meaning.en) == (
        "孙丽",
        "Approved: disposition of an exception",
    )
    assert "班组长 孙丽 处置异常" in html_of(record).decode()
    assert pdf_of(record).startswith(b"%PDF")


def test_scrap_and_what_is_said_after_the_end_are_told_as_such(run: Run) -> None:
    run.do(c.RaiseException, exception="x1", category="machine", severity="major")
    run.do(c.RaiseException, exception="x2", category="man")
    fields = {"exception": "x1", "disposition": "scrap", "lead": LEAD, "reason": "裂纹"}
    run.do(c.DisposeException, **fields)
    run.do(c.AddNote, note="已隔离", exception="x2")
    page = page_of(run.record())
    told = _told(page)
    assert ("按处置报废，作业结束", "") in told
    assert ("备注 · 补录（晚 0:07）", "已隔离") in told
    assert page.result.value.zh == "中止"
    undisposed = [it.value.en for it in page.summary if it.label.zh == "未处置异常"]
    assert undisposed == ["1"]


def _page_parts(run: Bare) -> tuple[Teller, list[str]]:
    """Told from events alone, without a station."""
    facts = [Fact(n, "", "2026-01-01T08:00:00.000+00:00", it) for n, it in enumerate(run.events)]
    names = {it.id: it.name for it in (LI, SUN, WANG, TRAINEE)}
    teller = Teller(run.state.procedure, names, "+00:00", run.state.execution)
    told = [teller.happening(fact) for fact in facts]
    return teller, [it.text.en for it in told if it is not None]


def test_another_order_and_another_operator_are_told_with_the_lead_who_decided() -> None:
    run = Bare(procedure(step("a"), flexible("b"), flexible("c")))
    run.do(c.AdjustOrder, steps=("a", "c", "b"), lead=SUN, reason="wrench is away")
    run.do(c.HandOver, to=WANG, lead=SUN, reason="went home")
    _teller, told = _page_parts(run)
    order = "the a → the c → the b"
    assert f"Team lead 孙丽 put the open steps in this order: {order}" in told
    assert "Assigned anew to 王芳 by team lead 孙丽" in told
    assert open_steps(run.state) == ("a", "c", "b")


def test_a_coach_stands_in_the_record_at_the_beginning_and_at_the_end() -> None:
    document = procedure(step("a"), skills=[Requirement("torque", 2)], trainees="supervised")
    run = Bare(document, started=False)
    run.by = TRAINEE
    run.start(coach=SUN)
    run.complete("a")
    run.do(c.SignAsCoach, coach=SUN)
    teller, told = _page_parts(run)
    assert told[0] == "Execution started, watched over by coach 孙丽 (skill not yet held)"
    assert "Coach 孙丽 signed: done under supervision" in told
    facts = [Fact(n, "", "2026-01-01T08:00:00.000+00:00", it) for n, it in enumerate(run.events)]
    signed = [teller.signature(fact) for fact in facts]
    meanings = [it.meaning.en for it in signed if it is not None]
    assert meanings == ["Coach: watches over this run", "Coach: done under supervision"]


def test_a_photograph_asked_for_at_random_stands_beside_the_checks() -> None:
    run = Bare(procedure(step("a", photo_rate=1)))
    run.do(c.AddPhoto, step="a", check=SPOT_PHOTO, photo="aa")
    run.complete("a")
    facts = [Fact(n, "", "2026-01-01T08:00:00.000+00:00", it) for n, it in enumerate(run.events)]
    teller, _told = _page_parts(run)
    state = replay(run.state.procedure, [it.event for it in facts])
    (section,) = sections(run.state.procedure, course_of(facts), teller, state)
    (check,) = section.steps[0].visits[0].checks
    assert check.title.en == "Spot photograph"
    assert [each.photos for each in check.tries] == [["aa"]]
    assert isinstance(run.events[-1], e.StepCompleted)
