"""Telling who reads the journals that there is something new.

By default a thread of this process reads them; a server that has a process for it says so here.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
_instead: Callable[[], object] | None = None


def wake() -> None:
    """Never fails and never waits: what was taken in is kept, whoever reads it and whenever."""
    try:
        if _instead is not None:
            _instead()
            return
        from hub.records import projecting

        projecting.wake()
    except Exception:
        log.exception("the reader of journals could not be woken")


def wake_instead(told: Callable[[], object]) -> None:
    """Call that, from now on."""
    global _instead
    _instead = told
