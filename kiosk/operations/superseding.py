"""Runs under way when a revision comes or goes: what hangs over them, and the ways on.

A run stays pinned to the release it began with. What a newer one asks of it, or a withdrawal,
takes hold between two steps, never in the middle of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import KnownError
from kiosk.operations import governing, running
from kiosk.operations.browsing import OpenRun, open_run
from kiosk.operations.signing import authorise
from kiosk.operations.station import Outcome, Station
from sop.commands import Abort, Halt, LiftHalt
from sop.events import SUPERSEDED
from sop.execution.exceptions import not_held
from sop.execution.halting import at_boundary

if TYPE_CHECKING:
    from kiosk.store import Run
    from sop.events import Person
    from sop.state import ExecutionState


class NothingNewer(KnownError):
    def __init__(self) -> None:
        super().__init__(
            "nothing_newer",
            "没有更新的版本生效，此件照原版本继续。",
            "No newer revision is in force; this unit goes on under the one it began with.",
        )


def come_to(station: Station, execution: str) -> OpenRun:
    """Somebody comes to the run: first it is looked over. Raises as `open_run`."""
    look_over(station, execution)
    return open_run(station, execution)


def look_over(station: Station, execution: str) -> None:
    """Halt the run where it stands, if a withdrawal asks for it and nothing is half done: told
    to whoever is at the screen, and recorded in their name."""
    governing.rule(station)  # a clock set forward wakes no calendar
    state = station.state(execution)
    if station.person is None or not station.ruling.must_halt(state) or not at_boundary(state):
        return
    because = station.ruling.withdrawn[state.release]
    station.carry_out(execution, Halt(**station.stamp(), because=because))


def lift_halt(station: Station, execution: str, badge: str, pin: str, reason: str) -> Outcome:
    """A team lead lets the run go on to its end under the withdrawn release."""
    lead = authorise(station, badge, pin, "team_lead")
    return running.do(station, execution, LiftHalt, lead=lead, reason=reason)


def begin_anew(station: Station, execution: str, *, coach: Person | None = None) -> Outcome:
    """The same unit from the start, under the release in force; the run in hand is given up.

    The new run is begun first: should the power go in between, the unit is still there, and
    asking again gives up the old one. Refused, everything stays as it was. Raises `NothingNewer`.
    """
    state = station.state(execution)
    if refusal := not_held(state, Abort):
        return Outcome(state, refusal=refusal)
    newest = governing.newest_of(station, state.procedure.code)
    if newest is None or newest.digest == state.release:
        raise NothingNewer()
    begun = _begun_for(station, execution, state)
    if begun is None:
        outcome = running.start_execution(
            station,
            newest.digest,
            state.work_order,
            state.unit.serial,
            instead_of=execution,
            coach=coach,
        )
        if outcome.refusal is not None:
            return msgspec.structs.replace(outcome, state=state)
    else:
        outcome = Outcome(station.state(begun.execution))
    running.do(station, execution, Abort, reason=SUPERSEDED)
    return outcome


def _begun_for(station: Station, execution: str, state: ExecutionState) -> Run | None:
    """The run that stands for it already."""
    search = state.procedure.code
    for run in station.store.reader().runs(("running", "paused"), search=search):
        if running.predecessor_of(station, run.execution) == execution:
            return run
    return None
