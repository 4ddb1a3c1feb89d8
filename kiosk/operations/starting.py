"""What stands between a person and a run, and the way on: reading, or a coach beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.operations import running, superseding
from kiosk.operations.signing import authenticate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.operations.station import Outcome, Station

#: What can be begun, by the name screens hand on with what it is asked with.
_BEGINS: Mapping[str, Callable[..., Outcome]] = {
    "order": running.start_next_unit,
    "procedure": running.start_execution,
    "following": running.start_following_unit,
    "anew": superseding.begin_anew,
}


def begin(station: Station, what: tuple[Any, ...]) -> Outcome:
    """`what` names the operation, then what it is asked with. Raises as that does."""
    kind, *arguments = what
    return _BEGINS[kind](station, *arguments)


def begin_with_coach(station: Station, what: tuple[Any, ...], badge: str, pin: str) -> Outcome:
    """As `begin`, with that person watching over whoever is signed in, from here to the end.

    Raises `SignatureRefused` when badge and PIN do not belong together; whether they may coach is
    for the rules to say.
    """
    coach = authenticate(station, badge, pin)
    kind, *arguments = what
    return _BEGINS[kind](station, *arguments, coach=coach)
