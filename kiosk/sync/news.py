"""News come down: answers to suggestions, and what exceptions led to. Nothing is decided by them,
so a hub that cannot tell them holds up nothing else."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.operations.suggesting import take_news
from kiosk.sync.errors import NotTheHub, Refused

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.sync.loop import Downlink
    from kiosk.sync.transport import Hub
    from sop.wire.messages import Welcome

log = logging.getLogger(__name__)

_MOST_PAGES = 50


class NewsDownlink:
    """After the releases of `first`: whatever happens here, those are in force."""

    def __init__(self, station: Station, first: Downlink) -> None:
        self._station, self._first = station, first

    def run(self, hub: Hub, welcome: Welcome) -> None:
        self._first.run(hub, welcome)
        try:
            self.fetch(hub, welcome)
        except (Refused, NotTheHub) as error:
            log.warning("the hub's news were not heard: %s", error)

    def fetch(self, hub: Hub, welcome: Welcome) -> None:
        """Everything up to the number the hub named; in its order, kept before more is asked."""
        for _ in range(_MOST_PAGES):
            known = self._station.store.news.latest()
            if known >= welcome.news:
                return
            news = [it for it in hub.news(after=known).news if it.number > known]
            if not news:
                return
            self._station.submit(take_news, news).result()
