"""The process that reads the journals as they come up, beside the workers that take them in.

It lets them pass: while batches come in one after the other it reads only now and then, so that a
station's drain is never slower for it, and what is shown is never older than a few seconds.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from hub.bell import Bell
from hub.outliving import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

SWEEP_S = 2.0
"""It also looks by itself: another machine's workers wake nobody here."""
QUIET_S = 0.2
LONGEST_S = 2.0
logger = logging.getLogger(__name__)


class Live:
    """Started beside a server's workers; begun again when it died. `bell` wakes it."""

    def __init__(self, context: SpawnContext) -> None:
        self._context = context
        self.bell = Bell()

    def start(self) -> None:
        threading.Thread(target=self._keep, name="live", daemon=True).start()

    def _keep(self) -> None:
        while True:
            process = self._context.Process(target=read_along, args=(self.bell,), daemon=True)
            process.start()
            process.join()
            time.sleep(SWEEP_S)


def read_along(bell: Bell) -> None:
    """Does not return."""
    end_with_parent()
    _ready()
    from django.db import close_old_connections

    from hub.corrective.escalating import escalate
    from hub.evidence.retaining import forget_presence
    from hub.records.projecting import catch_up

    bell.ring()
    while True:
        bell.wait(SWEEP_S)
        try:
            close_old_connections()
            catch_up(between=lambda: let_pass(bell))
            escalate()
            forget_presence()
        except Exception:  # a database that is away comes back
            logger.exception("reading the journals failed; trying again")
            time.sleep(SWEEP_S)


def let_pass(bell: Bell) -> None:
    """Wait while batches keep coming in, but not for ever."""
    until = time.monotonic() + LONGEST_S
    while bell.rung() and time.monotonic() < until:
        time.sleep(QUIET_S)


def _ready() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    django.setup()
