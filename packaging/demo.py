"""The demo as a whole: a hub, a station at work by itself, a kiosk to try, and a network to pull.

With a display the kiosk opens and Enter, typed here, switches the network off and on. Without
one the same happens by itself, and then every screen is saved by the tour. All of it lies in
build/demo and begins anew each time.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import select
import shutil
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROCEDURES = sorted(it.parent for it in (ROOT / "resources" / "procedures").rglob("sop.yaml"))
ROBOT, KIOSK = "A-02", "A-07"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "demo")
    parser.add_argument("--windowed", action="store_true")
    parser.add_argument("--no-tour", action="store_true", help="leave the tour out")
    parser.add_argument("--seconds", type=float, default=12, help="of each part by itself")
    args = parser.parse_args()
    shutil.rmtree(args.data, ignore_errors=True)
    demo = Demo(args.data)
    try:
        demo.begin()
        return demo.by_hand(args.windowed) if has_display() else demo.alone(args)
    except KeyboardInterrupt:
        return 130
    finally:
        demo.end()


class Demo:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.hub = data / "hub"
        self.password = secrets.token_urlsafe(9)
        self.running: list[subprocess.Popen[str]] = []

    def begin(self) -> None:
        say(
            "a hub is made, three procedures are published …", "正在建立中心服务器并发布作业指导书…"
        )
        run("sop-hub", "init", "--data", self.hub)
        run("sop-hub", "user", "demo", "--role", "admin", "--password", self.password,
            "--data", self.hub)  # fmt: skip
        for procedure in PROCEDURES:
            run("sop-hub", "publish", procedure, "--data", self.hub)
        serving = self.start("sop-hub", "serve", "--port", "0", "--data", self.hub, told=True)
        assert serving.stdout is not None
        self.url = serving.stdout.readline().strip().rpartition(" ")[2]
        self.network = Network(int(self.url.rpartition(":")[2]))
        for name in (ROBOT, KIOSK):
            self.enrol(name)
        run("sop-kiosk", "sync", "--once", "--data", self.data / ROBOT)
        self.start("sop-kiosk", "simulate", "--keep-going", "--pace", "0.8", "--data",
                   self.data / ROBOT)  # fmt: skip
        say(f"the hub's pages: {self.url}  user demo, password {self.password}",
            f"中心服务器页面：{self.url}  用户 demo，密码 {self.password}")  # fmt: skip

    def enrol(self, name: str) -> None:
        url = f"http://127.0.0.1:{self.network.port}"
        told = run("sop-hub", "enrol", "--text", "--station", name, "--url", url,
                   "--data", self.hub)  # fmt: skip
        run("sop-kiosk", "enrol", told.strip(), "--station", name, "--data", self.data / name)

    def by_hand(self, windowed: bool) -> int:
        """The kiosk on this display, the hub in the browser, the network at this keyboard."""
        webbrowser.open(self.url)
        say("press Enter here to switch the network off and on", "在此按回车键可断开、恢复网络")
        more = ("--windowed",) if windowed else ()
        kiosk = self.start("sop-kiosk", "demo", "--data", self.data / KIOSK, *more)
        while kiosk.poll() is None:
            if entered():
                self.switch()
        return kiosk.returncode

    def alone(self, args: argparse.Namespace) -> int:
        """The same by itself, told line by line."""
        self.watch(args.seconds)
        self.switch()
        self.watch(args.seconds)
        recorded, _ = self.counts()
        self.switch()
        self.until_arrived(recorded, 90)
        if args.no_tour:
            return 0
        return subprocess.call([program("sop-kiosk"), "demo", "--data", str(self.data / KIOSK)])

    def switch(self) -> None:
        self.network.switch()
        if self.network.is_on:
            say("— the network is back", "— 网络已恢复")
        else:
            say("— the network is off; the stations work on", "— 网络已断开，工位照常作业")

    def watch(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.tell()
            time.sleep(min(3.0, seconds))

    def until_arrived(self, event: int, seconds: float) -> None:
        """Everything that happened while the network was off is at the hub."""
        end = time.monotonic() + seconds
        while self.tell() < event and time.monotonic() < end:
            time.sleep(2)

    def tell(self) -> int:
        """One line: what the station has recorded, and what of it has arrived, which it returns."""
        recorded, arrived = self.counts()
        gap = recorded - arrived
        say(f"{ROBOT}: {recorded} events recorded, {arrived} at the hub, {gap} waiting",
            f"{ROBOT}：已记录 {recorded} 条，已到服务器 {arrived} 条，待传 {gap} 条")  # fmt: skip
        return arrived

    def counts(self) -> tuple[int, int]:
        lines = run("sop-hub", "stations", "--json", "--data", self.hub).splitlines()
        rows = {row["station"]: row for row in map(json.loads, lines)}
        return newest(self.data / ROBOT), int(rows.get(ROBOT, {}).get("received", 0))

    def start(
        self, command: str, *arguments: str | Path, told: bool = False
    ) -> subprocess.Popen[str]:
        """A process that ends with the demo. `told`: its output is read."""
        out = subprocess.PIPE if told else subprocess.DEVNULL
        process = subprocess.Popen([program(command), *map(str, arguments)], stdout=out, text=True)
        self.running.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)


class Network:
    """What lies between the stations and the hub: it can be pulled."""

    def __init__(self, target: int) -> None:
        self.is_on = True
        self._target = target
        self._open: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def switch(self) -> None:
        self.is_on = not self.is_on
        if not self.is_on:
            for one in list(self._open):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            client, _ = self._server.accept()
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        if not self.is_on:
            client.close()
            return
        hub = socket.create_connection(("127.0.0.1", self._target))
        self._open |= {client, hub}
        back = threading.Thread(target=self._carry, args=(hub, client), daemon=True)
        back.start()
        self._carry(client, hub)
        back.join()
        self._open -= {client, hub}

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(1 << 16):
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


def newest(data: Path) -> int:
    """How many events that station's journal holds, read beside it."""
    from pysqlite3 import dbapi2 as sqlite

    database = sqlite.connect(f"{(data / 'journal.db').resolve().as_uri()}?mode=ro", uri=True)
    try:
        return int(database.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0)
    finally:
        database.close()


def entered() -> bool:
    """Whether Enter was pressed within half a second."""
    if sys.platform == "win32":
        import msvcrt

        time.sleep(0.5)
        return msvcrt.kbhit() and msvcrt.getch() in (b"\r", b"\n")
    if not sys.stdin.isatty():
        time.sleep(0.5)
        return False
    return bool(select.select([sys.stdin], [], [], 0.5)[0]) and bool(sys.stdin.readline())


def has_display() -> bool:
    from kiosk.commands.display import has_display

    return has_display()


def program(name: str) -> str:
    """Beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found is not None, name
    return found


def run(command: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [program(command), *map(str, arguments)], capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        sys.exit(f"{command} {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def say(en: str, zh: str) -> None:
    chinese = os.environ.get("LC_ALL", os.environ.get("LANG", "")).lower().startswith("zh")
    print(zh if chinese else en, flush=True)


if __name__ == "__main__":
    sys.exit(main())
