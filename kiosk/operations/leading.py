"""What a team lead changes in a run, with badge and PIN; and what a coach vouches for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.running import do
from kiosk.operations.signing import authenticate, authorise, identify
from sop.commands import AdjustOrder, HandOver, SignAsCoach

if TYPE_CHECKING:
    from kiosk.operations.station import Outcome, Station

LEAD = "team_lead"


def adjust_order(
    station: Station, execution: str, steps: tuple[str, ...], badge: str, pin: str, reason: str
) -> Outcome:
    """The open steps of this run in another order; critical ones keep theirs."""
    lead = authorise(station, badge, pin, LEAD)
    return do(station, execution, AdjustOrder, steps=steps, lead=lead, reason=reason)


def reassign(
    station: Station, execution: str, to: str, badge: str, pin: str, reason: str
) -> Outcome:
    """The run goes to whose badge `to` is, and the screen with it."""
    successor = identify(station, to)
    lead = authorise(station, badge, pin, LEAD)
    outcome = do(station, execution, HandOver, to=successor, lead=lead, reason=reason)
    if outcome.refusal is None:
        station.person = successor
    return outcome


def sign_as_coach(
    station: Station, execution: str, badge: str, pin: str, note: str = ""
) -> Outcome:
    """The coach vouches for what the supervised operator did, before the run is finished."""
    coach = authenticate(station, badge, pin)
    return do(station, execution, SignAsCoach, coach=coach, note=note)
