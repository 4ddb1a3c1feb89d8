"""What stations tell of people that somebody must hear of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from hub.people.models import Lock
from sop.station_events import PinLocked

if TYPE_CHECKING:
    from hub.ingest.models import Log
    from sop.journal import Envelope

ROWS = (Lock,)


def locked(log: Log, seq: int, envelope: Envelope) -> Lock:
    fact = msgspec.json.decode(envelope.data, type=PinLocked)
    at = datetime.fromisoformat(envelope.at)
    return Lock(log=log, seq=seq, person=fact.person[:100], tries=fact.tries, at=at)
