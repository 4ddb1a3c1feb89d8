"""A bell between processes: several ring it, one listens."""

from __future__ import annotations

import select
import socket
from contextlib import suppress


class Bell:
    """Made before the processes are started, and given to each. Rung twice before anybody listens
    is rung once.

    A datagram to itself: nobody can hold it up. An event or a lock shared between processes is held
    for ever by whoever is killed while waiting for it, and with it everybody who wants to ring.
    """

    def __init__(self) -> None:
        self._place = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._place.bind(("127.0.0.1", 0))
        self._place.setblocking(False)

    def ring(self) -> None:
        """Never waits. When its place is full it was rung already."""
        with suppress(OSError):
            self._place.sendto(b"!", self._place.getsockname())

    def wait(self, seconds: float) -> bool:
        """Until it is rung, at most so long; whether it was."""
        heard, _, _ = select.select([self._place], [], [], seconds)
        return bool(heard) and self.rung()

    def rung(self) -> bool:
        """Whether it was rung since it was listened to; now it is still."""
        rung = False
        with suppress(OSError):
            while self._place.recv(1):
                rung = True
        return rung
