"""A station's roster as a file, for one that seldom or never sees this hub."""

from __future__ import annotations

import msgspec

from hub.people import marking
from hub.people.lines import devices_called
from hub.people.telling import count_for, newest_for
from hub.releases import trust


def provision_for(station: str) -> bytes:
    """Every version of the trust document and the roster, each as its envelope, for the device of
    that name enrolled last. Raises `PeopleRefused` when there is none."""
    device = devices_called(station)[-1]
    if marking.mark() is None:
        marking.begin()
    count_for(device)
    issued = newest_for(device)
    assert issued is not None
    versions = [trust.envelope_of(it) or b"" for it in range(1, trust.version() + 1)]
    told = {
        "trust": [msgspec.json.decode(it) for it in versions],
        "roster": msgspec.json.decode(bytes(issued.envelope)),
    }
    return msgspec.json.encode(told)
