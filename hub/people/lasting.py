"""How long a station knows people without hearing of the hub."""

from __future__ import annotations

from hub.people import marking
from hub.people.auditing import change, write
from hub.people.refusals import PeopleRefused

MOST = 24 * 366


def set_hours(who: str, hours: int, why: str = "") -> None:
    """Of every roster from now on. Raises `PeopleRefused`."""
    if not 1 <= hours <= MOST:
        raise PeopleRefused("bad_hours", 422, least=1, most=MOST)
    with change():
        mark = marking.mark()
        assert mark is not None
        before = mark.lasts_hours
        mark.lasts_hours = hours
        mark.save(update_fields=["lasts_hours"])
        write(who, "lasts", "", before, hours, why)
