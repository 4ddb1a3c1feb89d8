"""How it stands with the hub, in values a screen can show."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from kiosk.errors import KnownError

State = Literal["alone", "starting", "online", "offline", "refused"]


class SyncStatus(Struct, frozen=True, kw_only=True):
    """`alone`: not enrolled. `refused`: the hub answers but does not take what we say, `reason`
    tells why. `unsent` events, of which `oldest` happened first; `photographs` that the hub may
    still lack. `contact_at`: the hub's time when it last answered, `confirmed_at` when what is in
    force here was last known to be the newest, both ISO 8601 or empty. `stale`: that is too long
    ago by the hub's own rule. `clock_ms`: how far this station's clock is ahead of the hub's, 0
    within a minute.
    """

    state: State
    unsent: int = 0
    oldest: datetime | None = None
    photographs: int = 0
    contact_at: str = ""
    confirmed_at: str = ""
    stale: bool = False
    url: str = ""
    hub: str = ""
    branched: bool = False
    clock_ms: int = 0
    reason: KnownError | None = None
