"""What the history says of past runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.history.view_model import past_runs

if TYPE_CHECKING:
    from kiosk.ui.desk import Desk


def test_past_runs_name_who_worked_on_them(desk: Desk, execution: str) -> None:
    runs = desk.station.submit(past_runs, "", 10, 0).result()
    assert [(past.run.execution, past.operator) for past in runs] == [(execution, "Li (li)")]
