"""Where this station stands in its network: its sockets, whom it dials, and where it found them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import zmq

from kiosk.andon.discovery import Discovery
from kiosk.andon.keys import secret_half
from kiosk.andon.wires import Wires

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.andon.here import Here
    from kiosk.andon.line import Line
    from kiosk.andon.settings import Settings


class Standing:
    """Made new when the device or its key is another. `stands` while it is on a line; `problem`
    and `no_multicast` in the system's words. Everything but `ring` on one thread."""

    def __init__(self, settings: Settings, line: Line, wake: Callable[[], None]) -> None:
        self._settings, self._line, self._wake = settings, line, wake
        self._wires: Wires | None = None
        self._discovery: Discovery | None = None
        self._here: Here | None = None
        self._keys: dict[str, bytes] = {}
        self._found: dict[str, frozenset[str]] = {}
        self._listed: dict[tuple[str, frozenset[str]], None] = {}
        self._fresh: set[str] = set()
        self.port = 0
        self.problem = ""

    @property
    def stands(self) -> bool:
        return self._here is not None

    @property
    def line(self) -> str:
        return self._here.line if self._here is not None else ""

    @property
    def no_multicast(self) -> str:
        return self._discovery.trouble if self._discovery is not None else ""

    def stand(self, here: Here | None, now_s: float) -> None:
        """This is who we are and who the others are, from now on."""
        before, self._here = self._here, here
        if here is None:
            self._line.consists_of({}, now_s)
            self.lose()
            return
        if self._wires is None or before is None or (before.device, before.key) != (
            here.device, here.key
        ):  # fmt: skip
            self._begin(here)
        if self._discovery is not None:
            self._discovery.look()
        if before != here or not self._keys:
            self._keys = here.keys()
            self._line.consists_of({p.device: p.station for p in here.peers}, now_s)
        if self._wires is not None:
            self._wires.admit(self._keys)
            self._dial_found()

    def lose(self) -> None:
        """Let go of everything; `stand` takes it up again."""
        if self._discovery is not None:
            self._discovery.stop()
        wires, self._wires, self._discovery = self._wires, None, None
        self._keys = {}
        if wires is not None:
            wires.close()

    def _begin(self, here: Here) -> None:
        self.lose()
        try:
            wires = Wires(secret_half(here.key))
            self.port = wires.listen(self._settings.port)
        except (zmq.ZMQError, ValueError) as error:
            self.problem = f"{type(error).__name__}: {error}"
            return
        self._wires, self.problem = wires, ""
        self._discovery = Discovery(
            here.device,
            self.port,
            self._was_found,
            self._settings.addresses,
            self._was_listed,
            self._settings.port,
        )

    # --- finding ---

    def _was_found(self, device: str, endpoints: frozenset[str]) -> None:
        """On the discovery's thread."""
        if self._found.get(device) != endpoints:
            self._found[device] = endpoints
            self._fresh.add(device)
            self._wake()

    def _was_listed(self, station: str, endpoints: frozenset[str]) -> None:
        if (station, endpoints) not in self._listed:
            self._listed[(station, endpoints)] = None
            self._wake()

    def _dial_found(self) -> None:
        for device in self._keys:
            self._dial(device)

    def _dial(self, device: str) -> None:
        """A station that is heard keeps the way it is heard by, beside a newer one: whoever
        tells of another address proves nothing."""
        assert self._wires is not None
        wanted = set(self._found.get(device, ()))
        other = self._line.others.get(device)
        name = other.station if other is not None else ""
        for station, endpoints in list(self._listed):
            if station in ("", name):
                wanted |= endpoints
        if other is not None and other.is_heard(time.monotonic()):
            wanted |= self._wires.dialled(device)
        if wanted != self._wires.dialled(device):
            self._wires.dial(device, self._keys[device], wanted)
            self._line.hurry(device)

    def dial_anew(self, device: str) -> None:
        """It is not heard: a line that was refused once is not tried again by itself."""
        if self._wires is not None and device in self._keys:
            self._wires.hang_up(device)
            self._dial(device)

    # --- talking ---

    def send(self, device: str, message: bytes) -> None:
        if self._wires is not None:
            self._wires.send(device, message)

    def receive(self, wait_ms: int, news: threading.Event) -> list[tuple[str, bytes]]:
        """Waits so long, or until there is news."""
        if self._wires is None:
            news.wait(wait_ms / 1000)
            return []
        if self._fresh:
            self._fresh.clear()
            self._dial_found()
        return self._wires.receive(0 if news.is_set() else wait_ms)

    def ring(self) -> None:
        wires = self._wires
        if wires is not None:
            wires.ring()
