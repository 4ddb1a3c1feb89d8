"""A plant in small: a served hub with a user and a released procedure, and stations that work."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from kiosk.operations.opening import open_station
from kiosk.simulation.shift import work
from kiosk.sync.assembly import session
from kiosk.sync.enrolment import enrol, invitation_in
from tests.hub.served import ROOT, Served
from tests.sync.proxy import Fault, FaultProxy

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

USER, PASSWORD = "fang.wang", "a password of hers"
PROCEDURE = ROOT / "resources" / "procedures" / "FLG-M12-080" / "A"
_PREPARE = """
import sys
from hub.__main__ import main
user, password, procedure = sys.argv[1:]
main(["init"])
main(["user", user, "--role", "viewer", "--password", password])
sys.exit(main(["publish", procedure]))
"""


class Gate(FaultProxy):
    """A network too slow for photographs until it is opened: records come first."""

    def __init__(self, target: int) -> None:
        self.is_open = threading.Event()
        self.is_open.set()
        super().__init__(target)

    def _up(self, client: socket.socket, hub: socket.socket, fault: Fault, said: bytearray) -> None:
        super()._up(_Held(client, self.is_open), hub, fault, said)  # type: ignore[arg-type]


class _Held:
    """Reads what a station sends; a photograph's first piece waits at the gate."""

    def __init__(self, client: socket.socket, gate: threading.Event) -> None:
        self._client, self._gate = client, gate

    def recv(self, size: int) -> bytes:
        piece = self._client.recv(size)
        if b"/api/v1/evidence/" in piece:
            self._gate.wait()
        return piece

    def shutdown(self, how: int) -> None:
        self._client.shutdown(how)


class Plant:
    """`network` lies between the hub and the stations; it remains when the hub stops."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.hub = Served(folder / "hub", **variables)
        self.hub.folder.mkdir(parents=True, exist_ok=True)
        self.hub.python("-c", _PREPARE, USER, PASSWORD, str(PROCEDURE))
        self.network = Gate(0)

    def close(self) -> None:
        self.network.is_open.set()
        self.network.close()

    def enrolled(self, name: str) -> Path:
        """The folder of a new station that knows the hub and holds its procedure."""
        folder = self.folder / name
        told = self.hub.command(
            "enrol", "--text", "--station", name, "--url", self.network.url
        ).strip()
        with contextlib.closing(open_station(folder, name=name)) as station:
            enrol(station, invitation_in(told))
            session(station)
        return folder

    def work(self, folder: Path, executions: int, seed: int = 1) -> None:
        """Runs from beginning to end, at once, and nothing of them sent."""
        self.network.off()
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            work(folder, seed=seed, executions=executions, called=(folder.name, None))
        self.network.on()

    def sync(self, folder: Path) -> None:
        """All of it is at the hub when this returns."""
        with contextlib.closing(open_station(folder)) as station:
            session(station)

    def typed(self, *typed: object) -> bytes:
        """What a command of the kiosk printed."""
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *map(str, typed)],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done
        return done.stdout

    @contextlib.contextmanager
    def served(self) -> Iterator[None]:
        """The hub runs; each time on another port, which the network knows."""
        with self.hub.running() as url:
            self.network.target = int(url.rpartition(":")[2])
            yield
            self.network.drop()

    @contextlib.contextmanager
    def kiosk(self, *typed: object) -> Iterator[subprocess.Popen[bytes]]:
        """A process of the kiosk, until the end of the block."""
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *map(str, typed)],
            cwd=ROOT, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextlib.contextmanager
def plant(folder: Path, **variables: str) -> Iterator[Plant]:
    """One whose hub does not run yet."""
    with contextlib.closing(Plant(folder, **variables)) as made:
        yield made
