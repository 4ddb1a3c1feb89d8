"""A past run, as its record tells it: folded from the very bytes that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.operations.station import Station
    from kiosk.record.page import Page


def page_of_execution(station: Station, execution: str) -> Page:
    """The pages of an execution's record. Raises `UnknownExecution`, `ReleaseMissing`."""
    from kiosk.record.archive import archive_of
    from kiosk.record.gathering import gather
    from kiosk.record.paging import page_of

    with archive_of(station.store.folder) as archive:
        return page_of(gather(archive, execution, station.clock.now()))


def photo_file(station: Station, digest: str) -> Path:
    """Where a photograph lies on this station's disk."""
    return station.store.blobs.path(digest)
