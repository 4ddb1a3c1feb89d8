"""The sockets: one that listens to the stations of the line, and one to each of them.

ZeroMQ with CURVE: both ends prove their device's key, everything is encrypted. Whoever's key is
not admitted does not get as far as a first message. For one thread.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import zmq
from zmq.auth.thread import ThreadAuthenticator

from sop.wire.andon import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

log = logging.getLogger(__name__)

_DOMAIN = b"sop-andon"
_BEAT_MS, _GONE_MS = 2_000, 6_000
"""A cable pulled tells nobody: a line that carries nothing is asked, and then dialled anew."""
_SOON_MS, _LATEST_MS = 100, 5_000
_WAITING = 100


class Admission:
    """Asked by ZeroMQ about every key that knocks, on a thread of its own."""

    def __init__(self) -> None:
        self.keys: Mapping[bytes, str] = {}

    def callback(self, _domain: str, key: bytes) -> bool:
        return key in self.keys


class Wires:
    """`keys` are (public, secret) in Z85. Devices are named by the roster, never by what they say
    of themselves."""

    def __init__(self, keys: tuple[bytes, bytes]) -> None:
        self._public, self._secret = keys
        self._context = zmq.Context()
        self._admission = Admission()
        # Before anything is bound: without it ZeroMQ would let everybody in.
        self._door = ThreadAuthenticator(self._context)
        self._door.start()
        self._door.configure_curve_callback(_DOMAIN.decode(), self._admission)
        self._poller = zmq.Poller()
        self._ears = self._socket(zmq.ROUTER)
        self._ears.curve_server = True
        self._ears.zap_domain = _DOMAIN
        self._ears.router_mandatory = True
        self._callers: dict[str, bytes] = {}
        self._lines: dict[str, zmq.Socket[bytes]] = {}
        self._dialled: dict[str, frozenset[str]] = {}
        self._bell, self._rope = self._bell_and_rope()
        self._pulling = threading.Lock()

    def listen(self, port: int) -> int:
        """Where it listens: there, or at any free port when that one is taken."""
        try:
            self._ears.bind(f"tcp://*:{port}")
        except zmq.ZMQError as error:
            log.warning("port %s is not to be had (%s): another one is taken", port, error)
            self._ears.bind("tcp://*:0")
        return int(str(self._ears.get_string(zmq.LAST_ENDPOINT)).rpartition(":")[2])

    def admit(self, devices: Mapping[str, bytes]) -> None:
        """These devices, by their public keys in Z85, and no others from now on."""
        self._admission.keys = {key: device for device, key in devices.items()}
        for device in set(self._lines) - set(devices):
            self.hang_up(device)

    def dial(self, device: str, key: bytes, endpoints: Iterable[str]) -> None:
        """Be connected with that device at all of these; elsewhere no more."""
        wanted = frozenset(endpoints)
        if self._dialled.get(device, frozenset()) == wanted:
            return
        self.hang_up(device)
        if not wanted:
            return
        line = self._socket(zmq.DEALER)
        # Nothing is put down for a line that is not there: it is said again when it is.
        line.immediate = True
        line.curve_serverkey = key
        for endpoint in sorted(wanted):
            with suppress(zmq.ZMQError):  # an address that is none
                line.connect(endpoint)
        self._lines[device], self._dialled[device] = line, wanted

    def dialled(self, device: str) -> frozenset[str]:
        """Where it is dialled at."""
        return self._dialled.get(device, frozenset())

    def hang_up(self, device: str) -> None:
        line = self._lines.pop(device, None)
        self._dialled.pop(device, None)
        self._callers.pop(device, None)
        if line is not None:
            self._poller.unregister(line)
            line.close(linger=0)

    def send(self, device: str, message: bytes) -> None:
        """By both ways: ours, and the one it came to us by, where only one side can be reached.
        What finds no way is not kept."""
        with suppress(zmq.ZMQError):
            if device in self._lines:
                self._lines[device].send(message, zmq.NOBLOCK)
        caller = self._callers.get(device)
        if caller is not None:
            try:
                self._ears.send_multipart([caller, message], zmq.NOBLOCK)
            except zmq.ZMQError:
                del self._callers[device]

    def receive(self, wait_ms: int) -> list[tuple[str, bytes]]:
        """What came within that time, or at once when the bell is rung, by whom it was said."""
        ready = dict(self._poller.poll(wait_ms))
        if self._bell in ready:
            _emptied(self._bell)
        heard = self._overheard() if self._ears in ready else []
        for device, line in self._lines.items():
            if line in ready:
                heard += [(device, parts[-1]) for parts in _emptied(line)]
        return heard

    def ring(self) -> None:
        """From another thread: end the waiting."""
        with self._pulling, suppress(zmq.ZMQError):
            self._rope.send(b"", zmq.NOBLOCK)

    def close(self) -> None:
        self._door.stop()
        with self._pulling:
            self._context.destroy(linger=0)

    def _overheard(self) -> list[tuple[str, bytes]]:
        heard = []
        for frames in _emptied_frames(self._ears):
            key = frames[-1].get("User-Id")
            device = self._admission.keys.get(str(key).encode())
            if device is not None:  # else admitted before, and no more
                self._callers[device] = frames[0].bytes
                heard.append((device, frames[-1].bytes))
        return heard

    def _socket(self, kind: int) -> zmq.Socket[bytes]:
        made = self._context.socket(kind)
        made.linger = 0
        made.ipv6 = True
        made.maxmsgsize = MOST_BYTES
        made.sndhwm = made.rcvhwm = _WAITING
        made.heartbeat_ivl, made.heartbeat_timeout = _BEAT_MS, _GONE_MS
        made.heartbeat_ttl = _GONE_MS
        made.reconnect_ivl, made.reconnect_ivl_max = _SOON_MS, _LATEST_MS
        made.connect_timeout = _LATEST_MS
        made.curve_publickey, made.curve_secretkey = self._public, self._secret
        self._poller.register(made, zmq.POLLIN)
        return made

    def _bell_and_rope(self) -> tuple[zmq.Socket[bytes], zmq.Socket[bytes]]:
        bell, rope = self._context.socket(zmq.PAIR), self._context.socket(zmq.PAIR)
        bell.bind("inproc://bell")
        rope.connect("inproc://bell")
        self._poller.register(bell, zmq.POLLIN)
        return bell, rope


def _emptied(socket: zmq.Socket[bytes]) -> list[list[bytes]]:
    return [[frame.bytes for frame in frames] for frames in _emptied_frames(socket)]


def _emptied_frames(socket: zmq.Socket[bytes]) -> list[list[zmq.Frame]]:
    """At most so many at once: whoever talks without end must not keep others unheard."""
    found: list[list[zmq.Frame]] = []
    with suppress(zmq.Again):
        while len(found) < _WAITING:
            found.append(socket.recv_multipart(zmq.NOBLOCK, copy=False))
    return found
