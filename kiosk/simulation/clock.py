"""The time of a virtual shift: work takes as long as it would, without anybody waiting for it."""

from __future__ import annotations

import time
import uuid
from datetime import datetime, timedelta


class ShiftClock:
    """Starts when told and goes on by `advance`; in between it stands still.

    Its boot id is its own, so that nobody compares its monotonic time with the machine's.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._mono = time.monotonic_ns()
        self._boot = str(uuid.uuid4())

    def now(self) -> datetime:
        return self._now

    def monotonic_ns(self) -> int:
        return self._mono

    def boot_id(self) -> str:
        return self._boot

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._mono += int(seconds * 1e9)

    def catch_up(self, at: datetime) -> None:
        """Never before what is recorded already."""
        if at > self._now:
            self._now = at.astimezone(self._now.tzinfo)


class PacedClock:
    """The machine's clock: whoever waits, waits."""

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def boot_id(self) -> str:
        from kiosk.clock import SystemClock

        return SystemClock().boot_id()

    def advance(self, seconds: float) -> None:
        time.sleep(seconds)

    def catch_up(self, at: datetime) -> None:
        return
