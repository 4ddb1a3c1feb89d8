"""A line of real stations, each with a store, a thread and sockets of its own."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.andon.andon import Andon
from kiosk.andon.here import Here, here_of
from kiosk.andon.settings import Mqtt, Settings
from kiosk.clock import SystemClock
from kiosk.operations.andon import AndonStatus, HeardCall
from kiosk.operations.exceptions import raise_exception
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from kiosk.store import DiskGuard, Person, open_store
from sop.signing import SigningKey
from sop.wire.documents import Peer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_S = 20.0
QUIET_S = 2.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(so: Callable[[], Any], seconds: float = PATIENCE_S) -> Any:
    end = time.monotonic() + seconds
    while not (found := so()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
    return found


class Post:
    """One station of the line. `peers` is what its roster says; it dials by `addresses`, or finds
    the others by multicast where there are none."""

    def __init__(self, folder: Path, name: str, line: str = "L1") -> None:
        self.name, self.line, self.device = name, line, f"device-{name.lower()}"
        self.key, self.port = SigningKey.make(), free_port()
        self.folder, self.peers = folder / name, list[Peer]()
        self.status = AndonStatus()
        self.addresses: tuple[str, ...] = ()
        self.minutes = (60.0, 60.0, 60.0)
        self.mqtt: Mqtt | None = None
        self.andon: Andon | None = None
        self.station = self._opened()

    def _opened(self) -> Station:
        guard = DiskGuard(self.folder.parent, warn_below=0, refuse_below=0)
        clock = SystemClock()
        store = open_store(self.folder, device=self.name, clock=clock, guard=guard)
        for person, badge, names in (
            ("wang", "B-1", {"zh": "王芳", "en": "Wang Fang"}),
            ("li", "B-2", {"zh": "李强", "en": "Li Qiang"}),
        ):
            store.people.put(Person(id=person, badge=badge, names=names))
        return Station(store, clock, self.name)

    @property
    def peer(self) -> Peer:
        return Peer(device=self.device, station=self.name, key=self.key.public, line=self.line)

    def here(self) -> Here | None:
        return here_of(self.device, [self.key.text], self.line, self.peers)

    def start(self) -> Post:
        settings = Settings(
            port=self.port, addresses=self.addresses, minutes=self.minutes, mqtt=self.mqtt
        )
        self.andon = Andon(self.station, self.here, settings, self._hear)
        self.andon.start()
        return self

    def stop(self) -> None:
        if self.andon is not None:
            self.andon.stop()
            self.andon = None

    def restart(self) -> None:
        """Process and store go and come back; what it heard is forgotten."""
        self.stop()
        self.station.close()
        self.status = AndonStatus()
        self.station = self._opened()
        self.start()

    def close(self) -> None:
        self.stop()
        self.station.close()

    def _hear(self, status: AndonStatus) -> None:
        self.status = status

    # --- what is done there ---

    def ask(self, operation: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return self.station.submit(operation, *args, **named).result(30)

    def raises(self, category: str = "machine", severity: str = "critical", note: str = "") -> str:
        """A call of the station's own, in no run; its id."""

        def do(station: Station) -> str:
            sign_in(station, "B-2")
            return raise_exception(station, None, category, note=note, severity=severity).exception

        return str(self.ask(do))

    def sees(self, exception: str) -> HeardCall | None:
        return next((heard for heard in self.status.calls if heard.id == exception), None)

    def hears(self, other: Post) -> bool:
        return any(one.station == other.name and one.heard for one in self.status.neighbours)

    def kinds(self) -> list[str]:
        return [stored.kind for stored in self.station.store.tail(0, 1000)]

    def events(self, kind: str) -> list[Any]:
        import msgspec

        told = self.station.store.tail(0, 1000)
        return [msgspec.json.decode(one.data) for one in told if one.kind == kind]


def know_one_another(*posts: Post) -> None:
    """One roster for all; each is told the others' addresses, as a settings file would."""
    for post in posts:
        post.peers = [other.peer for other in posts]
        post.addresses = tuple(
            f"{other.name}=127.0.0.1:{other.port}" for other in posts if other is not post
        )


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Post]]:
    """`post(name, line)`: a station that is not started yet. None of them uses multicast."""
    monkeypatch.setattr("kiosk.andon.discovery.Discovery._begin", lambda *_: None)
    made: list[Post] = []

    def make(name: str, line: str = "L1") -> Post:
        made.append(Post(tmp_path, name, line))
        return made[-1]

    yield make
    with contextlib.ExitStack() as stack:
        for one in made:
            stack.callback(one.close)
