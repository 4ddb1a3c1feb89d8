"""Which line a station stands in: the stations of one line show one another's calls."""

from __future__ import annotations

import uuid

from hub.devices.models import Device
from hub.people.auditing import change, write
from hub.people.refusals import PeopleRefused


def put_in_line(who: str, station: str, line: str, why: str = "") -> int:
    """All devices of that station name, or the one of that id; an empty line is none. Returns how
    many. Raises `PeopleRefused`."""
    if len(line) > 100 or not line.isprintable():
        raise PeopleRefused("bad_person", 422, reason="line")
    with change():
        found = devices_called(station)
        for device in found:
            before, device.line = device.line, line
            device.save(update_fields=["line"])
            write(who, "line", str(device.pk), before or None, line or None, why)
    return len(found)


def devices_called(station: str) -> list[Device]:
    """Those not shut out. Raises `PeopleRefused` when there is none."""
    known = Device.objects.filter(revoked_at=None)
    try:
        found = list(known.filter(pk=uuid.UUID(station)))
    except ValueError:
        found = list(known.filter(station=station).order_by("enrolled_at"))
    if not found:
        raise PeopleRefused("no_station", 404, station=station)
    return found
