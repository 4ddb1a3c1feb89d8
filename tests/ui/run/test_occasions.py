"""A rush order and a quality incident are known by name where they are entered, and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.operations.running import enter_contingency, start_execution
from kiosk.record.archive import archive_of
from kiosk.record.gathering import gather
from kiosk.record.paging import page_of
from kiosk.ui.widgets.rows import ListRow
from sop.procedure import Contingency
from tests.ui.run.conftest import ORDER, furnish
from tests.ui.run.procedures import DRAIN, PROCEDURE, both

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk
    from tests.ui.run.hands import Hands

RUSH = Contingency(
    id="rush",
    title=both("插单", "In between"),
    purpose=both("计划确认后", "Once planning confirmed it"),
    steps=[replace(DRAIN.steps[0], id="park")],
    occasion="rush_order",
)
JOB = replace(
    PROCEDURE,
    code="JOB-4",
    contingencies=[RUSH, replace(DRAIN, occasion="quality_incident"), replace(RUSH, id="spare",
    occasion="other", steps=[replace(DRAIN.steps[0], id="spare_part")])],
)  # fmt: skip


def _at_run(hands: Hands, desk: Desk) -> str:
    digest = desk.station.submit(lambda s: furnish(s, JOB)).result()
    run: str = desk.station.submit(start_execution, digest, ORDER).result().state.execution
    hands.shell.go("run", execution=run)
    model = hands.screen.run
    hands.qtbot.waitUntil(lambda: model.view is not None and model.view.execution == run)
    return run


def test_each_is_named_where_it_is_chosen(hands: Hands, desk: Desk) -> None:
    _at_run(hands, desk)
    hands.screen.ways.contingency()
    rows = [hands.sheet.findChild(ListRow, f"pick_{it}") for it in ("rush", "drain", "spare")]
    assert [row.accessibleName() for row in rows if row is not None] == [
        "In between · Rush order · Once planning confirmed it",
        "Leak · Quality incident · When a leak is seen",
        "In between · Once planning confirmed it",
    ]


def test_it_stands_over_the_run_and_in_its_record(hands: Hands, desk: Desk) -> None:
    run = _at_run(hands, desk)
    entered = desk.station.submit(enter_contingency, run, "rush", "B-3", "284917", "asked").result()
    assert entered.refusal is None
    hands.qtbot.waitUntil(lambda: hands.screen._status.text() == "Rush order")
    with archive_of(desk.station.store.folder) as archive:
        page = page_of(gather(archive, run, desk.station.clock.now()))
    told = [it.text.en for it in page.happenings]
    assert "Zhao let in a rush order: “In between” entered" in told
