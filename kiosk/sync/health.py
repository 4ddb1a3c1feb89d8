"""What this station tells the hub of itself at the beginning of a session."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import version
from typing import TYPE_CHECKING

from kiosk.operations.governing import assignment_of
from kiosk.operations.roster import highest_count
from kiosk.operations.taking import problems_of
from kiosk.sync.link import link_of
from kiosk.sync.photographs import pending_photographs
from kiosk.sync.status import acknowledged
from sop.wire.messages import Health

if TYPE_CHECKING:
    from kiosk.operations.station import Station


def health_of(station: Station) -> Health:
    """Raises nothing: a full disk or an odd clock is told, not stumbled over."""
    store, link = station.store, link_of(station.store)
    have = acknowledged(store, link) if link else 0
    unsent = store.head().seq - have
    oldest = store.event_at(have + 1) if unsent else None
    assignment = assignment_of(station)
    return Health(
        station=station.name,
        operation=station.operation,
        at=station.clock.now().isoformat(timespec="seconds"),
        unsent=unsent,
        oldest_unsent=oldest.envelope.at if oldest else None,
        evidence_pending=pending_photographs(store, link.photos_seq) if link else 0,
        assignment=assignment.count if assignment else 0,
        roster=highest_count(station, link.device) if link else 0,
        problems=list(problems_of(station)),
        releases=[it.digest for it in store.releases.all()],
        versions={"kiosk": version("sop-kiosk"), "system": platform.platform(terse=True)},
        disk_free=shutil.disk_usage(store.folder).free,
    )
