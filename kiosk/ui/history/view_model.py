"""Past runs, and the people who worked on them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.operations import browsing
from kiosk.store import Run

if TYPE_CHECKING:
    from kiosk.operations.station import Station


class PastRun(Struct, frozen=True):
    """`operator` is the printed name with the id; the id alone where nobody knows the name."""

    run: Run
    operator: str


def past_runs(station: Station, search: str, limit: int, offset: int) -> list[PastRun]:
    """The latest first."""
    runs = browsing.history(station, search, limit, offset)
    names = browsing.printed_names(station, {run.operator for run in runs})
    return [PastRun(run, _with_id(names.get(run.operator, ""), run.operator)) for run in runs]


def _with_id(name: str, person: str) -> str:
    return f"{name} ({person})" if name and name != person else person
