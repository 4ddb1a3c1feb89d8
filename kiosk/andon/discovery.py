"""Finding the other stations without being told where they are: multicast DNS.

What is found is only ever tried: whether it is the station it says it is, its key proves.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import ifaddr

if TYPE_CHECKING:
    from collections.abc import Callable

    from zeroconf import ServiceBrowser, Zeroconf

log = logging.getLogger(__name__)

KIND = "_sop-andon._tcp.local."
_ANSWER_MS = 3_000
_AGAIN_S = 20.0


def own_addresses() -> frozenset[str]:
    """Of every network card that is up; this machine's own only where there is no other."""
    found = [
        address.ip if isinstance(address.ip, str) else address.ip[0]
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
    ]
    usable = [ip for ip in found if not ipaddress.ip_address(ip).is_link_local]
    outside = [ip for ip in usable if not ipaddress.ip_address(ip).is_loopback]
    return frozenset(outside or usable)


def endpoint(host: str, port: int) -> str:
    """As ZeroMQ writes it."""
    return f"tcp://[{host}]:{port}" if ":" in host else f"tcp://{host}:{port}"


class Discovery:
    """Tells where this device is, and hears where others are: `found(device, endpoints)`, on a
    thread of its own. `listed(station, endpoints)` are the addresses of the settings, of that
    station or, "", of any. `trouble` says why multicast does not work, in the system's words; ""
    when it does."""

    def __init__(
        self,
        device: str,
        port: int,
        found: Callable[[str, frozenset[str]], None],
        addresses: tuple[str, ...] = (),
        listed: Callable[[str, frozenset[str]], None] = lambda _station, _endpoints: None,
        usual_port: int = 0,
    ) -> None:
        self._device, self._port, self._found = device, port, found
        self._addresses, self._listed, self._usual_port = addresses, listed, usual_port or port
        self._told: frozenset[str] = frozenset()
        self._zeroconf: Zeroconf | None = None
        self._browser: ServiceBrowser | None = None
        self._next = 0.0
        self._working = threading.Lock()
        self._stopped = False
        self.trouble = ""

    def look(self) -> None:
        """From time to time: begins, and begins anew where this machine's addresses are others or
        it could not before. Takes up to seconds, so it is done on a thread of its own."""
        if self._working.acquire(blocking=False):
            threading.Thread(target=self._look, name="andon-discovery", daemon=True).start()

    def stop(self) -> None:
        with self._working:
            self._stopped = True
            self._end()

    def _look(self) -> None:
        try:
            for listed in self._addresses:
                self._listed(*endpoints_of(listed, self._usual_port))
            addresses = own_addresses()
            wanting = self._zeroconf is None and time.monotonic() >= self._next
            if not self._stopped and (wanting or addresses != self._told):
                self._end()
                self._begin(addresses)
        finally:
            self._working.release()

    def _begin(self, addresses: frozenset[str]) -> None:
        self._told, self._next = addresses, time.monotonic() + _AGAIN_S
        try:
            self._start(addresses)
            self.trouble = ""
        except Exception as error:  # the library's own, the system's: all mean the same here
            log.warning("stations cannot be found by multicast: %s", error)
            self.trouble = f"{type(error).__name__}: {error}"
            self._end()

    def _start(self, addresses: frozenset[str]) -> None:
        from zeroconf import ServiceBrowser, ServiceInfo, Zeroconf

        self._zeroconf = Zeroconf()
        about = ServiceInfo(
            KIND,
            f"{self._device}.{KIND}",
            port=self._port,
            parsed_addresses=sorted(addresses),
            properties={"device": self._device},
            server=f"{self._device}.local.",
        )
        # One that was cut off may still be remembered by others under this name.
        self._zeroconf.register_service(about, allow_name_change=True)
        self._browser = ServiceBrowser(self._zeroconf, KIND, handlers=[self._seen])

    def _end(self) -> None:
        # Browser and responder may be on a network card that is gone.
        with suppress(Exception):
            if self._browser is not None:
                self._browser.cancel()
        with suppress(Exception):
            if self._zeroconf is not None:
                self._zeroconf.close()
        self._browser = self._zeroconf = None

    def _seen(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: object) -> None:
        """Called by the browser. One that goes is not believed: whoever says so proves nothing."""
        from zeroconf import IPVersion

        info = zeroconf.get_service_info(service_type, name, timeout=_ANSWER_MS)
        if info is None or info.port is None:
            return
        device = (info.properties.get(b"device") or b"").decode("ascii", "replace")
        if device and device != self._device:
            hosts = info.parsed_addresses(IPVersion.All)
            self._found(device, frozenset(endpoint(host, info.port) for host in hosts))


def endpoints_of(address: str, port: int) -> tuple[str, frozenset[str]]:
    """An address of the settings, `[STATION=]host[:port]`: the station it is meant for ("" for
    any), and where ZeroMQ finds it. A name that cannot be resolved gives none."""
    station, _, place = address.rpartition("=")
    host, chosen = _split(place.strip(), port)
    with suppress(OSError, UnicodeError):
        told = socket.getaddrinfo(host, chosen, type=socket.SOCK_STREAM)
        return station.strip(), frozenset(endpoint(str(one[4][0]), chosen) for one in told)
    return station.strip(), frozenset()


def _split(place: str, port: int) -> tuple[str, int]:
    if place.startswith("["):
        host, _, rest = place[1:].partition("]")
        return host, _number(rest.lstrip(":"), port)
    if place.count(":") == 1:
        host, _, rest = place.partition(":")
        return host, _number(rest, port)
    return place, port


def _number(text: str, usual: int) -> int:
    return int(text) if text.isdigit() and 0 < int(text) < 65_536 else usual
