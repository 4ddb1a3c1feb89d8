"""A bad network: a real TCP proxy that delays, cuts, swallows, doubles, or answers in the hub's
place. Every connection takes the next fault of a list; after the last one all is well."""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal[
    "none",
    "delay",  # every piece waits `seconds`
    "cut_up",  # the connection breaks after `count` bytes towards the hub
    "cut_down",  # … after `count` bytes of the answer
    "half_open",  # after `count` bytes of the answer nothing moves and nobody closes
    "blackhole",  # accepted, swallowed, never answered
    "refused",  # closed at once
    "doubled",  # the hub hears the whole request twice
    "captive",  # a login page answers 200
    "garbage",  # bytes that are no HTTP
    "busy",  # 503 with Retry-After
    "status",  # a bare status `count`
]
KINDS: tuple[Kind, ...] = (
    "none", "delay", "cut_up", "cut_down", "half_open", "blackhole", "refused", "doubled",
    "captive", "garbage", "busy", "status",
)  # fmt: skip

_PAGE = b"<html><body>Please log in to the network</body></html>"
_ANSWERS = {
    "captive": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n"
    b"Connection: close\r\n\r\n%b" % (len(_PAGE), _PAGE),
    "garbage": b"\x16\x03\x01 this is not the protocol you are looking for\r\n\r\n",
    "busy": b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n",
}


@dataclass(frozen=True)
class Fault:
    kind: Kind = "none"
    count: int = 0
    seconds: float = 0.0


class FaultProxy:
    """Listens on `port`, speaks for whatever listens on `target`. `target` may change: a hub that
    was killed comes back on another port."""

    def __init__(self, target: int, faults: Iterable[Fault] = ()) -> None:
        self.target = target
        self.faults = deque(faults)
        self.always: Fault | None = None
        self.connections = 0
        self.up_bytes = 0
        self._open: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def off(self) -> None:
        """The network is gone: what is open breaks, what is new is closed at once."""
        self.always = Fault("refused")
        self.drop()

    def on(self) -> None:
        self.always = None

    def drop(self) -> None:
        """Break whatever is open."""
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._closed = True
        self._server.close()
        self.drop()

    def _accept(self) -> None:
        while not self._closed:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            _at_once(client)
            self.connections += 1
            fault = self.always or (self.faults.popleft() if self.faults else Fault())
            threading.Thread(target=self._serve, args=(client, fault), daemon=True).start()

    def _serve(self, client: socket.socket, fault: Fault) -> None:
        self._open.add(client)
        try:
            if fault.kind == "refused":
                return
            if fault.kind == "blackhole":
                _swallow(client, fault.seconds or 60)
            elif fault.kind in _ANSWERS or fault.kind == "status":
                _answer(client, fault)
            else:
                self._forward(client, fault)
        except OSError:
            pass
        finally:
            self._open.discard(client)
            _end(client)

    def _forward(self, client: socket.socket, fault: Fault) -> None:
        hub = socket.create_connection(("127.0.0.1", self.target), 5)
        hub.settimeout(None)
        _at_once(hub)
        self._open.add(hub)
        said = bytearray()
        try:
            up = threading.Thread(target=self._up, args=(client, hub, fault, said), daemon=True)
            up.start()
            self._down(hub, client, fault)
        finally:
            self._open.discard(hub)
            _end(hub)
            if fault.kind == "doubled":
                self._say_again(bytes(said))

    def _up(self, client: socket.socket, hub: socket.socket, fault: Fault, said: bytearray) -> None:
        left = fault.count if fault.kind == "cut_up" else None
        with suppress(OSError):
            while piece := client.recv(1 << 16):
                _wait(fault)
                if left is not None:
                    piece, left = piece[:left], left - len(piece)
                hub.sendall(piece)
                said += piece
                self.up_bytes += len(piece)
                if left is not None and left <= 0:
                    break
        with suppress(OSError):
            hub.shutdown(socket.SHUT_WR if left is None else socket.SHUT_RDWR)
        if left is not None:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

    def _down(self, hub: socket.socket, client: socket.socket, fault: Fault) -> None:
        left = fault.count if fault.kind in ("cut_down", "half_open") else None
        while piece := hub.recv(1 << 16):
            _wait(fault)
            if left is not None:
                piece, left = piece[:left], left - len(piece)
            client.sendall(piece)
            if left is not None and left <= 0:
                if fault.kind == "half_open":
                    time.sleep(fault.seconds or 60)
                return

    def _say_again(self, request: bytes) -> None:
        """As a retrying middlebox would; its answer goes nowhere."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.target), 5) as hub:
            hub.sendall(request)
            hub.shutdown(socket.SHUT_WR)
            _swallow(hub, 2)


def _at_once(one: socket.socket) -> None:
    """Every piece goes on when it comes: waiting for the other side's receipt, as TCP does by
    itself, costs some 40 ms a question and is no fault that anybody asked for."""
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _end(one: socket.socket) -> None:
    """Closing alone says nothing while another thread still reads."""
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


def _wait(fault: Fault) -> None:
    if fault.kind == "delay":
        time.sleep(fault.seconds)


def _swallow(one: socket.socket, seconds: float) -> None:
    one.settimeout(seconds)
    with suppress(OSError):
        while one.recv(1 << 16):
            pass


def _answer(client: socket.socket, fault: Fault) -> None:
    client.settimeout(5)
    client.recv(1 << 16)
    if fault.kind == "status":
        client.sendall(
            b"HTTP/1.1 %d X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % fault.count
        )
    else:
        client.sendall(_ANSWERS[fault.kind])
    _swallow(client, 0.2)
