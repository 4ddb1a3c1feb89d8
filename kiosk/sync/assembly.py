"""The parts of the sync put together for one station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.sync.downlink import ReleaseDownlink
from kiosk.sync.errors import NotEnrolled
from kiosk.sync.health import health_of
from kiosk.sync.link import link_of
from kiosk.sync.loop import Sync, connect
from kiosk.sync.news import NewsDownlink
from kiosk.sync.people import PinsUplink
from kiosk.sync.status import status_of
from kiosk.sync.uplink import Uplink

if TYPE_CHECKING:
    from kiosk.operations.reconciling import SyncStatus
    from kiosk.operations.station import Station
    from kiosk.sync.loop import Downlink


def sync_of(station: Station) -> Sync:
    """The loop, not started yet."""
    return Sync(station, downlink_of(station))


def downlink_of(station: Station) -> Downlink:
    """What follows the journal in a session, the most important first."""
    return NewsDownlink(station, PinsUplink(station, ReleaseDownlink(station)))


def session(station: Station) -> SyncStatus:
    """One whole session, here and now. Raises a `SyncError`."""
    link = link_of(station.store)
    if link is None:
        raise NotEnrolled()
    hub = connect(link)
    try:
        uplink = Uplink(station, hub, lambda _have: None)
        welcome = uplink.run(health_of(station))
        downlink_of(station).run(hub, welcome)
        uplink.run(health_of(station))  # what came down was recorded too
    finally:
        hub.close()
    return status_of(station, "online")
