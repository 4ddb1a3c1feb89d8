"""The chapter in which revisions come and go: announced, taking over, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.operations.governing import newest_of
from kiosk.tour.content import FLANGE
from kiosk.tour.learning import answer_right, read_changes
from kiosk.tour.standing_in import ask_for_restart, assign, assigned, take
from kiosk.ui.home.tiles import WithdrawnTile
from sop.procedure import Change
from sop.release import Release
from sop.wire.documents import Withdrawn

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.tour.crew import Crew
    from kiosk.tour.operator import Operator

_CODE = "FLG-M12-080"
_WHY = {
    "zh": "第 5 步扭矩值印错：应为 60 N·m，文中写成 90 N·m。",
    "en": "Step 5 names the wrong torque: 60 N·m is right, the text says 90 N·m.",
}
_FIRST_THE_LABEL = {
    "zh": "先核对扳手校准标签，再扫描：过期扳手不得上线。",
    "en": "Check the wrench's calibration label first, then scan it: none out of date.",
}
_CLOSER = {
    "zh": "系统计算转角平均值和极差。极差超过 4°：松开，换新密封垫和螺栓，从清洁密封面工步重做。",
    "en": "Mean and spread of the angles are calculated. Spread above 4°: loosen, new gasket and "
    "bolts, start again at the sealing faces.",
}
_CHANGES = {
    "start": {
        "zh": "扳手先看校准标签再扫描；配图已更换。",
        "en": "Look at the wrench's label before scanning it. The picture is another one.",
    },
    "evaluate": {
        "zh": "转角极差上限由 6° 收严到 4°。",
        "en": "The angles may spread by no more than 4°, before 6°.",
    },
}


def revisions_come_and_go(crew: Crew) -> None:
    """Revision C is announced, takes over in the middle of a run, and is withdrawn again."""
    crew.hands.until(lambda: crew.app.desk.is_open, "the station to open")
    new = crew.app.desk.station.submit(_revision_c).result()
    _announced(crew, new)
    worker = crew.begin(FLANGE)
    _takes_over(crew, worker, new)
    _changes_are_read(crew, worker)
    worker = crew.at_run(FLANGE, "")
    _withdrawn(crew, worker, new)
    _refused(crew)


def _announced(crew: Crew, new: Release) -> None:
    station = crew.app.desk.station
    midnight = station.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    date = (midnight + timedelta(days=9)).isoformat()
    station.submit(take, new, date).result()
    station.submit(assign, [assigned(new, date)]).result()
    crew.go_home()
    crew.photo.take_all("home-upcoming")


def _takes_over(crew: Crew, worker: Operator, new: Release) -> None:
    """First so that the unit may be finished, then so that it begins anew."""
    station = crew.app.desk.station
    worker.to_check("start", "wrench")
    station.submit(assign, [assigned(new, "2025-10-01")]).result()
    crew.hands.until(lambda: worker.screen.revising.isVisible(), "the banner of the new revision")
    crew.photo.take_all("revision-finish")
    station.submit(ask_for_restart, new).result()
    crew.hands.until(lambda: "anew" in _banner(worker) or "重新" in _banner(worker), "the restart")
    crew.photo.take("revision-restart")
    _until(worker, "anew")
    crew.photo.take_all("begin-anew")


def _changes_are_read(crew: Crew, worker: Operator) -> None:
    crew.hands.tap(worker.screen.bar.primary)
    read_changes(crew, "change")
    answer_right(crew)


def _withdrawn(crew: Crew, worker: Operator, new: Release) -> None:
    """In the middle of a step; after it the run stands still, and a team lead lets it go on."""
    station = crew.app.desk.station
    worker.to_check("start", "wrench")
    gone = Withdrawn(release=new.digest, severity="stop", reason=_WHY)
    station.submit(assign, [], [gone]).result()
    crew.hands.until(lambda: worker.screen.run.view.standing.stops, "the withdrawal")  # type: ignore[union-attr]
    crew.hands.rest(0.2)
    crew.photo.take_all("withdrawn-after-step")
    _until(worker, "lift")
    crew.photo.take_all("halted")
    crew.hands.tap(worker.screen.bar.primary)
    crew.sheet("the sheet for the team lead")
    crew.photo.take("halt-lift")
    crew.authorise(worker)
    crew.hands.until(lambda: worker.screen.run.view.unhalted, "the run to go on")  # type: ignore[union-attr]
    crew.hands.rest(0.3)
    crew.photo.take("halt-lifted")


def _refused(crew: Crew) -> None:
    crew.go_home()
    crew.photo.take_all("home-withdrawn")
    tile = crew.hands.part(WithdrawnTile)
    assert tile is not None
    crew.hands.tap(tile)
    crew.sheet("why it must not start")
    crew.photo.take_all("start-refused")


def _until(worker: Operator, kind: str) -> None:
    """Go on with the step in hand until the run stands still."""
    worker.work_until(lambda: worker.view.action.kind == kind, f"the run to stand still: {kind}")


def _banner(worker: Operator) -> str:
    return worker.screen.revising.text()


def _revision_c(station: Station) -> Release:
    """Revision B with other words and another picture for one step, a closer limit in another."""
    known = newest_of(station, _CODE)
    assert known is not None
    release = station.release(known.digest)
    steps = {it.id: it for section in release.procedure.sections for it in section.steps}
    start, evaluate = steps["start"], steps["evaluate"]
    *checks, spread = evaluate.checks
    changed = {
        "start": replace(start, text=_FIRST_THE_LABEL, pictures=steps["faces"].pictures),
        "evaluate": replace(evaluate, text=_CLOSER, checks=[*checks, replace(spread, upper=4.0)]),
    }
    sections = [
        replace(section, steps=[changed.get(it.id, it) for it in section.steps])
        for section in release.procedure.sections
    ]
    changes = [Change(step, "changed", text) for step, text in _CHANGES.items()]
    anew = replace(
        release.procedure, revision="C", supersedes="B", sections=sections, changes=changes
    )
    return Release(anew, release.media)
