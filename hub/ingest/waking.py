"""Telling who reads the journals that there is something new."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

log = logging.getLogger(__name__)


def wake(name: UUID) -> None:
    """Never fails and never waits: what was taken in is kept, whoever reads it and whenever."""
    try:
        from hub.records import projecting

        projecting.wake(name)
    except Exception:
        log.exception("the reader of journals could not be woken")
